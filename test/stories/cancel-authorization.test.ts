import { afterEach, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import { CancelAuthorizationDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { connectionOf, settled, sql, stored, storedButCallbacks } from '../kit/stored.ts';
import {
  accountOf,
  addAccount,
  authorized,
  errorCodes,
  listening,
  openSession,
  outcome,
  sessionOf,
} from '../kit/stories.ts';

const qiao = useQiao();
afterEach(() => qiao.wechat.clearFaults());

async function cancel(client: TestClient, sessionId: string) {
  const { cancelAuthorization } = await client.run(CancelAuthorizationDocument, { input: { sessionId } });
  return cancelAuthorization;
}

test('a pending session is cancelled, and its subscribers are notified', async () => {
  const admin = await qiao.caller({ site: 'pending' });
  const { id } = await addAccount(admin);
  const session = await openSession(admin, id);
  const told = await listening(qiao, 1, () => ({ session: outcome(admin, session.id) }));

  const answer = await cancel(admin, session.id);

  expect(answer).toEqual({
    authorizationSession: {
      id: session.id,
      status: 'CANCELLED',
      step: 'CREATED',
      launchUrl: session.launchUrl,
      mobileUrl: session.launchUrl,
      expiresAt: session.expiresAt,
      failure: null,
      account: { id, status: 'DRAFT' },
    },
    userErrors: [],
  });
  expect(await told.session).toEqual(answer.authorizationSession);
});

test('the next authorization of the account has a session of its own', async () => {
  const admin = await qiao.caller({ site: 'next' });
  const { id } = await addAccount(admin);
  const first = await openSession(admin, id);
  await cancel(admin, first.id);

  const second = await openSession(admin, id);

  expect(second.id).not.toBe(first.id);
  expect((await sessionOf(admin, first.id)).status).toBe('CANCELLED');
});

test('a session that has ended stays as it is', async () => {
  const admin = await qiao.caller({ site: 'ended' });
  const { session: completed } = await authorized(qiao, admin);
  const cancelled = await openSession(admin, (await addAccount(admin)).id);
  await cancel(admin, cancelled.id);
  const before = await stored(qiao);

  expect(await cancel(admin, completed.id)).toEqual({ authorizationSession: completed, userErrors: [] });
  expect((await cancel(admin, cancelled.id)).authorizationSession?.status).toBe('CANCELLED');
  expect(await stored(qiao)).toEqual(before);
});

test('once the administrator has confirmed, the session ends by itself', async () => {
  const admin = await qiao.caller({ site: 'confirmed' });
  const { id } = await addAccount(admin);
  const session = await openSession(admin, id);
  const { appId } = await qiao.wechat.account();
  await qiao.wechat.fault({ path: '/cgi-bin/component/api_query_auth', times: 1, latencyMs: 9_000 });
  await qiao.wechat.confirm(session.launchUrl, appId, { follow: false });
  await eventually(async () => (await sessionOf(admin, session.id)).step === 'EXCHANGING');
  const sessions = () => sql(qiao, 'select * from authorization_session order by id');
  const before = await sessions();

  const answer = await cancel(admin, session.id);

  expect(answer).toEqual({
    authorizationSession: null,
    userErrors: [
      {
        code: 'AUTHORIZATION_IN_PROGRESS',
        message: 'The administrator has already confirmed. The session ends by itself in a moment.',
        path: ['sessionId'],
      },
    ],
  });
  expect(await openSession(admin, id)).toMatchObject({ id: session.id, step: 'EXCHANGING' });
  expect(await sessions()).toEqual(before);
  await qiao.wechat.clearFaults();
  expect((await outcome(admin, session.id)).status).toBe('COMPLETED');
});

test.each(['BEFORE', 'AFTER', 'TWICE', 'NEVER'] as const)(
  'an administrator who confirms a cancelled session connects nothing (event %s)',
  async (event) => {
    const admin = await qiao.caller({ site: `late-${event}` });
    const { id } = await addAccount(admin);
    const session = await openSession(admin, id);
    const page = await qiao.wechat.openLaunchPage(session.launchUrl);
    await cancel(admin, session.id);
    const before = await storedButCallbacks(qiao);
    const exchanges = await qiao.wechat.calls('api_query_auth');
    const { appId } = await qiao.wechat.account();

    await qiao.wechat.scan(page, appId, { event });
    await settled(qiao);

    expect(await storedButCallbacks(qiao)).toEqual(before);
    expect(await connectionOf(qiao, appId)).toBeUndefined();
    expect(await qiao.wechat.calls('api_query_auth')).toEqual(exchanges);
    expect(await accountOf(admin, id)).toMatchObject({ status: 'DRAFT', appId: null });
  },
);

test('sessions that do not exist cannot be cancelled', async () => {
  const admin = await qiao.caller({ site: 'unknown' });
  const { id } = await addAccount(admin);
  const before = await stored(qiao);

  for (const sessionId of ['', 'abc', id]) {
    expect(await cancel(admin, sessionId)).toEqual({
      authorizationSession: null,
      userErrors: [
        { code: 'NOT_FOUND', message: 'There is no such authorization session.', path: ['sessionId'] },
      ],
    });
  }
  expect(await stored(qiao)).toEqual(before);
});

test('a marketer may not cancel', async () => {
  const admin = await qiao.caller({ site: 'marketer' });
  const session = await openSession(admin, (await addAccount(admin)).id);
  const marketer = await qiao.caller({ site: 'marketer', role: 'marketer' });

  const answer = await marketer.ask(CancelAuthorizationDocument, { input: { sessionId: session.id } });

  expect(errorCodes(answer)).toEqual(['FORBIDDEN']);
  expect((await sessionOf(admin, session.id)).status).toBe('PENDING');
});
