import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createOrm, migrate, proveTenantIsolation } from '../../src/app/database.ts';
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
async function prove(as = url): Promise<void> {
  const orm = await createOrm(as);
  try {
    await proveTenantIsolation(orm);
  } finally {
    await orm.close();
  }
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

test('Qiao does not start when its user may not take the tenant role', async () => {
  await sql('revoke qiao_tenant from qiao cascade');
  await expect(prove()).rejects.toThrow('permission denied to set role "qiao_tenant"');
});
