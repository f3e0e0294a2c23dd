import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { withLogin } from '../../src/app/caller-login.ts';
import { DataFolder } from '../../src/app/data-folder.ts';
import { migrate, openDatabase } from '../../src/app/database.ts';
import { MIGRATION_NAMES } from '../../src/app/migrations.ts';
import { connectingFinding } from '../../src/app/preflight/connecting.ts';
import type { DatabaseFacts } from '../../src/app/preflight/database.facts.ts';
import {
  clockFinding,
  rolesFinding,
  standbyFinding,
  versionFinding,
} from '../../src/app/preflight/database.findings.ts';
import { checkBeforeStart } from '../../src/app/preflight/database.ts';
import { explain } from '../../src/app/preflight/explain.ts';
import { trustedDocumentsFinding } from '../../src/app/preflight/trusted-documents.ts';
import { KeyRing } from '../../src/kernel/secrets.ts';
import { createDatabase, query, type TestDatabase, withClient } from '../kit/database.ts';
import { withDatabase } from '../kit/global-setup.ts';
import { freePort } from '../kit/ports.ts';

/** What an operator can cause, on the shared PostgreSQL: the sentence that they read. Costs some 2 s. */
let database: TestDatabase;
const ROLE = 'preflight_plain';
const OTHERS = ['preflight_latin', 'preflight_empty', 'preflight_foreign'];
beforeAll(async () => {
  database = await createDatabase();
  await asSuperuser(
    `create role ${ROLE} login password 'plain'`,
    `create database preflight_latin owner qiao encoding 'SQL_ASCII' template template0 locale 'C'`,
    'create database preflight_empty owner qiao',
    'create database preflight_foreign owner postgres',
  );
});
afterAll(async () => {
  await asSuperuser(...OTHERS.map((name) => `drop database ${name}`), `drop role ${ROLE}`);
  await database.drop();
});

const asSuperuser = (...statements: string[]) =>
  withClient(inject('superuserUrl'), async (client) => {
    for (const sql of statements) await client.query(sql);
  });
const other = (name: string, url = database.url) => withDatabase(url, name);
const as = (name: string, password: string, url = database.url) => withLogin(url, { name, password });

const saidOf = (work: () => unknown): string | null => {
  try {
    work();
    return 'nothing';
  } catch (error) {
    return explain(error);
  }
};
/** What it says, in one piece. */
const saidBy = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: Error) => explain(error) ?? `a stack: ${error.stack}`,
  );
const start = (url: string) => saidBy(checkBeforeStart(url));

describe('a server or worker does not start, and says why', () => {
  test('nothing listens at the address', async () => {
    const port = await freePort();
    expect(await start(`postgres://qiao:secret@127.0.0.1:${port}/qiao`)).toBe(
      `PostgreSQL does not run at 127.0.0.1, port ${port} (DATABASE_URL): the connection is refused. Start it, or correct the address. If it runs, its \`listen_addresses\` must have this one.`,
    );
  });

  test('something else than PostgreSQL listens', async () => {
    const silent = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    expect(await start(`postgres://qiao:secret@127.0.0.1:${port}/qiao`)).toContain(
      `port ${port} (DATABASE_URL)`,
    );
    await new Promise((resolve) => silent.close(resolve));
  });

  test('the password is wrong, and is not printed', async () => {
    const said = await start(as('qiao', 'wrong-secret'));
    expect(said).toContain('PostgreSQL does not accept the password of the role “qiao” (DATABASE_URL)');
    expect(said).not.toContain('wrong-secret');
  });

  test('there is no password', async () => {
    expect(await start(as('qiao', ''))).toContain('PostgreSQL asks for the password of the role “qiao”');
  });

  test('there is no such database: the SQL that creates it', async () => {
    expect(await start(other('preflight_none'))).toContain(
      `has no database “preflight_none” (DATABASE_URL). Somebody who may create databases creates it:\n  create database "preflight_none" owner "qiao" encoding 'UTF8' template template0;`,
    );
  });

  test('TLS is demanded of a server that has none, or one whose certificate nobody knows', async () => {
    expect(await start(`${database.url}?sslmode=verify-full`)).toMatch(/does not offer TLS|is not accepted/);
  });

  test('the file of an authority is missing', async () => {
    expect(await start(`${database.url}?sslrootcert=/none/ca.pem`)).toContain(
      'DATABASE_URL names a file that cannot be used: /none/ca.pem.',
    );
  });

  test('a parameter of the URL is unknown to PostgreSQL', async () => {
    expect(await start(`${database.url}?options=-c%20nonsense%3D1`)).toContain(
      'PostgreSQL refuses what DATABASE_URL asks for: unrecognized configuration parameter "nonsense".',
    );
  });

  test('the role is a superuser: the SQL that makes another', async () => {
    expect(await start(database.superuserUrl)).toMatch(
      /row-level security would not bind it\. .*\n {2}create role qiao login createrole password 'choose-a-password';\n {2}create database "qiao_\w+_2" owner "qiao" /,
    );
  });

  test('texts are not UTF8', async () => {
    expect(await start(other('preflight_latin'))).toContain('“preflight_latin” has the encoding SQL_ASCII');
  });

  test('its tables would be in another schema, as where a schema is named like the role', async () => {
    await withClient(other('preflight_empty'), (client) => client.query('create schema qiao'));
    const said = await start(other('preflight_empty'));
    expect(said).toContain('The role “qiao” finds the schema “qiao” first in the database “preflight_empty”');
    expect(said).toContain('  alter role "qiao" in database "preflight_empty" set search_path = public;');
    expect(await saidBy(migrate(other('preflight_empty'), 5))).toBe(said);
    await withClient(other('preflight_empty'), (client) => client.query('drop schema qiao'));
  });

  test('writes are switched off, as some providers do when the disk is almost full', async () => {
    expect(await start(`${database.url}?options=-c%20default_transaction_read_only%3Don`)).toContain(
      'accepts no writes: `default_transaction_read_only` is on. If its disk is almost full, free some of it',
    );
  });

  test('the tables belong to another role', async () => {
    expect(await start(as(ROLE, 'plain'))).toContain(
      `The tables of Qiao belong to the role “qiao”, and “${ROLE}” may not use them.`,
    );
  });

  test('the database is not migrated', async () => {
    expect(await start(other('preflight_empty'))).toBe(
      'The database is not migrated. Run `npm run migrate`.',
    );
  });

  test('a migration is missing', async () => {
    const last = MIGRATION_NAMES.at(-1);
    await query(database, 'delete from migration where name = $1', [last]);
    expect(await start(database.url)).toBe(
      `The database lacks migrations: ${last}. Run \`npm run migrate\`.`,
    );
    await query(database, 'insert into migration (name) values ($1)', [last]);
  });
});

test('a newer version has migrated the database: it starts, and says so', async () => {
  expect(await checkBeforeStart(database.url)).toEqual([]);
  await query(database, `insert into migration (name) values ('9999_of_tomorrow')`);
  expect(await checkBeforeStart(database.url)).toEqual([
    {
      result: 'WARN',
      says: 'A newer version of Qiao has migrated the database (9999_of_tomorrow).',
      cure: 'This version works with it; upgrade this process too.',
    },
  ]);
  await query(database, `delete from migration where name = '9999_of_tomorrow'`);
});

describe('migrate changes nothing, and says why', () => {
  test.each([
    [
      'a superuser',
      () => withDatabase(database.superuserUrl, 'preflight_empty'),
      `\n  create role qiao login createrole password 'choose-a-password';\n  alter database "preflight_empty" owner to "qiao";`,
    ],
    ['a wrong encoding', () => other('preflight_latin'), 'has the encoding SQL_ASCII'],
    [
      'a database of another',
      () => other('preflight_foreign'),
      '“qiao” does not own the database “preflight_foreign”, so it cannot make its tables. Its owner or a superuser says:\n  alter database "preflight_foreign" owner to "qiao";',
    ],
  ])('%s', async (_what, url, sentence) => {
    expect(await saidBy(migrate(url(), 5))).toContain(sentence);
  });

  test('tables of something else', async () => {
    await withClient(other('preflight_empty'), (client) => client.query('create table installation ()'));
    expect(await saidBy(migrate(other('preflight_empty'), 5))).toBe(
      "The database “preflight_empty” has tables that are not Qiao's, with the same names. Give Qiao a database of its own.",
    );
    await withClient(other('preflight_empty'), (client) => client.query('drop table installation'));
  });

  test('a schema in which it may make no table', async () => {
    const url = other('preflight_empty');
    await withClient(other('preflight_empty', database.superuserUrl), (client) =>
      client.query(
        'alter schema public owner to postgres; revoke create on schema public from pg_database_owner',
      ),
    );
    expect(await saidBy(migrate(url, 5))).toContain('  alter schema public owner to "qiao";');
    await withClient(other('preflight_empty', database.superuserUrl), (client) =>
      client.query('alter schema public owner to pg_database_owner'),
    );
  });

  test('a role that may not create roles: the SQL for a DBA, both ways', async () => {
    await asSuperuser(`alter database preflight_empty owner to ${ROLE}`);
    const said = await saidBy(migrate(as(ROLE, 'plain', other('preflight_empty')), 5));
    expect(said).toContain(`The role “${ROLE}” may not create roles, and the login of callers is missing.`);
    expect(said).toContain(`  alter role "${ROLE}" createrole;`);
    expect(said).toContain('  grant qiao_tenant to qiao_callers;');
    const { rows } = await withClient(other('preflight_empty'), (client) =>
      client.query('select from pg_tables where schemaname = $1', ['public']),
    );
    expect(rows).toEqual([]);
    await asSuperuser('alter database preflight_empty owner to qiao');
  });
});

test('where `public` may neither connect nor look into the schema, migrate lets the login of callers in', async () => {
  const hardened = await createDatabase();
  const open = () => openDatabase(hardened.url).then((opened) => opened.close());
  await query(hardened, `revoke all on database ${new URL(hardened.url).pathname.slice(1)} from public`);
  await query(hardened, 'revoke all on schema public from public');
  expect(await saidBy(open())).toMatch(
    /^PostgreSQL does not let the login of callers in: .* Run `npm run migrate`/,
  );
  expect(await saidBy(migrate(hardened.url, 5))).toBe('nothing');
  expect(await saidBy(open())).toBe('nothing');
  await query(hardened, 'revoke usage on schema public from qiao_tenant');
  expect(await saidBy(open())).toMatch(
    /^The login of callers finds no table of Qiao: it may not use the schema/,
  );
  await hardened.drop();
});

test('while another process migrates the database, migrate says that it waits', async () => {
  const waits = Promise.withResolvers<void>();
  const second = await withClient(database.url, async (first) => {
    await first.query('select pg_advisory_lock(7746001)');
    const migrating = saidBy(migrate(database.url, 5, undefined, waits.resolve));
    await waits.promise;
    return { migrating };
  });
  expect(await second.migrating).toBe('nothing');
});

const FACTS: DatabaseFacts = {
  version: 150_014,
  versionText: '15.14',
  database: 'qiao',
  role: 'qiao',
  encoding: 'UTF8',
  isStandby: false,
  isReadOnly: false,
  schema: 'public',
  mayCreateTables: true,
  isUnbound: false,
  ownsDatabase: true,
  mayCreateRoles: true,
  hasTenantRole: false,
  mayGrantTenant: true,
  hasExclusionIndexes: true,
  hasForeignTables: false,
  aheadMs: 0,
  migrations: null,
  hasCallerRole: false,
  tablesOwner: null,
};

describe('of a server that is not here', () => {
  test('PostgreSQL 15 is new enough, 14 is not', () => {
    expect(versionFinding(FACTS).result).toBe('OK');
    expect(versionFinding({ ...FACTS, version: 140_019, versionText: '14.19' })).toMatchObject({
      result: 'FAIL',
      says: 'This is PostgreSQL 14.19, and Qiao needs PostgreSQL 15 or newer.',
    });
  });

  test('a copy accepts no writes', () => {
    expect(standbyFinding({ ...FACTS, isStandby: true }).result).toBe('FAIL');
  });

  test('a clock that is a minute away is told', () => {
    expect(clockFinding({ ...FACTS, aheadMs: 59_000 }).result).toBe('OK');
    expect(clockFinding({ ...FACTS, aheadMs: -61_000 }).says).toContain(
      '61 s behind the clock of this machine',
    );
  });

  test('the tenant role of another owner must be granted with its admin option', () => {
    const facts = { ...FACTS, version: 160_001, hasTenantRole: true, mayGrantTenant: false };
    expect(rolesFinding(facts, false).cure).toContain('grant qiao_tenant to "qiao" with admin option;');
    expect(rolesFinding({ ...facts, mayCreateRoles: false }, true).result).toBe('OK');
    expect(rolesFinding({ ...FACTS, mayCreateRoles: false }, true).cure).toContain(
      'create role qiao_tenant nologin;',
    );
  });
});

test('an owner that keeps CREATEROLE in PostgreSQL 15, where it is almost a superuser, is told so', () => {
  const facts = { ...FACTS, hasTenantRole: true, hasCallerRole: true };
  expect(rolesFinding(facts, false)).toMatchObject({
    result: 'WARN',
    cure: expect.stringContaining('  alter role "qiao" nocreaterole;'),
  });
  expect(rolesFinding({ ...facts, version: 160_001 }, false).result).toBe('OK');
  expect(rolesFinding({ ...facts, mayCreateRoles: false }, false).result).toBe('OK');
});

describe('why PostgreSQL lets nobody in', () => {
  const URL = 'postgres://qiao:secret@db.example.com/qiao';
  const says = (code: string, message = 'the reason') =>
    connectingFinding(Object.assign(new Error(message), { code }), URL)?.says;

  test.each([
    ['ENOTFOUND', 'No machine is known as db.example.com (DATABASE_URL).'],
    ['EAI_AGAIN', 'No machine is known as db.example.com (DATABASE_URL).'],
    ['ETIMEDOUT', 'Nothing answers at db.example.com, port 5432 (DATABASE_URL).'],
    [
      'CERT_HAS_EXPIRED',
      'The certificate of PostgreSQL at db.example.com (DATABASE_URL) is not accepted: the reason.',
    ],
    ['53300', 'PostgreSQL at db.example.com (DATABASE_URL) has no room for more: the reason.'],
    ['57P03', 'PostgreSQL at db.example.com (DATABASE_URL) is starting, stopping or recovering: the reason.'],
    ['42501', 'The role “qiao” may not connect to the database “qiao” (DATABASE_URL).'],
    [
      '28000',
      'PostgreSQL at db.example.com does not let the role “qiao” into the database “qiao” (DATABASE_URL): the reason.',
    ],
  ])('%s', (code, sentence) => expect(says(code)).toBe(sentence));

  test('only TLS is accepted', () => {
    expect(says('28000', 'no pg_hba.conf entry for host "1.2.3.4", no encryption')).toBe(
      'PostgreSQL at db.example.com accepts only connections with TLS (DATABASE_URL).',
    );
  });

  test('an address that does not answer', () => {
    expect(says('', 'timeout expired')).toBe('Nothing answers at db.example.com, port 5432 (DATABASE_URL).');
  });

  test('a password that no URL can have', () => {
    const finding = connectingFinding(new Error('URI malformed'), 'postgres://qiao:50%@db.example.com/qiao');
    expect(finding?.says).toBe('DATABASE_URL cannot be read as a URL.');
  });

  test('a defect is no sentence', () => expect(says('XX000')).toBeUndefined());
});

describe('what ends a process while it starts', () => {
  const listen = (host: string, port: number) =>
    new Promise<string | null>((resolve) => {
      const server = createServer().once('error', (error) =>
        resolve(explain(error, 'PORT=4100 npm run server')),
      );
      server.listen(port, host, () => server.close(() => resolve('nothing')));
    });

  test('its port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    expect(await listen('127.0.0.1', port)).toBe(
      `Port ${port} is taken. Stop what uses it, or choose another: PORT=4100 npm run server.`,
    );
    await new Promise((resolve) => taken.close(resolve));
  });

  test('HOST is of another machine', async () => {
    expect(await listen('192.0.2.1', 0)).toContain(
      'HOST is “192.0.2.1”, which is no address of this machine.',
    );
  });

  const of = (code: string, more: object = {}) =>
    explain(Object.assign(new Error('the reason'), { code, ...more }));
  test.each([
    ['ENOTFOUND', { syscall: 'getaddrinfo', hostname: 'nowhere' }, 'HOST is “nowhere”, which is no address'],
    ['EACCES', { syscall: 'listen', port: 443 }, 'Port 443 is for privileged users.'],
    ['EAFNOSUPPORT', { syscall: 'listen', address: '::' }, 'This machine cannot listen on “::”'],
    ['EACCES', { path: '.data' }, 'Qiao cannot use `.data`: its user has no permission.'],
    [
      'ENOENT',
      { path: '.data', syscall: 'mkdir' },
      'Qiao cannot use `.data`: the file system is read-only, or',
    ],
    ['EROFS', { path: '.data' }, 'Qiao cannot use `.data`: the file system is read-only.'],
    ['EACCES', { syscall: 'listen', address: '.data/start.sock' }, 'Qiao cannot use `.data/start.sock`'],
    ['EEXIST', { path: '.data' }, 'Qiao cannot use `.data`: a file is there where a folder must be.'],
    ['ENOSPC', { path: '.data/secret-keys.1.tmp' }, 'the disk is full'],
    ['53100', {}, "PostgreSQL's disk is full: the reason."],
    ['53300', {}, 'PostgreSQL has no connection left: the reason.'],
    ['57014', {}, 'PostgreSQL ended a statement before it was done: the reason.'],
    ['25006', {}, 'PostgreSQL accepts no writes: the reason.'],
    ['57P01', {}, 'The database went away while Qiao was starting: the reason.'],
  ])('%s', (code, more, sentence) => expect(of(code, more)).toContain(sentence));

  test('nothing is stored where nothing must be: production may run in a folder that is read-only', () => {
    const folder = new DataFolder(join(tmpdir(), `qiao-unused-${process.pid}`));
    expect(existsSync(folder.path)).toBe(false);
  });

  test('a connection broke in the middle, which has no code; the statement is not printed', () => {
    expect(explain(new Error('Connection terminated unexpectedly\ninsert into secrets'))).toBe(
      'The database went away while Qiao was starting: Connection terminated unexpectedly. Start Qiao again when it is back.',
    );
  });

  test('the key ring of development is damaged', () => {
    expect(saidOf(() => KeyRing.parse('broken'))).toContain('Qiao cannot use `.data/secret-keys`: key 1');
  });

  test('a defect has its stack', () => {
    expect(of('XX000')).toBeNull();
    expect(explain(new TypeError('undefined'))).toBeNull();
  });
});

describe('the file of trusted documents', () => {
  const finding = (file: string) =>
    trustedDocumentsFinding({ trustedDocuments: file, trustedDocumentsOnly: false });
  test.each([
    ['none/documents.json', 'there is no file none/documents.json'],
    ['README.md', 'README.md is not JSON'],
    ['package.json', 'package.json has another form'],
    ['src', 'src cannot be read (EISDIR)'],
  ])('%s', (file, reason) => {
    expect(finding(file)).toMatchObject({
      result: 'FAIL',
      says: `The file of TRUSTED_DOCUMENTS cannot be used: ${reason}.`,
    });
  });
});
