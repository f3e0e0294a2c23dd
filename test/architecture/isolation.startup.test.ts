import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureCallerLogin, withLogin } from '../../src/app/caller-login.ts';
import { migrate, openDatabase } from '../../src/app/database.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/app/embedded-postgres/embedded-postgres.ts';
import { withClient } from '../kit/database.ts';
import { withDatabase } from '../kit/global-setup.ts';
import { Rows } from '../modules/kit/rows.ts';

/** A server of its own, because roles are spoiled here, and they belong to a whole server. */
let server: EmbeddedPostgres;
let url: string;
let superuserUrl: string;
let databases = 0;
const dataDir = mkdtempSync(join(tmpdir(), 'qiao-isolation-'));

beforeAll(async () => {
  server = await startEmbeddedPostgres({ dataDir, durable: false });
  await migrate(server.url, 5);
});
beforeEach(async () => {
  databases += 1;
  const name = `qiao_${databases}`;
  const maintenance = withDatabase(server.superuserUrl, 'postgres');
  await withClient(maintenance, (client) => client.query(`create database ${name} template qiao owner qiao`));
  url = withDatabase(server.url, name);
  superuserUrl = withDatabase(server.superuserUrl, name);
});
afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const sql = (text: string) => withClient(superuserUrl, (client) => client.query(text));
const seed = () =>
  withClient(superuserUrl, async (client) => {
    const rows = new Rows(client);
    await rows.account(await rows.installation());
  });

/** What a server does before it serves. */
async function prove(as = url, callers?: string): Promise<void> {
  const opened = await openDatabase(as, callers);
  await opened.close();
}

test('Qiao starts on a database whose tenants are apart, empty or not', async () => {
  await prove();
  await seed();
  await prove();
});

const UNBOUND = 'row-level security would not bind it';

test('Qiao does not start as a superuser', async () => {
  await expect(prove(superuserUrl)).rejects.toThrow(UNBOUND);
});

test('Qiao does not start as a role with BYPASSRLS', async () => {
  await sql(`create role passing login bypassrls password 'passing' in role qiao_tenant`);
  const passing = new URL(url);
  passing.username = 'passing';
  passing.password = 'passing';
  await expect(prove(passing.href)).rejects.toThrow(UNBOUND);
});

test.each([
  ['BYPASSRLS', 'alter role qiao_tenant bypassrls', 'alter role qiao_tenant nobypassrls'],
  ['a superuser', 'alter role qiao_tenant superuser', 'alter role qiao_tenant nosuperuser'],
])(
  'Qiao does not start when the tenant role has become %s, though no row betrays it yet',
  async (_what, spoil, mend) => {
    await sql(spoil);
    await expect(prove()).rejects.toThrow(UNBOUND);
    await sql(mend);
    await prove();
  },
);

test.each([
  ['account_access', 'disable row level security'],
  ['api_key', 'disable row level security'],
  ['audit_entry', 'disable row level security'],
  ['authorization_session', 'disable row level security'],
  ['installation', 'disable row level security'],
  ['official_account', 'disable row level security'],
  ['official_account', 'no force row level security'],
])('Qiao does not start when somebody said: alter table %s %s', async (table, change) => {
  await sql(`alter table ${table} ${change}`);
  await expect(prove()).rejects.toThrow(`Row-level security does not protect "${table}"`);
});

test('Qiao does not start when a policy lets rows through that belong to nobody asking', async () => {
  await seed();
  await sql('alter policy tenant on official_account using (true)');
  await expect(prove()).rejects.toThrow('Row-level security does not protect "official_account"');
});

describe('Qiao does not start when the login of callers', () => {
  /** As each migration does. */
  const mended = () => withClient(url, (client) => ensureCallerLogin(client, url));
  const login = async (): Promise<string> => {
    const { rows } = await sql('select name from caller_login');
    return rows[0].name;
  };

  test.each([
    ['may create roles', 'alter role % createrole', 'alter role % nocreaterole', 'may do more than log in'],
    ['owns something', 'alter table slot_group owner to %', 'alter table slot_group owner to qiao', 'owns'],
    [
      'can read the settings of the server',
      'grant pg_read_all_settings to %',
      'revoke pg_read_all_settings from %',
      'can become another role than qiao_tenant',
    ],
    [
      'can do so by way of the tenant role',
      'grant pg_read_all_settings to qiao_tenant',
      'revoke pg_read_all_settings from qiao_tenant',
      'can become another role than qiao_tenant',
    ],
    [
      'could become a tenant role that may create roles',
      'alter role qiao_tenant createrole',
      'alter role qiao_tenant nocreaterole',
      'may do more than log in',
    ],
    [
      'could become a tenant role that owns something',
      'alter table slot_group owner to qiao_tenant',
      'alter table slot_group owner to qiao',
      'owns something',
    ],
    ['is no tenant', 'revoke qiao_tenant from % granted by qiao', null, 'is not a member of qiao_tenant'],
    ['may read tokens', 'grant select on credential to qiao_tenant', null, 'may use "credential"'],
    [
      'may read one column of them',
      'grant select (app_id) on credential to %',
      'revoke select (app_id) on credential from %',
      'may use "credential"',
    ],
    [
      'may read its own password',
      'grant select on caller_login to qiao_tenant',
      null,
      'may use "caller_login"',
    ],
  ])('%s', async (_what, spoil, mend, refusal) => {
    const name = await login();
    await sql(spoil.replace('%', name));
    await expect(prove()).rejects.toThrow(refusal);
    if (mend) {
      await sql(mend.replace('%', name));
      await prove();
    }
    await mended();
  });

  test('has another password than migrations gave it: the next one gives it back', async () => {
    await sql(`alter role ${await login()} password 'changed'`);
    await expect(prove()).rejects.toThrow('Run `npm run migrate`, which makes it again.');
    await mended();
    await prove();
  });

  test('is missing, as in a restored database: the next migration makes it', async () => {
    await sql(`drop role ${await login()}`);
    await expect(prove()).rejects.toThrow('Run `npm run migrate`, which makes it again.');
    await mended();
    await prove();
  });
});

test('another login may serve callers if it is as bound as the one of migrations', async () => {
  await sql(`create role chosen login password 'chosen'`);
  const chosen = withLogin(url, { name: 'chosen', password: 'chosen' });
  await expect(prove(url, chosen)).rejects.toThrow('is not a member of qiao_tenant');
  await sql('grant qiao_tenant to chosen');
  await expect(prove(url, withDatabase(chosen, 'postgres'))).rejects.toThrow('names another database');
  await prove(url, chosen);
});

test('with another login for callers, migrations need no right to create roles', async () => {
  await sql(`create role plain login password 'plain'`);
  await sql('create database plain owner plain');
  const owner = withDatabase(withLogin(url, { name: 'plain', password: 'plain' }), 'plain');
  await withClient(withDatabase(superuserUrl, 'plain'), (client) =>
    client.query('create extension if not exists btree_gist'),
  );
  await migrate(owner, 5, withLogin(owner, { name: 'chosen', password: 'chosen' }));
  await prove(owner, withLogin(owner, { name: 'chosen', password: 'chosen' }));
  await expect(migrate(owner, 5)).rejects.toThrow('The role “plain” may not create roles');
});
