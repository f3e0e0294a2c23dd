import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settingsFaults } from '../../../src/modules/accounts/settings/settings.rules.ts';
import { LOCK_WAITS, withClient } from '../../kit/database.ts';
import { eventually } from '../../kit/eventually.ts';
import { useDatabase } from '../../kit/shared-database.ts';
import { attempt, expectRefusal, WRITERS } from '../kit/refusals.ts';
import { Rows } from '../kit/rows.ts';

const database = useDatabase();
let rows: Rows;
let installationId: string;

beforeAll(async () => {
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
});
afterAll(async () => {
  await rows.client.end();
});

const REMOVED = { status: 'REMOVED', removed_at: new Date(), follower_data: 'ERASE' };

const change = (column: string, value: string) =>
  `update official_account set ${column} = ${value} where installation_id = $1 and id = $2`;

/** The Basic Multilingual Plane, and the first one beyond it. */
const CODE_POINTS = 0x1ffff;

test('a note has the characters that the check of its input allows, and no other', async () => {
  const { rows: constraints } = await rows.client.query<{ rule: string }>(
    `select pg_get_expr(conbin, conrelid) as rule from pg_constraint where conname = 'official_account_note_is_text'`,
  );
  const { rows: refused } = await rows.client.query<{ code: number }>(
    `select code from (select code, 'a' || chr(code) || 'b' as note from generate_series(1, ${CODE_POINTS}) code
       where code not between 55296 and 57343) notes where not (${constraints[0]?.rule})`,
  );
  const codes = Array.from({ length: CODE_POINTS }, (_, index) => index + 1);
  const expected = codes.filter((code) => {
    const note = `a${String.fromCodePoint(code)}b`;
    return note.isWellFormed() && settingsFaults({ note }).length > 0;
  });
  expect(refused.map(({ code }) => code)).toEqual(expected);
  expect(expected.length).toBe(75);
});

describe.each(WRITERS)('raw SQL by the %s', (by) => {
  beforeAll(async () => {
    installationId = await rows.installation();
  });

  const refused = (sql: string, values: readonly unknown[], constraint: string) =>
    expectRefusal(database, rows, { by, installationId, sql, values }, constraint);

  test.each([
    ['the OpenID mapping', 'open_id_field'],
    ['the default campaign', 'default_campaign'],
    ['accepted terms', 'terms_version'],
    ['the credential', 'credential_app_id'],
  ])('an ACTIVE account cannot lose %s', async (_what, column) => {
    const { id } = await rows.active(installationId);
    await refused(change(column, 'null'), [installationId, id], 'official_account_active_is_complete');
  });

  test.each([
    ['the OpenID mapping', 'open_id_field'],
    ['the default campaign', 'default_campaign'],
    ['accepted terms', 'terms_version'],
    ['the credential', 'credential_app_id'],
  ])('an account without %s alone cannot become ACTIVE', async (_what, column) => {
    const { id } = await rows.active(installationId);
    await rows.update('official_account', id, { status: 'ACTION_REQUIRED', [column]: null });
    await refused(change('status', `'ACTIVE'`), [installationId, id], 'official_account_active_is_complete');
  });

  test('a complete account may become ACTIVE: the refusals above have no other cause', async () => {
    const { id } = await rows.active(installationId, { status: 'ACTION_REQUIRED' });
    const sql = change('status', `'ACTIVE'`);
    expect(await attempt(database, { by, installationId, sql, values: [installationId, id] })).toBeNull();
  });

  test.each([
    ['longer than 500 characters', `repeat('店', 501)`],
    ['with a tab', `E'a\\tb'`],
    ['with a right-to-left override', `U&'a\\202Eb'`],
  ])('a note cannot be %s', async (_what, note) => {
    const id = await rows.account(installationId);
    await refused(change('note', note), [installationId, id], 'official_account_note_is_text');
  });

  test('two accounts cannot use one credential', async () => {
    const { appId } = await rows.active(installationId);
    const other = await rows.account(installationId);
    await refused(
      `update official_account set credential_app_id = $3 where installation_id = $1 and id = $2`,
      [installationId, other, appId],
      'official_account_installation_id_credential_app_id_unique',
    );
  });

  test('a credential that an account uses cannot be deleted', async () => {
    const { appId } = await rows.active(installationId);
    await refused(
      'delete from credential where installation_id = $1 and app_id = $2',
      [installationId, appId],
      'official_account_installation_id_credential_app_id_foreign',
    );
  });

  test('the owner row of a credential cannot be deleted', async () => {
    const { appId } = await rows.active(installationId);
    await refused(
      'delete from authorizer where installation_id = $1 and app_id = $2',
      [installationId, appId],
      'credential_installation_id_app_id_foreign',
    );
  });

  test.each([['access_token'], ['refresh_token'], ['refresh_at']])(
    'a credential without %s cannot exist',
    async (column) => {
      const { appId } = await rows.active(installationId);
      await refused(
        `update credential set ${column} = null where installation_id = $1 and app_id = $2`,
        [installationId, appId],
        `null value in column "${column}" of relation "credential" violates not-null constraint`,
      );
    },
  );

  test.each([
    ['open_id_field', 'official_account_open_id_field_unique'],
    ['last_activity_field', 'official_account_last_activity_field_unique'],
  ])('two accounts of an installation cannot share %s', async (column, constraint) => {
    await rows.account(installationId, { [column]: `shared-${column}` });
    const other = await rows.account(installationId);
    await refused(change(column, `'shared-${column}'`), [installationId, other], constraint);
  });

  test.each([['open_id_field'], ['last_activity_field']])(
    'a removed account gives its %s free, and two installations may use the same',
    async (column) => {
      const elsewhere = await rows.installation();
      await rows.account(installationId, {
        [column]: `free-${column}`,
        ...REMOVED,
      });
      await rows.account(elsewhere, { [column]: `free-${column}` });
      const id = await rows.account(installationId);
      const sql = change(column, `'free-${column}'`);
      expect(await attempt(database, { by, installationId, sql, values: [installationId, id] })).toBeNull();
    },
  );

  test.each([
    ['says when it was removed', 'removed_at'],
    ['says what happens to its follower data', 'follower_data'],
  ])('a removed account %s', async (_what, column) => {
    const id = await rows.account(installationId, REMOVED);
    await refused(change(column, 'null'), [installationId, id], 'official_account_removed_keeps_nothing');
  });

  test.each([
    ['one that is WITHDRAWN says why', 'WITHDRAWN', null, 'official_account_withdrawn_has_a_reason'],
    [
      'one that is VALID has no reason',
      'VALID',
      'MERCHANT_WITHDREW',
      'official_account_reason_fits_credential_state',
    ],
    ['one that never was has no reason', null, 'UNKNOWN', 'official_account_reason_fits_credential_state'],
    [
      'one that is FAILING did not end',
      'FAILING',
      'REMOVED',
      'official_account_reason_fits_credential_state',
    ],
    [
      'one that ended is not failing',
      'WITHDRAWN',
      'WECHAT_UNAVAILABLE',
      'official_account_reason_fits_credential_state',
    ],
    ['a reason is one of the list', 'WITHDRAWN', 'BORED', 'official_account_credential_state_reason_check'],
  ])('of credentials, %s', async (_what, state, reason, constraint) => {
    const id = await rows.account(installationId, { credential_state: 'FAILING' });
    const sql = `update official_account set credential_state = $3, credential_state_reason = $4
      where installation_id = $1 and id = $2`;
    await refused(sql, [installationId, id, state, reason], constraint);
  });

  test('a removed account has no credential', async () => {
    const { id } = await rows.active(installationId);
    await refused(
      `update official_account set status = 'REMOVED', removed_at = now(), follower_data = 'ERASE'
       where installation_id = $1 and id = $2`,
      [installationId, id],
      'official_account_removed_keeps_nothing',
    );
  });

  test('what is held of followers is kept with a basis only, and a basis is given for nothing else', async () => {
    const id = await rows.account(installationId, REMOVED);
    await refused(
      change('follower_data', `'RETAIN_WITH_BASIS'`),
      [installationId, id],
      'official_account_retention_has_a_basis',
    );
    await refused(
      change('retention_basis', `'a contract'`),
      [installationId, id],
      'official_account_retention_has_a_basis',
    );
  });

  const purposes = ['open_id_field', 'union_id_field', 'subscription_status_field', 'last_activity_field'];
  const pairs = purposes.flatMap((one, index) => purposes.slice(index + 1).map((other) => [one, other]));

  test.each(pairs)('one contact field cannot be both %s and %s', async (one = '', other = '') => {
    const field = `both-${one}-${other}`;
    const id = await rows.account(installationId, { [one]: field });
    await refused(change(other, `'${field}'`), [installationId, id], 'official_account_field_used_once');
  });

  const acrossPurposes = purposes.flatMap((one) =>
    purposes.flatMap((other) => (one === other ? [] : [[one, other]])),
  );

  test.each(acrossPurposes)('%s of one account cannot be %s of another', async (one = '', other = '') => {
    const field = `across-${one}-${other}`;
    await rows.account(installationId, { [one]: field });
    const id = await rows.account(installationId);
    await refused(change(other, `'${field}'`), [installationId, id], 'official_account_one_purpose');
    await refused(
      `insert into official_account (installation_id, id, ${other}) values ($1, gen_random_uuid(), $2)`,
      [installationId, field],
      'official_account_one_purpose',
    );
  });

  test('a removed account, and another installation, give a field free for any purpose', async () => {
    const elsewhere = await rows.installation();
    await rows.account(installationId, { open_id_field: 'given-free', ...REMOVED });
    await rows.account(elsewhere, { open_id_field: 'given-free' });
    const id = await rows.account(installationId);
    const sql = change('union_id_field', `'given-free'`);
    expect(await attempt(database, { by, installationId, sql, values: [installationId, id] })).toBeNull();
    await rows.update('official_account', id, { union_id_field: null });
  });

  test('of two that give one field two purposes at once, the later is refused', async () => {
    const [one, other] = [await rows.account(installationId), await rows.account(installationId)];
    const url = by === 'owner' ? database.url : database.superuserUrl;
    const outcome = await withClient(url, async (first) => {
      await first.query('begin');
      await first.query(`select set_config('qiao.installation', $1, true)`, [installationId]);
      await first.query(change('open_id_field', `'at-once'`), [installationId, one]);
      const sql = change('subscription_status_field', `'at-once'`);
      const second = attempt(database, { by, installationId, sql, values: [installationId, other] });
      await eventually(async () => {
        const { rows: waiting } = await rows.client.query(LOCK_WAITS);
        return waiting.length === 1;
      });
      await first.query('commit');
      return second;
    });
    expect(outcome).toBe('official_account_one_purpose');
    await rows.update('official_account', one, { open_id_field: null });
  });

  test('a field that its account gives up is free for any purpose, and the first one who takes it decides', async () => {
    const [one, other] = [await rows.account(installationId), await rows.account(installationId)];
    const map = (id: string, column: string, field: string | null) =>
      attempt(database, {
        by,
        installationId,
        sql: change(column, '$3'),
        values: [installationId, id, field],
      });
    expect(await map(one, 'open_id_field', 'given-up')).toBeNull();
    expect(await map(one, 'open_id_field', null)).toBeNull();
    expect(await map(one, 'union_id_field', 'given-up')).toBeNull();
    expect(await map(other, 'union_id_field', 'given-up')).toBeNull();
    expect(await map(one, 'union_id_field', null)).toBeNull();
    expect(await map(one, 'subscription_status_field', 'given-up')).toBe('official_account_one_purpose');
    expect(await map(other, 'union_id_field', null)).toBeNull();
    expect(await map(one, 'subscription_status_field', 'given-up')).toBeNull();
  });

  test('accounts that map one field for the same purpose at once do not wait for each other', async () => {
    const ids = [await rows.account(installationId), await rows.account(installationId)];
    await rows.account(installationId, { union_id_field: 'shared-at-once' });
    const url = by === 'owner' ? database.url : database.superuserUrl;
    await withClient(url, async (first) => {
      await first.query('begin');
      await first.query(`select set_config('qiao.installation', $1, true)`, [installationId]);
      await first.query(change('union_id_field', `'shared-at-once'`), [installationId, ids[0]]);
      const sql = change('union_id_field', `'shared-at-once'`);
      expect(
        await attempt(database, { by, installationId, sql, values: [installationId, ids[1]] }),
      ).toBeNull();
      await first.query('commit');
    });
  });

  test('of twenty that map three fields for all purposes at once, none makes a second purpose or a deadlock', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const values = [installationId, ...[0, 1, 2].map((place) => `crowd-${(index + place) % 3}`)];
        const [first, second, third] = [0, 1, 2].map((place) => purposes[(index + place) % 4]);
        const sql = `insert into official_account (installation_id, id, ${first}, ${second}, ${third})
          values ($1, gen_random_uuid(), $2, $3, $4)`;
        return attempt(database, { by, installationId, sql, values });
      }),
    );
    const { rows: fields } = await rows.client.query<{ purposes: string[]; kept: string }>(
      `select array_agg(distinct mapped.purpose) as purposes, max(p.purpose) as kept
       from official_account a, contact_field_purpose p, lateral (values (open_id_field, 'OPEN_ID'),
         (union_id_field, 'UNION_ID'), (subscription_status_field, 'SUBSCRIPTION_STATUS'), (last_activity_field, 'LAST_ACTIVITY')) mapped(field, purpose)
       where a.installation_id = $1 and p.installation_id = $1 and p.field_id = field and field like 'crowd-%' group by field`,
      [installationId],
    );
    for (const { purposes: used, kept } of fields) expect(used).toEqual([kept]);
    expect(outcomes).toContain(null);
    for (const outcome of outcomes)
      expect([
        null,
        'official_account_one_purpose',
        'official_account_open_id_field_unique',
        'official_account_last_activity_field_unique',
      ]).toContain(outcome);
  });

  test('a transaction that would not see what others commit maps no field', async () => {
    const id = await rows.account(installationId);
    const outcome = withClient(database.superuserUrl, async (client) => {
      await client.query('begin isolation level repeatable read');
      await client.query(change('open_id_field', `'unseen'`), [installationId, id]);
    });
    await expect(outcome).rejects.toThrow(
      'contact fields are mapped in transactions that are read committed',
    );
  });

  test.each([
    ['BOUND', null],
    ['NOT_BOUND', 'wxopen'],
    ['UNKNOWN', 'wxopen'],
  ])('the binding %s cannot stand with the open platform %s', async (binding, openAppId) => {
    const id = await rows.account(installationId);
    await refused(
      'update official_account set open_platform_binding = $3, open_app_id = $4 where installation_id = $1 and id = $2',
      [installationId, id, binding, openAppId],
      'official_account_bound_has_open_platform',
    );
  });

  test('an ACTIVE account without open platform cannot map UnionID', async () => {
    const { id } = await rows.active(installationId);
    await refused(
      change('union_id_field', `'union-alone'`),
      [installationId, id],
      'official_account_union_id_needs_open_platform',
    );
  });

  test('ACTIVE accounts of two open platforms cannot share a UnionID field', async () => {
    const bound = (openAppId: string) => ({ open_platform_binding: 'BOUND', open_app_id: openAppId });
    await rows.active(installationId, { ...bound('wxopen1'), union_id_field: 'union-shared' });
    const { id } = await rows.active(installationId, bound('wxopen2'));
    await refused(
      change('union_id_field', `'union-shared'`),
      [installationId, id],
      'official_account_union_id_one_open_platform',
    );
  });

  test('accounts of one open platform share a UnionID field, and so may a draft of another', async () => {
    const bound = (openAppId: string) => ({ open_platform_binding: 'BOUND', open_app_id: openAppId });
    await rows.active(installationId, { ...bound('wxopen3'), union_id_field: 'union-within' });
    const same = await rows.active(installationId, bound('wxopen3'));
    const draft = await rows.account(installationId, bound('wxopen4'));
    const sql = change('union_id_field', `'union-within'`);
    for (const id of [same.id, draft])
      expect(await attempt(database, { by, installationId, sql, values: [installationId, id] })).toBeNull();
    await refused(
      `update official_account set status = 'ACTIVE', open_id_field = 'o', default_campaign = '7', terms_version = '1'
       where installation_id = $1 and id = $2`,
      [installationId, draft],
      'official_account_active_is_complete',
    );
  });
});
