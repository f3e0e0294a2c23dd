import { afterEach, describe, expect, test } from 'vitest';
import { CancelAuthorizationDocument } from '../kit/generated/operations.ts';
import { eventXml, push, unixSeconds } from '../kit/push.ts';
import type { Qiao } from '../kit/qiao.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { connectionOf, ownId, settled, sql, storedBut } from '../kit/stored.ts';
import { accountOf, authorizeAs, authorized, COMPLETE, openSession } from '../kit/stories.ts';

const qiao = useQiao();
afterEach(() => qiao.wechat.clearFaults());

/** An active account, alone on its open platform, that was authorized an hour ago. */
async function connected(site: string) {
  const admin = await qiao.caller({ site });
  const { accountId, appId } = await authorized(qiao, admin, COMPLETE, { openPlatform: site });
  await sql(qiao, `update authorizer set authorized_at = now() - interval '1 hour' where app_id = $1`, [
    appId,
  ]);
  return { admin, accountId, appId };
}

/** An `unauthorized` event of WeChat's from so many seconds ago. */
const unauthorized = (appId: string, secondsAgo: number) =>
  push(
    qiao,
    eventXml(qiao, {
      InfoType: 'unauthorized',
      AuthorizerAppid: appId,
      CreateTime: unixSeconds(secondsAgo),
    }),
  );

async function fillOpenPlatform(openPlatform: string): Promise<void> {
  const admin = await qiao.caller({ site: 'full' });
  const slots = 'select count(*)::int as taken from authorizer where slot_group = $1';
  while ((await sql(qiao, slots, [openPlatform]))[0]?.taken !== 5)
    await authorized(qiao, admin, {}, { openPlatform });
}

describe('authorizing an active account again', () => {
  test('keeps it active all the way, keeps its slot and brings new tokens', async () => {
    const { admin, accountId, appId } = await connected('again');
    const before = await connectionOf(qiao, appId);

    const session = await openSession(admin, accountId);
    expect(await accountOf(admin, accountId)).toMatchObject({
      status: 'ACTIVE',
      authorizationSession: { id: session.id, status: 'PENDING' },
    });
    const ended = await authorizeAs(qiao, admin, accountId, appId);

    expect(ended).toMatchObject({ id: session.id, status: 'COMPLETED', account: { status: 'ACTIVE' } });
    const after = await connectionOf(qiao, appId);
    expect([before?.tokenVersion, after?.tokenVersion]).toEqual([1, 2]);
    expect(after).toMatchObject({ slotGroup: before?.slotGroup, slot: before?.slot, revision: 1 });
    expect(after?.refreshToken).not.toBe(before?.refreshToken);
  });

  test('takes over what WeChat says by now', async () => {
    const { admin, accountId, appId } = await connected('facts');
    await qiao.wechat.change(appId, { nickName: '新名字', openPlatform: 'wx00000000000000d2' });

    await authorizeAs(qiao, admin, accountId, appId);

    expect(await accountOf(admin, accountId)).toMatchObject({
      name: '新名字',
      version: 1,
      openPlatform: { appId: 'wx00000000000000d2', slotsTaken: 1 },
    });
    expect(await connectionOf(qiao, appId)).toMatchObject({ slotGroup: 'wx00000000000000d2', slot: 1 });
  });

  test('a chosen type no longer counts, for by now it is a fact', async () => {
    const admin = await qiao.caller({ site: 'type' });
    const chosen = { ...COMPLETE, accountType: 'SUBSCRIPTION' } as const;
    const { accountId, appId } = await authorized(qiao, admin, chosen, { serviceType: 'SUBSCRIPTION' });
    await qiao.wechat.change(appId, { serviceType: 'SERVICE' });

    const { status } = await authorizeAs(qiao, admin, accountId, appId);

    expect(status).toBe('COMPLETED');
    expect((await accountOf(admin, accountId)).accountType).toBe('SERVICE');
  });

  test('with other permission sets: the new ones count at once', async () => {
    const { admin, accountId, appId } = await connected('other-sets');
    const requirements = async () => (await accountOf(admin, accountId)).requirements.map(({ code }) => code);
    expect(await requirements()).toEqual([]);
    const func_info = [1, 2, 3, 4, 7, 11, 24, 89].map((id) => ({ funcscope_category: { id } }));
    const patch = { authorization_info: { func_info } };
    await qiao.wechat.fault({ path: '/cgi-bin/component/api_query_auth', times: 1, patch });

    expect((await authorizeAs(qiao, admin, accountId, appId)).status).toBe('COMPLETED');

    expect(await requirements()).toEqual(['PERMISSION_ADVISED']);
  });

  test.each([
    [
      'no longer grants every permission',
      { permissions: [1, 2, 3, 4, 11, 15, 89] },
      'PERMISSION_MISSING',
      'keeps its slot',
    ],
    ['is no longer verified', { verified: false }, 'ACCOUNT_NOT_VERIFIED', 'keeps its slot'],
    [
      'has moved to a full open platform',
      { openPlatform: 'wx00000000000000d4' },
      'ACCOUNT_LIMIT_REACHED',
      'has left its slot',
    ],
  ])(
    'one that %s is refused, gets the new tokens and says what it lacks',
    async (what, change, code, slotIs) => {
      const { admin, accountId, appId } = await connected(what);
      await fillOpenPlatform('wx00000000000000d4');
      const before = await connectionOf(qiao, appId);
      await qiao.wechat.change(appId, change);
      await settled(qiao);

      const session = await authorizeAs(qiao, admin, accountId, appId);
      await settled(qiao);

      expect(session).toMatchObject({ status: 'FAILED', failure: { code } });
      expect(await accountOf(admin, accountId)).toMatchObject({
        status: 'ACTION_REQUIRED',
        appId,
        requirements: [{ code, severity: 'BLOCKING' }],
        credential: { state: 'VALID', revision: 1 },
        authorizationSession: { id: session.id, status: 'FAILED' },
      });
      const after = await connectionOf(qiao, appId);
      const { slotGroup, slot } = before ?? {};
      const kept = slotIs === 'keeps its slot';
      expect(after).toMatchObject(kept ? { slotGroup, slot } : { slotGroup: null, slot: null });
      expect(after?.refreshToken).not.toBe(before?.refreshToken);
    },
  );
});

describe('unauthorized', () => {
  test('the account needs action, loses its tokens and keeps its slot', async () => {
    const { admin, accountId, appId } = await connected('withdrawn');
    const { slot, slotGroup } = (await connectionOf(qiao, appId)) ?? {};

    await qiao.wechat.revoke(appId);
    await settled(qiao);

    expect(await accountOf(admin, accountId)).toMatchObject({
      status: 'ACTION_REQUIRED',
      appId,
      name: '演示服务号',
      version: 1,
      requirements: [
        {
          code: 'AUTHORIZATION_REQUIRED',
          severity: 'BLOCKING',
          mutation: 'authorizeAccount',
          path: ['accountId'],
        },
      ],
      credential: { state: 'WITHDRAWN', stateReason: 'MERCHANT_WITHDREW' },
    });
    expect(await connectionOf(qiao, appId)).toEqual({
      slot,
      slotGroup,
      tokenVersion: null,
      revision: null,
      accessToken: null,
      refreshToken: null,
    });
    const trail = `select before, after from audit_entry where subject_id = $1 and action = 'withdrawAuthorization'`;
    expect(await sql(qiao, trail, [ownId(accountId)])).toEqual([
      {
        before: { status: 'ACTIVE', credentialState: 'VALID', credentialStateReason: null },
        after: {
          status: 'ACTION_REQUIRED',
          credentialState: 'WITHDRAWN',
          credentialStateReason: 'MERCHANT_WITHDREW',
        },
      },
    ]);
  });

  test('authorizing again heals it', async () => {
    const { admin, accountId, appId } = await connected('healed');
    await qiao.wechat.revoke(appId);
    await settled(qiao);

    const { account } = await authorizeAs(qiao, admin, accountId, appId);

    expect(account).toEqual({ id: accountId, status: 'ACTIVE' });
    expect(await accountOf(admin, accountId)).toMatchObject({
      requirements: [],
      credential: { state: 'VALID', stateReason: null },
    });
    expect(await connectionOf(qiao, appId)).toMatchObject({ slot: expect.any(Number), tokenVersion: 2 });
  });

  /** Everything but the events, and the note of when somebody last withdrew, which is made whatever it means. */
  const storedButEvents = () => storedBut(qiao, 'callback_receipt', 'withdrawal');

  test('an event older than the latest authorization does not count', async () => {
    const { admin, accountId, appId } = await connected('older');
    await authorizeAs(qiao, admin, accountId, appId);
    const before = await storedButEvents();

    expect((await unauthorized(appId, 60)).text).toBe('success');
    await settled(qiao);

    expect(await storedButEvents()).toEqual(before);
    expect((await accountOf(admin, accountId)).status).toBe('ACTIVE');
  });

  test('of an account that nobody here connected changes nothing', async () => {
    const { appId } = await qiao.wechat.account();
    const before = await storedButEvents();

    expect((await unauthorized(appId, 0)).text).toBe('success');
    await settled(qiao);

    expect(await storedButEvents()).toEqual(before);
  });

  test('twice is once', async () => {
    const { admin, accountId, appId } = await connected('twice');
    await unauthorized(appId, 1);
    await settled(qiao);
    const before = await storedButEvents();

    await unauthorized(appId, 0);
    await settled(qiao);

    expect(await storedButEvents()).toEqual(before);
    expect((await accountOf(admin, accountId)).status).toBe('ACTION_REQUIRED');
  });
});

describe('updateauthorized, when the merchant changes the permissions in the console of WeChat', () => {
  test('brings new tokens and is an authorization like any other', async () => {
    const { admin, accountId, appId } = await connected('console');

    await qiao.wechat.change(appId, { permissions: [1, 2, 7, 24] });
    await settled(qiao);
    await unauthorized(appId, 60);
    await settled(qiao);

    expect(await connectionOf(qiao, appId)).toMatchObject({ tokenVersion: 2, revision: 1 });
    const granted = 'select permission_sets from authorizer where app_id = $1';
    expect(await sql(qiao, granted, [appId])).toEqual([{ permission_sets: [1, 2, 7, 24] }]);
    expect((await accountOf(admin, accountId)).status).toBe('ACTIVE');
  });

  test('with a code that WeChat refuses keeps the tokens', async () => {
    const { appId } = await connected('console-refused');
    await qiao.wechat.fault({ path: '/cgi-bin/component/api_query_auth', times: 1, errcode: 61010 });
    const before = await connectionOf(qiao, appId);

    await qiao.wechat.change(appId, { permissions: [1, 2, 7] });
    await settled(qiao);

    expect(await connectionOf(qiao, appId)).toEqual(before);
  });

  test('a confirmation of a cancelled session saves the tokens of an account that is connected', async () => {
    const { admin, accountId, appId } = await connected('late');
    const { page } = await cancelled(admin, accountId);

    await qiao.wechat.change(appId, { permissions: [1, 2, 7] });
    await settled(qiao);
    const before = await connectionOf(qiao, appId);
    await qiao.wechat.change(appId, { permissions: [1, 2, 7, 24] });
    await qiao.wechat.scan(page, appId);
    await settled(qiao);

    expect((await connectionOf(qiao, appId))?.tokenVersion).toBeGreaterThan(before?.tokenVersion ?? 0);
    expect((await accountOf(admin, accountId)).status).toBe('ACTIVE');
  });

  test('also of one whose authorization was withdrawn, since the merchant has given it again', async () => {
    const { admin, accountId, appId } = await connected('late-withdrawn');
    await qiao.wechat.revoke(appId);
    const { page } = await cancelled(admin, accountId);
    await settled(qiao);
    expect((await accountOf(admin, accountId)).status).toBe('ACTION_REQUIRED');

    await qiao.wechat.scan(page, appId);
    await settled(qiao);

    expect((await accountOf(admin, accountId)).status).toBe('ACTIVE');
    expect(await connectionOf(qiao, appId)).toMatchObject({ tokenVersion: 2, revision: 1 });
  });

  async function cancelled(admin: Awaited<ReturnType<Qiao['caller']>>, accountId: string) {
    const session = await openSession(admin, accountId);
    const page = await qiao.wechat.openLaunchPage(session.launchUrl);
    await admin.run(CancelAuthorizationDocument, { input: { sessionId: session.id } });
    return { page };
  }
});
