import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../../kit/shared-database.ts';
import { attempt, expectRefusal, WRITERS } from '../kit/refusals.ts';
import { Rows } from '../kit/rows.ts';

const database = useDatabase();
let rows: Rows;
let installationId: string;
let accountId: string;

beforeAll(async () => {
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
  installationId = await rows.installation();
});
afterAll(async () => {
  await rows.client.end();
});

describe.each(WRITERS)('raw SQL by the %s', (by) => {
  const refused = (sql: string, values: readonly unknown[], constraint: string) =>
    expectRefusal(database, rows, { by, installationId, sql, values }, constraint);

  test('an account has one pending session', async () => {
    accountId = await rows.account(installationId);
    await rows.session(installationId, accountId);
    await refused(
      'insert into authorization_session (installation_id, id, account_id, expires_at) values ($1, $2, $3, now())',
      [installationId, randomUUID(), accountId],
      'authorization_session_one_pending',
    );
  });

  test('an ended session beside a pending one is allowed', async () => {
    accountId = await rows.account(installationId);
    await rows.session(installationId, accountId, { status: 'EXPIRED', ended_at: new Date() });
    const sql =
      'insert into authorization_session (installation_id, id, account_id, expires_at) values ($1, $2, $3, now())';
    const values = [installationId, randomUUID(), accountId];
    expect(await attempt(database, { by, installationId, sql, values })).toBeNull();
  });

  test.each([['link_secret'], ['code'], ['answer']])(
    'a session that keeps its %s cannot end',
    async (column) => {
      const id = await rows.session(installationId, await rows.account(installationId), {
        [column]: 'v1.k.s',
      });
      await refused(
        `update authorization_session set status = 'CANCELLED', ended_at = now() where installation_id = $1 and id = $2`,
        [installationId, id],
        'authorization_session_ended_keeps_no_secret',
      );
    },
  );

  test('a FAILED session says why', async () => {
    const id = await rows.session(installationId, await rows.account(installationId));
    await refused(
      `update authorization_session set status = 'FAILED', ended_at = now() where installation_id = $1 and id = $2`,
      [installationId, id],
      'authorization_session_failure',
    );
  });

  test.each([
    ['PENDING', null],
    ['COMPLETED', new Date()],
    ['CANCELLED', new Date()],
    ['EXPIRED', new Date()],
  ])('a %s session has no failure', async (status, endedAt) => {
    const account = await rows.account(installationId);
    const id = await rows.session(installationId, account, { status, ended_at: endedAt });
    await refused(
      `update authorization_session set failure_code = 'UPSTREAM_FAILED' where installation_id = $1 and id = $2`,
      [installationId, id],
      'authorization_session_failure',
    );
  });

  test.each([
    ['an ended session without its end', `status = 'CANCELLED'`],
    ['a pending session with an end', 'ended_at = now()'],
  ])('%s is refused', async (_what, changes) => {
    const id = await rows.session(installationId, await rows.account(installationId));
    await refused(
      `update authorization_session set ${changes} where installation_id = $1 and id = $2`,
      [installationId, id],
      'authorization_session_ended',
    );
  });
});

describe.each(WRITERS)('keys that name a row of another installation, by the %s', (by) => {
  test.each([
    {
      what: 'an account cannot use the credential of another installation',
      constraint: 'official_account_installation_id_credential_app_id_foreign',
      sql: 'update official_account set credential_app_id = $3 where installation_id = $1 and id = $2',
      with: 'appId',
    },
    {
      what: 'a session cannot be for an account of another installation',
      constraint: 'authorization_session_installation_id_account_id_foreign',
      sql: `insert into authorization_session (installation_id, id, account_id, expires_at)
            select $1, $2, $3::uuid, now()`,
      with: 'accountId',
    },
    {
      what: 'access cannot be given to an account of another installation',
      constraint: 'account_access_installation_id_account_id_foreign',
      sql: `insert into account_access (installation_id, account_id, user_id) select $1, $3::uuid, $2::text`,
      with: 'accountId',
    },
    {
      what: 'a link cannot lead to a session of another installation',
      constraint: 'authorization_link_installation_id_session_id_foreign',
      sql: `insert into authorization_link (installation_id, session_id, state_digest, pre_auth_code_digest)
            select $1, $3::uuid, $2::text, $2::text`,
      with: 'sessionId',
    },
    {
      what: 'a credential cannot belong to an authorizer of another installation',
      constraint: 'credential_installation_id_app_id_foreign',
      sql: `insert into credential (installation_id, app_id, access_token, refresh_at, refresh_token)
            select $1, $3, $2::text, now(), 'v1.k.s'`,
      with: 'appId',
    },
  ] as const)('$what', async ({ sql, constraint, with: name }) => {
    const elsewhere = await rows.installation();
    const foreign = await rows.active(elsewhere);
    const sessionId = await rows.session(elsewhere, foreign.id);
    const foreignIds = { appId: foreign.appId, accountId: foreign.id, sessionId };
    const own = await rows.account(installationId);
    const values = [installationId, own, foreignIds[name]];
    await expectRefusal(database, rows, { by, installationId, sql, values }, constraint);
    expect(foreign.installationId).not.toBe(installationId);
  });
});
