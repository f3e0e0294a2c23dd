import { expect, test } from 'vitest';
import { OpenPlatformsDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { connectionOf, sql } from '../kit/stored.ts';
import {
  accountOf,
  addAccount,
  attempt,
  authorized,
  openSession,
  outcome,
  sessionOf,
} from '../kit/stories.ts';

const qiao = useQiao();

test('an installation without connected accounts knows no open platform', async () => {
  const admin = await qiao.caller({ site: 'none' });
  await addAccount(admin);

  expect(await admin.run(OpenPlatformsDocument, {})).toEqual({ openPlatforms: [] });
});

test('an open platform shows how many accounts it has in Qiao, of all installations', async () => {
  const retail = 'wx00000000000000a1';
  const travel = 'wx00000000000000a2';
  const admin = await qiao.caller({ site: 'retail' });
  const other = await qiao.caller({ site: 'retail-too' });
  const first = await authorized(qiao, admin, {}, { openPlatform: retail });
  await authorized(qiao, admin, {}, { openPlatform: retail });
  await authorized(qiao, other, {}, { openPlatform: retail });
  await authorized(qiao, other, {}, { openPlatform: travel });

  const { openPlatforms } = await admin.run(OpenPlatformsDocument, {});

  expect(openPlatforms).toEqual([{ id: expect.any(String), appId: retail, slotsTaken: 3, slotLimit: 5 }]);
  expect((await accountOf(admin, first.accountId)).openPlatform).toEqual({
    appId: retail,
    slotsTaken: 3,
    slotLimit: 5,
  });
  expect((await other.run(OpenPlatformsDocument, {})).openPlatforms.map(({ appId }) => appId)).toEqual([
    retail,
    travel,
  ]);
});

test('an account that is bound to no open platform needs no slot', async () => {
  const admin = await qiao.caller({ site: 'unbound' });

  const { accountId, appId } = await authorized(qiao, admin, {});

  expect((await accountOf(admin, accountId)).openPlatform).toBeNull();
  expect(await connectionOf(qiao, appId)).toMatchObject({ slotGroup: null, slot: null, tokenVersion: 1 });
  expect((await admin.run(OpenPlatformsDocument, {})).openPlatforms).toEqual([]);
});

test('accounts whose open platform WeChat does not tell share the five slots of their installation', async () => {
  const admin = await qiao.caller({ site: 'unknown' });
  const silent = { openPlatform: 'wx00000000000000a3', permissions: [1, 2, 7] };
  const connected = [];
  for (let slot = 1; slot <= 5; slot += 1) connected.push(await authorized(qiao, admin, {}, silent));

  const sixth = await attempt(qiao, admin, {}, silent);

  expect(sixth.session).toMatchObject({
    status: 'FAILED',
    failure: {
      code: 'ACCOUNT_LIMIT_REACHED',
      nextStep: 'Remove an official account that is bound to the same open platform, then authorize again.',
      retryable: false,
    },
  });
  expect(await connectionOf(qiao, sixth.appId)).toBeUndefined();
  const slots = await Promise.all(
    connected.map(async ({ appId }) => (await connectionOf(qiao, appId))?.slot),
  );
  expect(slots).toEqual([1, 2, 3, 4, 5]);
  expect((await admin.run(OpenPlatformsDocument, {})).openPlatforms).toEqual([]);
});

test('of twenty accounts of one open platform confirmed at the same moment exactly five are connected', async () => {
  const platform = 'wx00000000000000a4';
  const sites = await Promise.all(['twenty-a', 'twenty-b'].map((site) => qiao.caller({ site })));
  const attempts = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const admin = sites[index % 2] as (typeof sites)[number];
      const { id: accountId } = await addAccount(admin);
      const session = await openSession(admin, accountId);
      const { appId } = await qiao.wechat.account({ openPlatform: platform });
      const page = await qiao.wechat.openLaunchPage(session.launchUrl);
      return { admin, accountId, appId, page, told: outcome(admin, session.id), sessionId: session.id };
    }),
  );

  await Promise.all(attempts.map(({ page, appId }) => qiao.wechat.scan(page, appId)));

  const told = await Promise.all(attempts.map((made) => made.told));
  const completed = told.filter(({ status }) => status === 'COMPLETED');
  const failed = told.filter(({ failure }) => failure?.code === 'ACCOUNT_LIMIT_REACHED');
  expect([completed.length, failed.length]).toEqual([5, 15]);
  const slots = 'select slot from authorizer where slot_group = $1 order by slot';
  expect(await sql(qiao, slots, [platform])).toEqual([1, 2, 3, 4, 5].map((slot) => ({ slot })));
  for (const [index, { admin, accountId, appId, sessionId }] of attempts.entries()) {
    const connected = told[index]?.status === 'COMPLETED';
    expect((await accountOf(admin, accountId)).appId).toBe(connected ? appId : null);
    expect((await connectionOf(qiao, appId))?.tokenVersion).toBe(connected ? 1 : undefined);
    expect(await sessionOf(admin, sessionId)).toEqual(told[index]);
  }
});
