import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SETTING_COLUMNS } from '../../src/modules/accounts/settings/settings.rules.ts';
import { asCaller, createDatabase, type TestDatabase } from '../kit/database.ts';
import { Rows } from '../modules/kit/rows.ts';

let database: TestDatabase;
let rows: Rows;

beforeAll(async () => {
  database = await createDatabase();
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
});
afterAll(async () => {
  await rows.client.end();
  await database.drop();
});

const committed = readFileSync('schema/database.sql', 'utf8');
const lines = async (sql: string): Promise<string[]> =>
  (await rows.client.query<{ line: string }>(sql)).rows.map(({ line }) => line);

/** One statement of a caller's transaction. */
const asTenant = (installationId: string, sql: string, values: unknown[] = []) =>
  asCaller(database, async (client) => {
    await client.query('begin');
    await client.query(`select set_config('qiao.installation', $1, true)`, [installationId]);
    const result = await client.query(sql, values);
    await client.query('commit');
    return result;
  });

describe('the tenant role', () => {
  test('is no login, owns nothing, and is a member of nothing', async () => {
    const { rows: found } = await rows.client.query(
      `select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
         (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
         (select count(*)::int from pg_class where relowner = r.oid) as tables,
         (select count(*)::int from pg_proc where proowner = r.oid) as functions
       from pg_roles r where rolname = 'qiao_tenant'`,
    );
    expect(found).toEqual([
      {
        rolcanlogin: false,
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        memberships: 0,
        tables: 0,
        functions: 0,
      },
    ]);
  });

  test('may do with tables what schema/database.sql says, and nothing else, in any schema', async () => {
    const may = await lines(
      `select format('grant %s on %s to qiao_tenant;', string_agg(lower(p), ', ' order by p),
         case when n.nspname = 'public' then quote_ident(c.relname) else c.oid::regclass::text end) as line
       from pg_class c join pg_namespace n on n.oid = c.relnamespace,
         unnest(array['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE'] ||
           case when current_setting('server_version_num')::int >= 170000 then array['MAINTAIN'] end) p
       where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
         and has_table_privilege('qiao_tenant', c.oid, p)
       group by n.nspname, c.relname, c.oid order by c.relname`,
    );
    const written = committed.split('\n').filter((line) => /^grant .+ to qiao_tenant;$/.test(line));
    expect(may.toSorted()).toEqual(
      written.filter((line) => !line.includes(' on function ') && !line.includes('(')).toSorted(),
    );
    expect(may).toHaveLength(34);
  });

  test('has no privilege on a sequence, or a schema that could hold something of its own; of columns only on the settings of accounts, scenes, followers, senders and mails, on deliveries, on what solves a notice, on what revokes a key, and on what remembers an erasure; of the installation, to lock it', async () => {
    const columns = `select format('%s.%s', c.relname, a.attname) as line from pg_attribute a join pg_class c on c.oid = a.attrelid
       where a.attacl is not null and c.relnamespace = 'public'::regnamespace`;
    const sequences = `select c.oid::regclass::text as line from pg_class c
       where case c.relkind when 'S' then has_sequence_privilege('qiao_tenant', c.oid, 'usage, select, update') end`;
    const schemas = `select nspname as line from pg_namespace
       where nspname !~ '^pg_(temp|toast_temp)_' and has_schema_privilege('qiao_tenant', oid, 'create')`;
    const settings = SETTING_COLUMNS.map((name) => name.replaceAll(/[A-Z]/g, '_$&').toLowerCase());
    const accounts = 'follower_data removed_at retention_basis status updated_at version was_active';
    const senders =
      'account_id cause configured_at configured_by credential_revision open_id_field status version';
    const followers = 'binding_how binding_state bound_at contact_id looked_up_at';
    const deliveries =
      'activity_at activity_campaign_id activity_id activity_kind attempts clears contact_id follower_id left_at next_attempt_at reason receipt_id requested_at revision status';
    const followerSettings =
      'after_unfollow clear_ids_after_unfollow created_contact_domain location retention_basis subscribed_value unbound unsubscribed_value';
    expect((await lines(columns)).toSorted()).toEqual([
      'api_key.place',
      'api_key.revoked_at',
      ...deliveries.split(' ').map((column) => `delivery.${column}`),
      'erased_follower.erased_at',
      'erased_follower.unfollowed_at',
      ...followers.split(' ').map((column) => `follower.${column}`),
      ...followerSettings.split(' ').map((column) => `follower_settings.${column}`),
      'installation.id',
      ...senders.split(' ').map((column) => `message_sender.${column}`),
      'notice.next_mail_at',
      'notice.solved_at',
      'notice_settings.language',
      'notice_settings.recipients',
      'notice_settings.refused_recipients',
      ...[...settings, ...accounts.split(' ')].toSorted().map((column) => `official_account.${column}`),
      'scene_campaign.campaign_id',
    ]);
    expect(await lines(sequences)).toEqual([]);
    expect(await lines(schemas)).toEqual([]);
  });

  test('reaches six functions of ours, which schema/database.sql names, and none of the job queue', async () => {
    const may = await lines(
      `select format('grant execute on function %s to qiao_tenant;', p.oid::regprocedure) as line
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname not in ('pg_catalog', 'information_schema')
         and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
         and has_schema_privilege('qiao_tenant', n.oid, 'usage') and has_function_privilege('qiao_tenant', p.oid, 'execute')
       order by p.proname`,
    );
    expect(may).toEqual([
      'grant execute on function enqueue_job(text,json,timestamp with time zone,text,integer,integer) to qiao_tenant;',
      'grant execute on function forget_api_key(uuid) to qiao_tenant;',
      'grant execute on function log_events(json) to qiao_tenant;',
      'grant execute on function release_wechat_account(uuid,text) to qiao_tenant;',
      'grant execute on function slots_taken(text[]) to qiao_tenant;',
      'grant execute on function take_erasure_key(text,boolean) to qiao_tenant;',
    ]);
    expect(committed.split('\n').filter((line) => line.includes(' on function '))).toEqual(may);
  });

  test('cannot become anybody else, nor touch the queue', async () => {
    const installationId = await rows.installation();
    const tried = [
      ['select graphile_worker.add_job($1)', 'permission denied for schema graphile_worker'],
      [
        'select count(*) from graphile_worker._private_jobs where $1 is null',
        'permission denied for schema graphile_worker',
      ],
    ] as const;
    for (const [sql, refusal] of tried)
      await expect(asTenant(installationId, sql, ['callback.delete-old'])).rejects.toThrow(refusal);
    await expect(asTenant(installationId, 'create table mine (id int)')).rejects.toThrow(
      'permission denied for schema public',
    );
    await expect(
      asTenant(installationId, 'alter table official_account disable row level security'),
    ).rejects.toThrow('must be owner of table official_account');
  });
});

describe('platform tables refuse the tenant role', () => {
  const platform = [
    'announcement',
    'api_key_digest',
    'authorization_link',
    'authorizer',
    'callback_receipt',
    'caller_login',
    'component',
    'component_ticket',
    'credential',
    'erasure_key',
    'event_log',
    'event_log_default',
    'event_log_origin',
    'inbox_message',
    'inbox_message_default',
    'installation_site',
    'marketing_connection',
    'migration',
    'oauth_state',
    'operator_notice',
    'signed_call',
    'site_name',
    'slot_group',
    'slot_number',
    'transaction_lock',
    'withdrawal',
    'worker_session',
  ];

  test('and these are all of them', async () => {
    const all = await lines(
      `select relname as line from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and not relforcerowsecurity and relname !~ '^(event_log|inbox_message)_\\d' order by 1`,
    );
    expect(all).toEqual(platform);
  });

  test.each(platform)('%s', async (table) => {
    const installationId = await rows.installation();
    const { rows: columns } = await rows.client.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum = 1`,
      [table],
    );
    const name = columns[0]?.name;
    const statements = [
      `select * from ${table}`,
      `update ${table} set ${name} = ${name}`,
      `delete from ${table}`,
      `truncate ${table}`,
      ...(['api_key_digest', 'authorization_link'].includes(table)
        ? []
        : [`insert into ${table} (${name}) values (null)`]),
    ];
    for (const sql of statements)
      await expect(asTenant(installationId, sql)).rejects.toThrow(`permission denied for table ${table}`);
  });
});

describe('what a tenant may add to platform tables', () => {
  const LINK = `insert into authorization_link (session_id, installation_id, state_digest, pre_auth_code_digest)
    values ($1, $2, $3, $4)`;
  const digests = () => [randomUUID(), randomUUID()];

  test('is the link of a session of its own', async () => {
    const own = await rows.installation();
    const session = await rows.session(own, await rows.account(own));
    expect((await asTenant(own, LINK, [session, own, ...digests()])).rowCount).toBe(1);
  });

  test('is not the link of a session of another installation', async () => {
    const [own, foreign] = [await rows.installation(), await rows.installation()];
    const session = await rows.session(foreign, await rows.account(foreign));
    const before = await rows.everything();
    await expect(asTenant(own, LINK, [session, foreign, ...digests()])).rejects.toThrow(
      'new row violates row-level security policy for table "authorization_link"',
    );
    expect(await rows.everything()).toEqual(before);
  });

  test('is not the digest of a key of another installation', async () => {
    const [own, foreign] = [await rows.installation(), await rows.installation()];
    const key = await rows.apiKey(foreign);
    await rows.client.query('delete from api_key_digest where key_id = $1', [key]);
    const insert = `insert into api_key_digest (prefix, digest, installation_id, key_id, place, scopes)
      values ($1, 'digest', $2, $3, 1, '{ACCOUNTS_READ}')`;
    const before = await rows.everything();
    await expect(asTenant(own, insert, ['qiao_forged', foreign, key])).rejects.toThrow(
      'new row violates row-level security policy for table "api_key_digest"',
    );
    // Naming itself as the owner does not help: the key to the foreign key contains the installation.
    await expect(asTenant(own, insert, ['qiao_forged', own, key])).rejects.toThrow(
      'violates foreign key constraint',
    );
    expect(await rows.everything()).toEqual(before);
  });

  test('is a job of its own installation, whatever the payload says', async () => {
    const [own, foreign] = [await rows.installation(), await rows.installation()];
    const sessionId = await rows.session(own, await rows.account(own));
    const payload = JSON.stringify({ sessionId, installationId: foreign });
    await asTenant(own, `select enqueue_job('authorization.expire', $1::json, null, $2, 1, 0)`, [
      payload,
      `expire:${sessionId}`,
    ]);
    const { rows: jobs } = await rows.client.query(
      'delete from graphile_worker._private_jobs returning payload',
    );
    expect(jobs).toEqual([{ payload: { payload: JSON.parse(payload), installationId: own } }]);
  });
});

describe('forget_api_key() deletes', () => {
  test('the digest of a key of its own, and of no other', async () => {
    const [own, foreign] = [await rows.installation(), await rows.installation()];
    const [mine, theirs] = [await rows.apiKey(own), await rows.apiKey(foreign)];
    await asTenant(own, 'select forget_api_key($1)', [mine]);
    await asTenant(own, 'select forget_api_key($1)', [theirs]);
    const { rows: left } = await rows.client.query('select key_id from api_key_digest');
    expect(left).toEqual([{ key_id: theirs }]);
  });
});

describe('slots_taken() tells', () => {
  test('of open platforms on which the caller has an account, and of no other', async () => {
    const [own, foreign] = [await rows.installation(), await rows.installation()];
    const bound = (installationId: string, openAppId: string) =>
      rows.account(installationId, { open_platform_binding: 'BOUND', open_app_id: openAppId });
    await rows.authorizer(own, await bound(own, 'wxshared'), { slot_group: 'wxshared', slot: 1 });
    await rows.authorizer(foreign, await bound(foreign, 'wxshared'), { slot_group: 'wxshared', slot: 2 });
    await rows.authorizer(foreign, await bound(foreign, 'wxtheirs'), { slot_group: 'wxtheirs', slot: 1 });
    await bound(own, 'wxempty');
    const named = `select * from slots_taken('{wxtheirs,wxshared,wxnone}')`;
    const all = 'select * from slots_taken() order by slot_group';
    const shared = { slot_group: 'wxshared', taken: 2 };
    expect((await asTenant(own, named)).rows).toEqual([shared]);
    expect((await asTenant(own, all)).rows).toEqual([{ slot_group: 'wxempty', taken: 0 }, shared]);
    expect((await asTenant(await rows.installation(), all)).rows).toEqual([]);
  });
});
