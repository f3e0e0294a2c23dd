import { afterEach, describe, expect, test } from 'vitest';
import type { AddOfficialAccountInput, SessionFragment } from '../kit/generated/operations.ts';
import { eventXml, push, unixSeconds } from '../kit/push.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { sql, storedConnections } from '../kit/stored.ts';
import {
  accountOf,
  addAccount,
  attempt,
  authorizeAs,
  authorized,
  COMPLETE,
  openSession,
  outcome,
} from '../kit/stories.ts';
import type { NewWeChatAccount } from '../kit/wechat.ts';

const qiao = useQiao();
afterEach(() => qiao.wechat.clearFaults());

const WITHDRAW =
  'If no other official account in Qiao is connected to this WeChat account, you can withdraw its authorization in mp.weixin.qq.com.';
type Failure = NonNullable<SessionFragment['failure']>;
const failures = {
  ACCOUNT_NOT_VERIFIED: {
    code: 'ACCOUNT_NOT_VERIFIED',
    message: `The official account is not verified by WeChat. ${WITHDRAW}`,
    nextStep: 'Verify the account in mp.weixin.qq.com (Settings, WeChat verification), then authorize again.',
    retryable: false,
    missingPermissions: [],
  },
  ACCOUNT_TYPE_MISMATCH: {
    code: 'ACCOUNT_TYPE_MISMATCH',
    message: `The scanned account is not of the chosen type. ${WITHDRAW}`,
    nextStep: 'Scan an account of the chosen type, or add an official account with the other type.',
    retryable: true,
    missingPermissions: [],
  },
  PERMISSION_MISSING: {
    code: 'PERMISSION_MISSING',
    message: 'The administrator did not grant every permission that Qiao needs.',
    nextStep: 'Authorize again and grant the missing permissions.',
    retryable: true,
    missingPermissions: [2, 7],
  },
  NOT_AN_OFFICIAL_ACCOUNT: {
    code: 'NOT_AN_OFFICIAL_ACCOUNT',
    message: `A mini program or a video account was scanned, not an official account. ${WITHDRAW}`,
    nextStep: 'Authorize again and choose an official account.',
    retryable: true,
    missingPermissions: [],
  },
  UPSTREAM_FAILED: {
    code: 'UPSTREAM_FAILED',
    message: 'WeChat did not complete the authorization.',
    nextStep: 'Authorize again and scan the new code.',
    retryable: true,
    missingPermissions: [],
  },
} satisfies Record<string, Failure>;

describe('an account that cannot be connected is refused, and nothing of it is kept', () => {
  const unfit: [string, keyof typeof failures, Partial<NewWeChatAccount>, AddOfficialAccountInput][] = [
    ['an account that is not verified', 'ACCOUNT_NOT_VERIFIED', { verified: false }, {}],
    ['one that only Sina has verified', 'ACCOUNT_NOT_VERIFIED', { verifyType: 1 }, {}],
    [
      'one of a person, which gets no tokens',
      'ACCOUNT_NOT_VERIFIED',
      { verified: false, principalType: 'PERSON' },
      {},
    ],
    [
      'a subscription account where a service account was chosen',
      'ACCOUNT_TYPE_MISMATCH',
      { serviceType: 'SUBSCRIPTION' },
      { accountType: 'SERVICE' },
    ],
    [
      'a service account where a subscription account was chosen',
      'ACCOUNT_TYPE_MISMATCH',
      { serviceType: 'SERVICE' },
      { accountType: 'SUBSCRIPTION' },
    ],
    ['one without all permissions', 'PERMISSION_MISSING', { permissions: [1, 3, 24] }, {}],
  ];
  test.each(unfit)('%s: %s', async (what, code, wechat, input) => {
    const admin = await qiao.caller({ site: what });
    const { id } = await addAccount(admin, { ...COMPLETE, ...input });
    const { appId } = await qiao.wechat.account({ openPlatform: 'wx00000000000000c1', ...wechat });
    const before = await storedConnections(qiao);

    const session = await authorizeAs(qiao, admin, id, appId);

    expect(session).toMatchObject({ status: 'FAILED', account: { id, status: 'DRAFT' } });
    expect(session.failure).toEqual(failures[code]);
    expect(await storedConnections(qiao)).toEqual(before);
  });

  test.each([
    ['MINI_PROGRAM', 'MiniProgramInfo'],
    ['MINI_PROGRAM', 'miniProgramInfo'],
    ['VIDEO', 'MiniProgramInfo'],
  ] as const)('%s (%s): NOT_AN_OFFICIAL_ACCOUNT', async (serviceType, miniProgramInfoName) => {
    const admin = await qiao.caller({ site: `${serviceType} ${miniProgramInfoName}` });
    const { id } = await addAccount(admin, COMPLETE);
    const session = await openSession(admin, id);
    const { appId } = await qiao.wechat.account({ serviceType });
    const before = await storedConnections(qiao);

    // Our link offers official accounts only; somebody has changed it by hand.
    const failure = await qiao.wechat.withSettings({ miniProgramInfoName }, async () => {
      await qiao.wechat.scan(session.mobileUrl.replace('auth_type=1', 'auth_type=6'), appId);
      return (await outcome(admin, session.id)).failure;
    });

    expect(failure).toEqual(failures.NOT_AN_OFFICIAL_ACCOUNT);
    expect(await storedConnections(qiao)).toEqual(before);
  });

  test.each([
    ['never was one', 61009],
    ['was used or has run out', 61010],
    ['belongs to an authorization that was withdrawn meanwhile', 61003],
  ])('a code of which WeChat says that it %s: UPSTREAM_FAILED', async (_what, errcode) => {
    const admin = await qiao.caller({ site: `code ${errcode}` });
    const { id } = await addAccount(admin, COMPLETE);
    const { appId } = await qiao.wechat.account();
    const before = await storedConnections(qiao);
    await qiao.wechat.fault({ path: '/cgi-bin/component/api_query_auth', times: 1, errcode });

    // WeChat's event brings it: what only a browser brought would not be refused before the event had its time.
    const session = await authorizeAs(qiao, admin, id, appId, { follow: false });

    expect(session).toMatchObject({ status: 'FAILED', failure: failures.UPSTREAM_FAILED });
    expect(await storedConnections(qiao)).toEqual(before);
    expect((await authorizeAs(qiao, admin, id, appId)).status).toBe('COMPLETED');
  });

  test('a fault of ours does not keep the session open longer than a code lives', async () => {
    const admin = await qiao.caller({ site: 'fault' });
    const { id } = await addAccount(admin, COMPLETE);
    const session = await openSession(admin, id);
    const { appId } = await qiao.wechat.account();
    await sql(qiao, `alter table credential add check (app_id <> '${appId}') not valid`);
    const scan = { event: 'NEVER', follow: false } as const;
    const { redirectUrl } = await qiao.wechat.confirm(session.launchUrl, appId, scan);
    const event = {
      InfoType: 'authorized',
      AuthorizerAppid: appId,
      AuthorizationCode: new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '',
      PreAuthCode: new URL(session.mobileUrl).searchParams.get('pre_auth_code') ?? '',
      CreateTime: unixSeconds(3700),
    };
    const before = await storedConnections(qiao);

    await push(qiao, eventXml(qiao, event));

    expect((await outcome(admin, session.id)).failure).toEqual(failures.UPSTREAM_FAILED);
    expect(await storedConnections(qiao)).toEqual(before);
  });

  test('after a failure the next authorization begins afresh', async () => {
    const admin = await qiao.caller({ site: 'afresh' });
    const { accountId, appId, session } = await attempt(qiao, admin, COMPLETE, { verified: false });
    expect(session.status).toBe('FAILED');
    await qiao.wechat.change(appId, { verified: true });

    const second = await authorizeAs(qiao, admin, accountId, appId);

    expect(second).toMatchObject({ status: 'COMPLETED', failure: null, account: { status: 'ACTIVE' } });
    expect(second.id).not.toBe(session.id);
  });

  test.each([3, 4, 5])(
    'an account whose name alone is still to be verified (%i) is fit',
    async (verifyType) => {
      const admin = await qiao.caller({ site: `verify ${verifyType}` });

      const { accountId } = await authorized(qiao, admin, COMPLETE, { verifyType });

      expect(await accountOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', verified: true });
    },
  );

  test.each(['SUBSCRIPTION', 'SUBSCRIPTION_UPGRADED'] as const)(
    'a chosen type is met: %s is a subscription account',
    async (serviceType) => {
      const admin = await qiao.caller({ site: `type ${serviceType}` });

      const { accountId } = await authorized(
        qiao,
        admin,
        { ...COMPLETE, accountType: 'SUBSCRIPTION' },
        { serviceType },
      );

      expect(await accountOf(admin, accountId)).toMatchObject({
        status: 'ACTIVE',
        accountType: 'SUBSCRIPTION',
      });
    },
  );
});
