import { describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { connectionOf, settled, storedConnections } from '../kit/stored.ts';
import {
  accountOf,
  addAccount,
  authorizeAs,
  authorized,
  COMPLETE,
  openSession,
  outcome,
} from '../kit/stories.ts';

const qiao = useQiao();

const ALREADY_CONNECTED = {
  code: 'ACCOUNT_ALREADY_CONNECTED',
  message: 'This WeChat account is already connected as another official account.',
  nextStep: 'Use that official account, or remove it first.',
  retryable: false,
  missingPermissions: [],
};
const DIFFERENT = {
  code: 'DIFFERENT_ACCOUNT',
  message:
    'The scanned WeChat account is not the one that this official account is connected to. Nothing changed.',
  nextStep: 'Authorize again and choose the same account.',
  retryable: true,
  missingPermissions: [],
};

describe('a WeChat account belongs to one official account', () => {
  test.each([
    ['of the same installation', 'owner', 'owner'],
    ['of another installation', 'owner-here', 'owner-there'],
  ])(
    'one that is connected as another %s is refused, and that one keeps working',
    async (_what, here, there) => {
      const owner = await qiao.caller({ site: here });
      const other = await qiao.caller({ site: there });
      const { accountId, appId } = await authorized(qiao, owner, COMPLETE, {
        openPlatform: 'wx00000000000000c2',
      });
      const ours = await accountOf(owner, accountId);
      const tokens = await connectionOf(qiao, appId);
      const second = await addAccount(other, {});

      const session = await authorizeAs(qiao, other, second.id, appId);

      expect(session).toMatchObject({ status: 'FAILED', failure: ALREADY_CONNECTED });
      expect(await accountOf(owner, accountId)).toEqual(ours);
      expect(ours.status).toBe('ACTIVE');
      expect(await accountOf(other, second.id)).toMatchObject({ status: 'DRAFT', appId: null, name: null });
      // The scan has killed the tokens, so its owner gets the new ones.
      const renewed = await connectionOf(qiao, appId);
      expect(renewed).toMatchObject({ slotGroup: tokens?.slotGroup, slot: tokens?.slot, revision: 1 });
      expect([tokens?.tokenVersion, renewed?.tokenVersion]).toEqual([1, 2]);
      expect(renewed?.refreshToken).not.toBe(tokens?.refreshToken);
    },
  );

  test('one whose owner lost the authorization is refused, too, and no tokens are kept', async () => {
    const owner = await qiao.caller({ site: 'withdrawn-owner' });
    const { accountId, appId } = await authorized(qiao, owner);
    await qiao.wechat.revoke(appId);
    await settled(qiao);
    const second = await addAccount(owner, {});

    const session = await authorizeAs(qiao, owner, second.id, appId);

    expect(session.failure).toEqual(ALREADY_CONNECTED);
    expect((await connectionOf(qiao, appId))?.tokenVersion).toBeNull();
    expect((await accountOf(owner, accountId)).status).toBe('ACTION_REQUIRED');
    expect((await authorizeAs(qiao, owner, accountId, appId)).account?.status).toBe('ACTIVE');
  });

  test('two that scan one WeChat account at the same moment: one is connected', async () => {
    const admin = await qiao.caller({ site: 'race' });
    const { appId } = await qiao.wechat.account();
    const sessions = await Promise.all(
      [1, 2].map(async () => openSession(admin, (await addAccount(admin)).id)),
    );
    const pages = await Promise.all(sessions.map(({ launchUrl }) => qiao.wechat.openLaunchPage(launchUrl)));

    await Promise.all(pages.map((page) => qiao.wechat.scan(page, appId, { event: 'NEVER' })));

    const told = await Promise.all(sessions.map(({ id }) => outcome(admin, id)));
    expect(told.map(({ failure }) => failure?.code ?? 'COMPLETED').sort()).toEqual([
      'ACCOUNT_ALREADY_CONNECTED',
      'COMPLETED',
    ]);
  });
});

describe('an account that is connected is not connected to another one', () => {
  async function connected(site: string): Promise<{ admin: TestClient; accountId: string; appId: string }> {
    const admin = await qiao.caller({ site });
    return { admin, ...(await authorized(qiao, admin)) };
  }

  test('another WeChat account is refused, and nothing changes', async () => {
    const { admin, accountId } = await connected('different');
    const { appId } = await qiao.wechat.account();
    const before = await storedConnections(qiao);

    const session = await authorizeAs(qiao, admin, accountId, appId);

    expect(session).toMatchObject({
      status: 'FAILED',
      failure: DIFFERENT,
      account: { id: accountId, status: 'ACTIVE' },
    });
    expect(await storedConnections(qiao)).toEqual(before);
  });

  test('nor after the authorization was withdrawn', async () => {
    const { admin, accountId, appId: withdrawn } = await connected('different-withdrawn');
    await qiao.wechat.revoke(withdrawn);
    await settled(qiao);
    const { appId } = await qiao.wechat.account();
    const before = await storedConnections(qiao);

    const session = await authorizeAs(qiao, admin, accountId, appId);

    expect(session.failure).toEqual(DIFFERENT);
    expect(await storedConnections(qiao)).toEqual(before);
  });
});
