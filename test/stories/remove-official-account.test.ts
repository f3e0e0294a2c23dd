import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import {
  type AccountChange,
  ChangeImpactDocument,
  OfficialAccountChangedDocument,
  RemoveOfficialAccountDocument,
  type RemoveOfficialAccountInput,
  UpdateOfficialAccountDocument,
} from '../kit/generated/operations.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { configuredStep, senderAccount, senderOf, told } from '../kit/senders.ts';
import { connectionOf, ownId, settled, sql, stored } from '../kit/stored.ts';
import {
  accountOf,
  addAccount,
  authorizeAs,
  authorized,
  COMPLETE,
  listening,
  openSession,
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

async function remove(client: TestClient, input: RemoveOfficialAccountInput) {
  return (await client.run(RemoveOfficialAccountDocument, { input })).removeOfficialAccount;
}

const codes = ({ userErrors }: Awaited<ReturnType<typeof remove>>) =>
  userErrors.map(({ code, path }) => `${code} ${path?.join('.')}`);

const columnsOf = async (accountId: string) => {
  const [row] = await sql(
    qiao,
    `select status, credential_app_id, follower_data, retention_basis, removed_at is not null as removed
     from official_account where id = $1`,
    [ownId(accountId)],
  );
  return row;
};

async function tokenOf(client: TestClient, accountId: string, change: AccountChange): Promise<string> {
  return (await client.run(ChangeImpactDocument, { accountId, change })).changeImpact.impactToken;
}

test('an active account is removed with its tokens and its slot, and says what is left to do in WeChat', async () => {
  const admin = await qiao.caller({ site: 'removed' });
  const { accountId, appId } = await authorized(qiao, admin, COMPLETE, { openPlatform: 'removing' });
  expect(await connectionOf(qiao, appId)).toMatchObject({ slot: 1, tokenVersion: 1 });

  const removed = await remove(admin, { accountId });

  expect(removed).toMatchObject({
    userErrors: [],
    officialAccount: {
      removal: {
        followerData: 'ERASE',
        retentionBasis: null,
        nextStep: expect.stringContaining('mp.weixin.qq.com'),
      },
      status: 'REMOVED',
      requirements: [],
      version: 2,
      credential: { state: 'WITHDRAWN', stateReason: 'REMOVED' },
    },
  });
  expect(await connectionOf(qiao, appId)).toBeUndefined();
  expect(await columnsOf(accountId)).toEqual({
    status: 'REMOVED',
    credential_app_id: null,
    follower_data: 'ERASE',
    retention_basis: null,
    removed: true,
  });
  const [entry] = await sql(
    qiao,
    `select before, after from audit_entry where subject_id = $1 and action = 'removeOfficialAccount'`,
    [ownId(accountId)],
  );
  expect(entry).toEqual({
    before: { status: 'ACTIVE', credentialState: 'VALID', credentialStateReason: null },
    after: {
      status: 'REMOVED',
      followerData: 'ERASE',
      retentionBasis: null,
      credentialState: 'WITHDRAWN',
      credentialStateReason: 'REMOVED',
    },
  });
});

test('its contact fields, its WeChat account and its slot are free for another', async () => {
  const admin = await qiao.caller({ site: 'free again' });
  const { accountId, appId } = await authorized(qiao, admin, COMPLETE, { openPlatform: 'free' });
  await remove(admin, { accountId });

  const { id: another } = await addAccount(admin, COMPLETE);
  const session = await authorizeAs(qiao, admin, another, appId);

  expect(session.status).toBe('COMPLETED');
  expect(await accountOf(admin, another)).toMatchObject({ status: 'ACTIVE', appId });
  expect(await connectionOf(qiao, appId)).toMatchObject({ slot: 1 });
});

test('a draft that was never authorized leaves nothing to do', async () => {
  const admin = await qiao.caller({ site: 'draft' });
  const { id: accountId } = await addAccount(admin);
  expect(await remove(admin, { accountId })).toMatchObject({
    officialAccount: { status: 'REMOVED', removal: { nextStep: null } },
  });
});

test('one that was removed already is answered as it is, whatever is said the second time', async () => {
  const admin = await qiao.caller({ site: 'twice' });
  const { id: accountId } = await addAccount(admin);
  await remove(admin, { accountId });
  const before = await stored(qiao);

  const again = await remove(admin, {
    accountId,
    followerData: 'RETAIN_WITH_BASIS',
    retentionBasis: 'changed mind',
  });

  expect(again).toMatchObject({ userErrors: [], officialAccount: { status: 'REMOVED', version: 2 } });
  expect(await stored(qiao)).toEqual(before);
});

test('twenty at once remove it once', async () => {
  const admin = await qiao.caller({ site: 'twenty' });
  const { accountId } = await authorized(qiao, admin);
  const answers = await Promise.all(Array.from({ length: 20 }, () => remove(admin, { accountId })));
  for (const answer of answers)
    expect(answer).toMatchObject({ officialAccount: { status: 'REMOVED', version: 2 } });
  const entries = await sql(
    qiao,
    `select 1 from audit_entry where subject_id = $1 and action = 'removeOfficialAccount'`,
    [ownId(accountId)],
  );
  expect(entries).toHaveLength(1);
});

test('a removed account can be neither changed nor authorized', async () => {
  const admin = await qiao.caller({ site: 'final' });
  const { id: accountId } = await addAccount(admin);
  await remove(admin, { accountId });
  const { updateOfficialAccount } = await admin.run(UpdateOfficialAccountDocument, {
    input: { accountId, description: 'alive' },
  });
  expect(updateOfficialAccount.userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['accountId'] }]);
  await expect(openSession(admin, accountId)).rejects.toThrow('NOT_FOUND');
});

describe('what is held of followers', () => {
  test('is kept only by a right that is recorded', async () => {
    const admin = await qiao.caller({ site: 'basis' });
    const { id: accountId } = await addAccount(admin);
    const before = await stored(qiao);

    expect(codes(await remove(admin, { accountId, followerData: 'RETAIN_WITH_BASIS' }))).toEqual([
      'REQUIRED retentionBasis',
    ]);
    expect(codes(await remove(admin, { accountId, retentionBasis: 'a contract' }))).toEqual([
      'INVALID retentionBasis',
    ]);
    expect(await stored(qiao)).toEqual(before);

    await remove(admin, { accountId, followerData: 'RETAIN_WITH_BASIS', retentionBasis: ' a contract ' });
    expect(await columnsOf(accountId)).toMatchObject({
      follower_data: 'RETAIN_WITH_BASIS',
      retention_basis: 'a contract',
    });
  });
});

test('who listens is told, marketers too', async () => {
  const site = 'told';
  const admin = await qiao.caller({ site });
  const { id: accountId } = await addAccount(admin);
  const marketer = await qiao.caller({ site, user: '11', role: 'marketer' });
  const streams = await listening(qiao, 2, () =>
    [admin, marketer].map((client) => client.subscribe(OfficialAccountChangedDocument, {})),
  );

  await remove(admin, { accountId });

  for (const events of streams) {
    expect((await events.next()).value?.data?.officialAccountChanged).toMatchObject({
      kind: 'REMOVED',
      accountId,
      account: { status: 'REMOVED' },
    });
    await events.return?.(undefined);
  }
});

test('an account of another installation does not exist', async () => {
  const { id: accountId } = await addAccount(await qiao.caller({ site: 'theirs' }));
  const stranger = await qiao.caller({ site: 'not theirs' });
  const before = await stored(qiao);
  expect(codes(await remove(stranger, { accountId }))).toEqual(['NOT_FOUND accountId']);
  expect(await stored(qiao)).toEqual(before);
});

describe('a session that waits', () => {
  test('is cancelled, and what WeChat tells of it later revives nothing', async () => {
    const { admin, accountId, session } = await waitingSession(qiao, 'waiting');
    const { appId } = await qiao.wechat.account();
    await qiao.wechat.openLaunchPage(session.launchUrl);

    await remove(admin, { accountId });
    expect(await sessionOf(admin, session.id)).toMatchObject({ status: 'CANCELLED' });

    await qiao.wechat.scan(session.mobileUrl, appId);
    await settled(qiao);
    expect(await connectionOf(qiao, appId)).toBeUndefined();
    expect(await accountOf(admin, accountId)).toMatchObject({ status: 'REMOVED', appId: null });
  });

  test.each(['api_query_auth', 'api_get_authorizer_info'])(
    'that was confirmed is cancelled too while %s is under way, whose answer is of no use any more',
    async (api) => {
      const { admin, accountId, session } = await waitingSession(qiao, `during ${api}`);
      const { appId } = await qiao.wechat.account();
      const page = await qiao.wechat.openLaunchPage(session.launchUrl);
      calls.hold(api);
      const scanned = qiao.wechat.scan(page, appId);
      const call = await calls.find(api, '');

      await remove(admin, { accountId });
      expect(await sessionOf(admin, session.id)).toMatchObject({ status: 'CANCELLED' });
      calls.release(api);
      await call.answer();
      await scanned;
      await settled(qiao);

      expect(await connectionOf(qiao, appId)).toBeUndefined();
      expect(await columnsOf(accountId)).toMatchObject({ status: 'REMOVED', credential_app_id: null });
      expect(await sessionOf(admin, session.id)).toMatchObject({ status: 'CANCELLED' });
      const secrets = `select 1 from authorization_session
        where account_id = $1 and (code is not null or answer is not null or link_secret is not null)`;
      expect(await sql(qiao, secrets, [ownId(accountId)])).toEqual([]);
    },
  );

  test('that ends at the same moment leaves nothing behind, whichever is first', async () => {
    const rounds = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const { admin, accountId, session } = await waitingSession(qiao, `moment ${index}`);
        const { appId } = await qiao.wechat.account();
        const page = await qiao.wechat.openLaunchPage(session.launchUrl);
        return { admin, accountId, session, appId, page };
      }),
    );
    calls.hold('api_get_authorizer_info');
    const scans = rounds.map(({ page, appId }) => qiao.wechat.scan(page, appId));
    const held = await Promise.all(rounds.map(({ appId }) => calls.find('api_get_authorizer_info', appId)));
    calls.release('api_get_authorizer_info');

    await Promise.all([
      ...held.map((call) => call.answer()),
      ...rounds.map(({ admin, accountId }) => remove(admin, { accountId })),
    ]);
    await Promise.all(scans);
    await settled(qiao);

    for (const { admin, accountId, session, appId } of rounds) {
      expect(['CANCELLED', 'COMPLETED']).toContain((await sessionOf(admin, session.id)).status);
      expect(await columnsOf(accountId)).toMatchObject({ status: 'REMOVED', credential_app_id: null });
      expect(await connectionOf(qiao, appId)).toBeUndefined();
    }
  });
});

test('callbacks of a removed account find no owner', async () => {
  const admin = await qiao.caller({ site: 'no owner' });
  const { accountId, appId } = await authorized(qiao, admin);
  await remove(admin, { accountId });
  const before = await stored(qiao);

  await qiao.wechat.revoke(appId);
  await settled(qiao);

  const after = await stored(qiao);
  for (const table of ['official_account', 'authorizer', 'credential', 'audit_entry'] as const)
    expect(after[table]).toEqual(before[table]);
});

describe('message senders that use the account', () => {
  test('must be agreed to by the token of what was shown, and then need configuration', async () => {
    const site = 'senders';
    const admin = await qiao.caller({ site });
    const { accountId } = await senderAccount(qiao, admin);
    const step = await configuredStep(qiao, admin, site, accountId);
    const before = await stored(qiao);

    expect(codes(await remove(admin, { accountId }))).toEqual(['REQUIRED impactToken']);
    const other = await tokenOf(admin, accountId, 'CHANGE_OPEN_ID_FIELD');
    expect(codes(await remove(admin, { accountId, impactToken: other }))).toEqual([
      'IMPACT_CHANGED impactToken',
    ]);
    expect(await stored(qiao)).toEqual(before);
    expect((await senderOf(admin, step.id))?.status).toBe('CONFIGURED');

    const impactToken = await tokenOf(admin, accountId, 'REMOVE');
    expect(await remove(admin, { accountId, impactToken })).toMatchObject({
      officialAccount: { status: 'REMOVED' },
    });
    expect(await senderOf(admin, step.id)).toMatchObject({
      status: 'NEEDS_CONFIGURATION',
      cause: 'ACCOUNT_REMOVED',
    });
    await told(qiao, site, step.instanceId, true);
  });
});
