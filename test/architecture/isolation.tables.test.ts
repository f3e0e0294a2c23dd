import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOrm } from '../../src/app/database.ts';
import { TENANT_ENTITIES } from '../../src/app/entities.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemContext } from '../../src/kernel/context.ts';
import { newId } from '../../src/kernel/ids.ts';
import { TenantReads } from '../../src/kernel/tenant-reads.ts';
import { UnitOfWork } from '../../src/kernel/unit-of-work.ts';
import { IdempotentWrites } from '../../src/modules/idempotency/idempotent-writes.service.ts';
import { asCaller, withClient } from '../kit/database.ts';
import { useDatabase } from '../kit/shared-database.ts';
import { Rows } from '../modules/kit/rows.ts';
import { callerContext, newKeys, openWork } from '../modules/kit/work.ts';

/** Two installations with a row in every tenant table; everything below is tried by the first against the second. */
const database = useDatabase();
let rows: Rows;
let orm: MikroORM;
let close: () => Promise<void>;
let work: UnitOfWork;
let own: string;
let foreign: string;

beforeAll(async () => {
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
  ({ orm, work, close } = await openWork(database.url));
  own = await furnished();
  foreign = await furnished();
});
afterAll(async () => {
  await close();
  await rows.client.end();
});

async function furnished(): Promise<string> {
  const id = await rows.installation();
  const account = await rows.account(id, { open_id_field: '1' });
  await rows.session(id, account);
  await rows.insert('account_access', { installation_id: id, account_id: account, user_id: '17' });
  await rows.insert('api_key', {
    installation_id: id,
    id: newId(),
    place: 1,
    name: 'a program',
    prefix: 'qiao_public',
    scopes: ['ACCOUNTS_READ'],
    created_by: '17',
  });
  await rows.insert('audit_entry', {
    installation_id: id,
    id: newId(),
    actor_kind: 'USER',
    actor: '17',
    action: 'addOfficialAccount',
    subject_type: 'OfficialAccount',
    subject_id: account,
    request_id: newId(),
  });
  const read = { installation_id: id, id: '1', name: 'one', as_of: new Date() };
  await rows.insert('contact_field', {
    ...read,
    internal_name: 'C_one',
    data_type: 'text',
    display_type: 'text',
    read_only: false,
    standard: false,
  });
  await rows.insert('marketing_user', { ...read, login_name: 'One', disabled: false });
  await rows.insert('campaign', { ...read, status: 'ACTIVE' });
  await rows.insert('catalogue_read', { installation_id: id, catalogue: 'USERS', read_at: new Date() });
  await rows.insert('idempotency_key', {
    ...{ installation_id: id, caller: '17', mutation: 'updateAccess', key_digest: 'once' },
    ...{ id: newId(), input_digest: 'digest', created_at: new Date() },
  });
  await rows.insert('user_sign_out', { installation_id: id, user_id: '17', signed_out_at: new Date() });
  await rows.insert('console_session', {
    ...{ installation_id: id, id: newId(), user_id: '17', role: 'MARKETER', code_digest: 'digest' },
    ...{ code_expires_at: new Date(), started_at: new Date(), expires_at: new Date(Date.now() + 60_000) },
  });
  await rows.insert('terms_acceptance', {
    ...{ installation_id: id, id: newId(), account_id: account },
    ...{ version: '2026-11', accepter_kind: 'USER', accepted_by: '17' },
  });
  const sender = await rows.sender(id, { account_id: account });
  await rows.insert('sender_execution', {
    installation_id: id,
    id: newId(),
    sender_id: sender,
    execution_id: '1',
    contact_ids: ['501'],
    contact_count: 1,
    contacts_digest: 'digest',
    status: 'PENDING',
  });
  const follower = newId();
  const ofAccount = { installation_id: id, account_id: account };
  await rows.insert('follower', { ...ofAccount, id: follower, open_id: 'o-one', subscribed: true });
  await rows.insert('follower_settings', { ...ofAccount });
  await rows.insert('activity', {
    ...{ ...ofAccount, id: newId(), follower_id: follower, kind: 'SCAN' },
    ...{ occurred_at: new Date(), source: 'PUSH', detail: '{}' },
  });
  const requested = { subject: 'FOLLOWER', requested_at: new Date() };
  await rows.insert('delivery', {
    ...{ ...ofAccount, ...requested, id: newId(), follower_id: follower },
    ...{ destination: 'MARKETING_PLATFORM', status: 'PENDING' },
  });
  await rows.insert('delivery_import', {
    ...{ ...ofAccount, id: newId() },
    ...{ subject: 'FOLLOWER', started_at: new Date() },
  });
  await rows.insert('scene_campaign', { ...ofAccount, scene_key: 'shop-7', campaign_id: '1' });
  const erased = { digest: 'digest', unfollowed_at: new Date(), erased_at: new Date() };
  await rows.insert('erased_follower', { ...ofAccount, ...erased });
  await rows.insert('binding_link', {
    ...{ ...ofAccount, id: newId(), kind: 'REGISTRATION_PAGE', created_at: new Date() },
  });
  await rows.insert('contact_adoption', {
    ...{ ...ofAccount, id: newId(), status: 'RUNNING', dry_run: true },
    ...{ open_id_field: '1', started_at: new Date() },
  });
  await rows.insert('adopted_contact', { ...ofAccount, follower_id: follower, contact_id: '501', claims: 1 });
  const receipt = { id: newId(), kind: 'EXPORT', cause: 'REQUESTED', at: new Date(), rows: '{}' };
  await rows.insert('privacy_receipt', { ...ofAccount, ...receipt });
  const times = { started_at: new Date(), progressed_at: new Date() };
  const synchronization = newId();
  await rows.insert('synchronization', { ...ofAccount, id: synchronization, ...times });
  await rows.insert('listed_follower', {
    ...{ installation_id: id, synchronization_id: synchronization, follower_id: follower },
  });
  const notice = { kind: 'CAMPAIGN_ENDING', opened_at: new Date() };
  await rows.insert('notice', { ...ofAccount, ...notice, id: newId() });
  await rows.insert('notice_settings', { installation_id: id, recipients: ['one@example.com'] });
  return id;
}

/** Which tables there are, is asked of PostgreSQL, so that a new one cannot be forgotten here. */
const tenantColumn = (table: string): string => (table === 'installation' ? 'id' : 'installation_id');
const tables = [
  'account_access',
  'activity',
  'adopted_contact',
  'api_key',
  'audit_entry',
  'authorization_session',
  'binding_link',
  'campaign',
  'catalogue_read',
  'console_session',
  'contact_adoption',
  'contact_field',
  'contact_field_purpose',
  'delivery',
  'delivery_import',
  'erased_follower',
  'follower',
  'follower_settings',
  'idempotency_key',
  'installation',
  'listed_follower',
  'marketing_user',
  'message_sender',
  'notice',
  'notice_settings',
  'official_account',
  'privacy_receipt',
  'scene_campaign',
  'sender_execution',
  'synchronization',
  'terms_acceptance',
  'user_sign_out',
];

test('every table with an installation column is a tenant table, or a platform table on purpose', async () => {
  const { rows: found } = await rows.client.query<{ name: string; locked: boolean }>(
    `select c.relname as name, c.relforcerowsecurity and c.relrowsecurity as locked from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'installation_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  const platform = [
    'api_key_digest',
    'authorization_link',
    'authorizer',
    'credential',
    'erasure_key',
    'event_log',
    'installation_site',
    'marketing_connection',
    'oauth_state',
    'site_name',
  ];
  expect(found.filter(({ locked }) => !locked).map(({ name }) => name)).toEqual(platform);
  const declared = TENANT_ENTITIES.map((entity) => orm.getMetadata().get<object>(entity).tableName);
  expect(declared.toSorted()).toEqual(tables);
  expect(
    [...found.filter(({ locked }) => locked).map(({ name }) => name), 'installation'].toSorted(),
  ).toEqual(tables);
});

type Role = 'a caller' | 'the system';
const contextOf = (role: Role) =>
  role === 'a caller' ? callerContext(own) : systemContext(own, 'test', newId());

describe.each<Role>(['a caller', 'the system'])('%s of one installation', (role) => {
  const read = <T>(sql: string): Promise<T[]> => work.read(contextOf(role), (em) => em.execute(sql));
  const write = (sql: string, values: unknown[] = []) =>
    work.write(contextOf(role), 'test', ({ em }) => em.execute(sql, values, 'run'));

  /** Null if the role may do it at all: then row-level security is what refuses. */
  async function denied(table: string, privilege: string): Promise<string | null> {
    const [sql, ...values] =
      privilege === 'update'
        ? [
            `select has_column_privilege('qiao_tenant', $1, $2, 'update') as granted`,
            table,
            tenantColumn(table),
          ]
        : [`select has_table_privilege('qiao_tenant', $1, $2) as granted`, table, privilege];
    const { rows: found } = await rows.client.query(sql, values);
    return role === 'the system' || found[0].granted ? null : `permission denied for table ${table}`;
  }

  test.each(tables)('sees its own row of %s only, whether or not the ORM filters', async (table) => {
    const entity = TENANT_ENTITIES.find((one) => orm.getMetadata().get<object>(one).tableName === table);
    if (!entity) throw new Error(`no entity of ${table}`);
    const property = table === 'installation' ? 'id' : 'installationId';
    const owners = (found: object[]) => found.map((row) => Reflect.get(row, property));
    const filtered = await work.read(contextOf(role), (em) => em.find<object>(entity, {}));
    const unfiltered = await work.read(contextOf(role), (em) =>
      em.find<object>(entity, {}, { filters: { tenant: false } }),
    );
    const raw = await read<{ owner: string }>(`select ${tenantColumn(table)} as owner from ${table}`);
    expect(owners(filtered)).toEqual([own]);
    expect(owners(unfiltered)).toEqual([own]);
    expect(raw).toEqual([{ owner: own }]);
  });

  test.each(tables)('cannot add a row of the other to %s', async (table) => {
    const before = await rows.everything();
    const { rows: found } = await rows.client.query(
      `select to_jsonb(t) as row from ${table} t where ${tenantColumn(table)} = $1`,
      [foreign],
    );
    const row = JSON.stringify({
      ...found[0].row,
      id: table === 'installation' ? foreign : newId(),
      user_id: '18',
    });
    const refusal =
      (await denied(table, 'insert')) ?? `new row violates row-level security policy for table "${table}"`;
    const insert = write(
      `insert into ${table} select * from jsonb_populate_record(null::${table}, ?::jsonb)`,
      [row],
    );
    await expect(insert).rejects.toThrow(refusal);
    expect(await rows.everything()).toEqual(before);
  });

  test.each(tables)('cannot move its row of %s to the other', async (table) => {
    const before = await rows.everything();
    const column = tenantColumn(table);
    const refusal =
      (await denied(table, 'update')) ?? `new row violates row-level security policy for table "${table}"`;
    await expect(
      write(`update ${table} set ${column} = ? where ${column} = ?`, [foreign, own]),
    ).rejects.toThrow(refusal);
    expect(await rows.everything()).toEqual(before);
  });

  test.each(tables)('cannot change or delete the row of the other in %s', async (table) => {
    const before = await rows.everything();
    const column = tenantColumn(table);
    for (const [privilege, sql] of [
      ['update', `update ${table} set ${column} = ${column} where ${column} = ?`],
      ['delete', `delete from ${table} where ${column} = ?`],
    ] as const) {
      const refusal = await denied(table, privilege);
      const tried = write(sql, [foreign]);
      if (refusal) await expect(tried).rejects.toThrow(refusal);
      else expect(await tried).toMatchObject({ affectedRows: 0 });
    }
    expect(await rows.everything()).toEqual(before);
  });
});

test.each(tables)(
  'the ORM filter alone, where no row-level security binds, shows one installation of %s',
  async (table) => {
    const unbound = createOrm(database.superuserUrl);
    const reads = new TenantReads(database.superuserUrl, 1);
    const filterOnly = new UnitOfWork(
      { owner: unbound.em, callers: unbound.em, reads, pushes: reads },
      {
        recordAudit: () => {},
        idempotency: new IdempotentWrites(newKeys(), systemClock),
        inside: [],
        committed: () => {},
        clock: systemClock,
      },
    );
    const entity = TENANT_ENTITIES.find((one) => unbound.getMetadata().get<object>(one).tableName === table);
    if (!entity) throw new Error(`no entity of ${table}`);
    const ctx = systemContext(own, 'test', newId());
    expect(await filterOnly.read(ctx, (em) => em.count<object>(entity, {}))).toBe(1);
    expect(
      await filterOnly.read(ctx, (em) => em.count<object>(entity, {}, { filters: { tenant: false } })),
    ).toBe(2);
    await unbound.close();
  },
);

type Connect = typeof asCaller<number>;
describe.each<[string, Connect]>([
  ['the owner', ({ url }, work) => withClient(url, work)],
  ['a caller', asCaller],
])('%s without an installation', (_who, connected) => {
  test.each(tables)('sees no row of %s', async (table) => {
    for (const setting of ['', `select set_config('qiao.installation', '', true)`]) {
      const count = await connected(database, async (client) => {
        await client.query('begin');
        await client.query(setting);
        return (await client.query(`select count(*)::int as n from ${table}`)).rows[0].n;
      });
      expect(count).toBe(0);
    }
  });
});
