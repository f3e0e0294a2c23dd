import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import {
  GetApiQuotasDocument,
  GetReachDocument,
  ListFollowersDocument,
} from '../kit/generated/operations.ts';
import { unixSeconds } from '../kit/push.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, settled, sql } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';
import { synchronized } from '../kit/synchronization.ts';

const qiao = useQiao();
let admin: TestClient;
let accountId: string;
let appId: string;

beforeAll(async () => {
  admin = await qiao.caller();
  ({ accountId, appId } = await authorized(
    qiao,
    admin,
    { ...COMPLETE, unionIdFieldId: '100192' },
    { openPlatform: 'shops' },
  ));
  await settled(qiao);
});

const does = (type: string, openId: string, more: object = {}) =>
  qiao.wechat.call('POST', `/_sandbox/accounts/${appId}/events`, { type, openId, ...more });

async function follower(openId: string) {
  const { officialAccount } = await admin.run(ListFollowersDocument, {
    account: accountId,
    filter: { openId },
  });
  return officialAccount?.followers.edges[0]?.node;
}
async function reach(openId: string) {
  const { officialAccount } = await admin.run(GetReachDocument, { account: accountId, openId });
  const node = officialAccount?.followers.edges[0]?.node;
  expect(node?.messaging).toBe('ALLOWED');
  return Object.fromEntries(node?.reach.map(({ kind, ...rest }) => [kind, rest]) ?? []);
}

const YES = { possible: true, reason: null, until: null, remaining: null };
const CLOSED = { possible: false, reason: 'WINDOW_CLOSED', until: null, remaining: null };
const inMs = (time: string | null | undefined) => Date.parse(time ?? '') - Date.now();

describe('what somebody does says how they can be reached', () => {
  test('a message opens five in two days, whatever they did before or do after', async () => {
    await does('subscribe', 'o-writer', { createTime: unixSeconds(7200) });
    await settled(qiao);
    expect(await reach('o-writer')).toEqual({
      CUSTOMER_SERVICE_MESSAGE: CLOSED,
      TEMPLATE_MESSAGE: YES,
      BROADCAST: YES,
    });

    await does('text', 'o-writer', { content: 'Hello', createTime: unixSeconds(3600) });
    await settled(qiao);
    const { CUSTOMER_SERVICE_MESSAGE: open } = await reach('o-writer');
    expect(open).toMatchObject({ possible: true, reason: null, remaining: 5 });
    expect(inMs(open?.until)).toBeGreaterThan(46 * 3_600_000);
    expect(inMs(open?.until)).toBeLessThan(47.1 * 3_600_000);

    // An older message arrives late.
    await does('text', 'o-writer', { content: 'Hi', createTime: unixSeconds(7000) });
    await does('VIEW', 'o-writer', { eventKey: 'https://example.com' });
    await settled(qiao);
    expect((await reach('o-writer')).CUSTOMER_SERVICE_MESSAGE?.until).toBe(open?.until);
  });

  test.each([
    ['subscribe', {}],
    ['SCAN', { eventKey: 'till-1' }],
    ['CLICK', { eventKey: 'HELP' }],
  ])('%s opens three in a minute', async (type, more) => {
    const openId = `o-${type}`;
    if (type !== 'subscribe') await does('subscribe', openId, { createTime: unixSeconds(7200) });
    await does(type, openId, { ...more, createTime: unixSeconds(-60) });
    await settled(qiao);

    const { CUSTOMER_SERVICE_MESSAGE: open } = await reach(openId);
    expect(open).toMatchObject({ possible: true, remaining: 3 });
    expect(inMs(open?.until)).toBeLessThan(121_000);
  });

  test('a page that they open from the menu opens nothing', async () => {
    await does('subscribe', 'o-viewer', { createTime: unixSeconds(7200) });
    await does('VIEW', 'o-viewer', { eventKey: 'https://example.com' });
    await settled(qiao);
    expect((await reach('o-viewer')).CUSTOMER_SERVICE_MESSAGE).toEqual(CLOSED);
  });
});

describe('WeChat is asked for what pushes do not tell', () => {
  test('the UnionID of who follows', async () => {
    await does('subscribe', 'o-union', { unionId: 'u-of-o-union', eventKey: 'shop-7' });
    await settled(qiao);

    expect(await follower('o-union')).toMatchObject({
      unionId: 'u-of-o-union',
      subscribeScene: 'QR_CODE',
      sceneKey: 'shop-7',
    });
    const [row] = await sql(qiao, `select info_due from follower where open_id = 'o-union'`);
    expect(row).toEqual({ info_due: false });
  });

  test('and what it does not say stays as it is known', async () => {
    const before = await follower('o-union');
    for (const one of [
      { subscribe: 0, openid: 'o-union' },
      { subscribe: 1, openid: 'o-union', unionid: '', subscribe_scene: '', qr_scene_str: '' },
    ]) {
      await sql(qiao, `update follower set info_due = true where open_id = 'o-union'`);
      await qiao.wechat.fault({
        path: '/cgi-bin/user/info/batchget',
        times: 1,
        answer: { user_info_list: [one] },
      });
      await sql(
        qiao,
        `select graphile_worker.add_job('follower.read-info', json_build_object('payload',
           json_build_object('accountId', id), 'installationId', installation_id)) from official_account where id = $1`,
        [ownId(accountId)],
      );
      await settled(qiao);
      expect(await follower('o-union')).toEqual(before);
    }
  });

  test('how those came whom a synchronization found, also in a way that is new', async () => {
    await does('subscribe', 'o-found', { silent: true, unionId: 'u-of-o-found' });
    await does('subscribe', 'o-odd', { silent: true });
    const answers = [
      {
        subscribe: 1,
        openid: 'o-found',
        unionid: 'u-of-o-found',
        subscribe_time: 1_700_000_000,
        subscribe_scene: 'ADD_SCENE_SEARCH',
      },
      { subscribe: 1, openid: 'o-odd', subscribe_time: 1_700_000_001, subscribe_scene: 'ADD_SCENE_HOLOGRAM' },
    ];
    await qiao.wechat.fault({
      path: '/cgi-bin/user/info/batchget',
      times: 1,
      answer: { user_info_list: answers },
    });

    expect(await synchronized(qiao, admin, accountId)).toMatchObject({ status: 'COMPLETED' });

    expect(await follower('o-found')).toMatchObject({
      unionId: 'u-of-o-found',
      subscribedAt: '2023-11-14T22:13:20.000Z',
      subscribeScene: 'SEARCH',
    });
    expect(await follower('o-odd')).toMatchObject({ unionId: null, subscribeScene: 'OTHERS' });
  });
});

test('a thousand looks at the quotas cost no more calls than one', async () => {
  const ask = () => admin.run(GetApiQuotasDocument, { account: accountId });
  const { officialAccount } = await ask();
  await Promise.all(Array.from({ length: 50 }, ask));

  expect(officialAccount?.apiQuotas.map(({ api, dailyLimit }) => [api, dailyLimit])).toEqual([
    ['LIST_FOLLOWERS', 500],
    ['READ_FOLLOWER', 500_000],
    ['READ_FOLLOWERS', 500_000],
    ['CREATE_QR_CODE', 100_000],
  ]);
  for (const { dailyLimit, used, remaining } of officialAccount?.apiQuotas ?? [])
    expect(used + remaining).toBe(dailyLimit);
  expect(await qiao.wechat.requests('/cgi-bin/openapi/quota/get')).toHaveLength(4);
});
