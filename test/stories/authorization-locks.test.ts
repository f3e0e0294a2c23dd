import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { LOCK_WAITS, withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import {
  AuthorizeAccountDocument,
  type AuthorizeAccountInput,
  ChangeImpactDocument,
} from '../kit/generated/operations.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { ownId, sql, storedMeanwhile } from '../kit/stored.ts';
import {
  addAccount,
  COMPLETE,
  errorCodes,
  listening,
  outcome,
  sessionOf,
  waitingSession,
} from '../kit/stories.ts';

let qiao: Qiao;
let calls: HeldCalls;
beforeAll(async () => {
  calls = await holdCalls();
  qiao = await startQiao({
    ...calls.between,
  });
});
afterAll(async () => {
  await qiao.close();
  await calls.close();
});

const authorize = (client: TestClient, input: AuthorizeAccountInput) =>
  client.ask(AuthorizeAccountDocument, { input });

const TOKEN = `v1.1790000000.${'x'.repeat(43)}`;

test('a link that WeChat gives after Qiao was uninstalled opens nothing', async () => {
  const admin = await qiao.caller({ site: 'uninstalled meanwhile' });
  const { id: accountId } = await addAccount(admin);
  calls.hold('api_create_preauthcode');
  const answer = authorize(admin, { accountId });
  const call = await calls.find('api_create_preauthcode', '');
  await qiao.eloqua.uninstall('uninstalledmeanwhile');
  calls.release('api_create_preauthcode');
  await call.answer();

  expect(errorCodes(await answer)).toEqual(['INSTALLATION_UNAVAILABLE']);
  expect(
    await sql(qiao, 'select from authorization_session where account_id = $1', [ownId(accountId)]),
  ).toEqual([]);
});

/** To another WeChat account. */
async function agreement(client: TestClient, accountId: string): Promise<string> {
  const change = { accountId, change: 'REPLACE_WECHAT_ACCOUNT' } as const;
  return (await client.run(ChangeImpactDocument, change)).changeImpact.impactToken;
}

test('a session of an installation that was uninstalled connects nothing, whatever is scanned', async () => {
  const { accountId, session } = await waitingSession(qiao, 'uninstalled', COMPLETE);
  const admin = await qiao.caller({ site: 'uninstalled' });
  const { appId } = await qiao.wechat.account();
  const { ended } = await listening(qiao, 1, () => ({ ended: outcome(admin, session.id) }));
  const page = await qiao.wechat.openLaunchPage(session.launchUrl);
  const status = `update installation set status = $1 where site = 'uninstalled'`;
  await sql(qiao, status, ['UNINSTALLED']);

  await qiao.wechat.scan(page, appId);
  await eventually(async () => {
    const [row] = await sql(qiao, 'select status from authorization_session where id = $1', [
      ownId(session.id),
    ]);
    return row?.status !== 'PENDING';
  });
  await sql(qiao, status, ['AVAILABLE']);

  expect(await ended).toMatchObject({ status: 'FAILED', failure: { code: 'UPSTREAM_FAILED' } });
  expect(await sql(qiao, 'select from authorizer where account_id = $1', [ownId(accountId)])).toEqual([]);
  expect(await sql(qiao, 'select from credential where app_id = $1', [appId])).toEqual([]);
});

test('who agrees to a replacement waits for the account before holding its session, as a removal does', async () => {
  const { admin, accountId, session } = await waitingSession(qiao, 'order');
  const impactToken = await agreement(admin, accountId);
  const lockOf = (table: string) => `select from ${table} where id = $1 for update`;
  const answer = await withClient(qiao.database.superuserUrl, async (removal) => {
    await removal.query('begin');
    await removal.query(lockOf('official_account'), [ownId(accountId)]);
    const running = authorize(admin, { accountId, impactToken });
    await eventually(async () => {
      return (await removal.query(LOCK_WAITS)).rows.length === 1;
    });
    await removal.query(`${lockOf('authorization_session')} nowait`, [ownId(session.id)]);
    await removal.query('commit');
    return running;
  });
  expect(answer.data?.authorizeAccount).toMatchObject({
    authorizationSession: { id: session.id },
    userErrors: [],
  });
});

test('where the session that waits ends while the lock is waited for, another is opened', async () => {
  const { admin, accountId, session } = await waitingSession(qiao, 'ends meanwhile');
  const impactToken = await agreement(admin, accountId);
  const answer = await withClient(qiao.database.superuserUrl, async (client) => {
    await client.query('begin');
    await client.query('select from official_account where id = $1 for update', [ownId(accountId)]);
    const running = authorize(admin, { accountId, impactToken });
    await eventually(async () => {
      return (await client.query(LOCK_WAITS)).rows.length === 1;
    });
    await client.query(
      `update authorization_session set status = 'CANCELLED', ended_at = now(), link_secret = null where id = $1`,
      [ownId(session.id)],
    );
    await client.query('commit');
    return running;
  });

  const started = answer.data?.authorizeAccount.authorizationSession;
  expect(started).toMatchObject({ status: 'PENDING' });
  expect(started?.id).not.toBe(session.id);
});

test('once the administrator has confirmed, nobody can agree to a replacement any more', async () => {
  const { admin, accountId, session } = await waitingSession(qiao, 'confirmed already');
  const { appId } = await qiao.wechat.account();
  const page = await qiao.wechat.openLaunchPage(session.launchUrl);
  calls.hold('api_query_auth');
  const scanned = qiao.wechat.scan(page, appId);
  const call = await calls.find('api_query_auth', '');
  // WeChat's event, which comes beside the redirect, has been processed.
  await eventually(
    async () =>
      (await sql(qiao, 'select from authorization_link where authorizer_app_id = $1', [appId])).length === 1,
  );
  const before = await storedMeanwhile(qiao);

  const { data } = await authorize(admin, { accountId, impactToken: TOKEN });

  expect(data?.authorizeAccount).toMatchObject({
    authorizationSession: null,
    userErrors: [{ code: 'AUTHORIZATION_IN_PROGRESS', path: ['impactToken'] }],
  });
  expect(await storedMeanwhile(qiao)).toEqual(before);
  calls.release('api_query_auth');
  await call.answer();
  await scanned;
  await eventually(async () => (await sessionOf(admin, session.id)).status === 'COMPLETED');
});

test.each(['', '\0', '\ud83d', 'v1. x', 'x'.repeat(201)])(
  'the token %j is invalid: no session is opened, and WeChat is not called',
  async (impactToken) => {
    const admin = await qiao.caller({ site: 'no token' });
    const { id: accountId } = await addAccount(admin);
    const asked = (await qiao.wechat.calls('api_create_preauthcode')).length;

    const { data } = await authorize(admin, { accountId, impactToken });

    expect(data?.authorizeAccount).toMatchObject({
      authorizationSession: null,
      userErrors: [{ code: 'INVALID', path: ['impactToken'] }],
    });
    expect((await qiao.wechat.calls('api_create_preauthcode')).length).toBe(asked);
  },
);
