import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Json, Platform } from './kit.ts';

const MILLION = 1_000_000;

let platform: Platform;
beforeAll(async () => {
  platform = await Platform.start();
});
afterAll(() => platform.close());

async function account(followers: Json) {
  const { appId, access } = await platform.connected();
  const { json } = await platform.control('POST', `/followers/${appId}`, followers);
  const page = async (next_openid = '') => {
    const answer = await platform.get('/cgi-bin/user/get', { access_token: access, next_openid });
    return {
      ...answer,
      openIds: (answer.data as { openid?: string[] } | undefined)?.openid ?? [],
    } as Json & {
      openIds: string[];
    };
  };
  const infos = async (...openIds: string[]) => {
    const user_list = openIds.map((openid) => ({ openid }));
    const answer = await platform.api('/cgi-bin/user/info/batchget', { user_list }, access);
    return answer.user_info_list as Json[];
  };
  const act = async (event: Json) =>
    (await platform.control('POST', `/accounts/${appId}/events`, event)).json.openId as string;
  return { appId, count: json.count, page, infos, act };
}

describe('a million followers', () => {
  test('are listed page by page, each once, and none is stored', async () => {
    const { count, page, infos } = await account({ count: MILLION });
    const [first, near] = [await page(), await infos()];
    expect([count, first.total, first.count, near]).toEqual([MILLION, MILLION, 10_000, undefined]);
    const second = await page(String(first.next_openid));
    expect(new Set([...first.openIds, ...second.openIds]).size).toBe(20_000);
    expect(first.openIds.every((openId) => /^o[\w-]{27}$/.test(openId))).toBe(true);
    expect(await infos(second.openIds[0] ?? '')).toMatchObject([
      { subscribe: 1, subscribe_time: 1_600_010_000 },
    ]);
    expect((await platform.control('GET', '')).json.accounts).toBeGreaterThan(0);
  });

  test('are other people in each account, and nobody else is one of them', async () => {
    const [one, other] = [await account({ count: 3 }), await account({ count: 3 })];
    const [mine, theirs] = [(await one.page()).openIds, (await other.page()).openIds];
    expect(mine.filter((openId) => theirs.includes(openId))).toEqual([]);
    const [first = ''] = mine;
    for (const openId of [theirs[0] ?? '', first.slice(0, -1), `${first}A`, first.toLowerCase()])
      expect(await one.infos(openId)).toBeUndefined();
  });

  test('may have left unnoticed, the first of them', async () => {
    const whole = await account({ count: 5 });
    const before = (await whole.page()).openIds;
    const { json } = await platform.control('POST', `/followers/${whole.appId}`, { count: 5, left: 2 });
    expect([json.count, (await whole.page()).openIds]).toEqual([3, before.slice(2)]);
    expect(await whole.infos(before[0] ?? '', before[2] ?? '')).toMatchObject([
      { subscribe: 0 },
      { subscribe: 1 },
    ]);
    const refused = await platform.control('POST', `/followers/${whole.appId}`, { count: 5, left: 6 });
    expect([refused.status, (refused.json.error as Json).path]).toEqual([400, ['left']]);
  });

  test('come before those who followed later, also who left and follows again', async () => {
    const { page, act } = await account({ count: 3 });
    const [first = '', second = '', third = ''] = (await page()).openIds;
    const visitor = await act({ type: 'subscribe', createTime: 1_700_000_000 });
    await act({ type: 'CLICK', openId: second, eventKey: 'A' });
    await act({ type: 'unsubscribe', openId: first });
    expect(await page()).toMatchObject({ total: 3, openIds: [second, third, visitor] });
    await act({ type: 'subscribe', openId: first, createTime: 1_700_000_001 });
    expect(await page()).toMatchObject({ total: 4, openIds: [second, third, visitor, first] });
    expect((await page(third)).openIds).toEqual([visitor, first]);
    expect((await page(visitor)).openIds).toEqual([first]);
  });

  test('may leave while they are listed: the next page begins where they were', async () => {
    const { page, act } = await account({ count: 3 });
    const [first = '', ...rest] = (await page()).openIds;
    const visitor = await act({ type: 'subscribe' });
    await act({ type: 'unsubscribe', openId: first });
    expect((await page(first)).openIds).toEqual([...rest, visitor]);
    await act({ type: 'unsubscribe', openId: visitor });
    expect(await page(visitor)).toMatchObject({ total: 2, count: 0, openIds: [] });
    expect((await page('oNobody')).errcode).toBe(40003);
  });

  test('are known to the control API by a name, which is the same in every account', async () => {
    const [one, other] = [await account({ count: 2 }), await account({ count: 0 })];
    const byName = async (appId: string, person: string) =>
      (await platform.control('GET', `/followers/${appId}?person=${person}`)).json;
    expect((await byName(one.appId, 'person-1')).openId).toBe((await one.page()).openIds[1]);
    const openId = await other.act({ type: 'subscribe', person: 'Mei' });
    expect(await byName(other.appId, 'Mei')).toMatchObject({
      openId,
      latest: openId,
      follower: { person: 'Mei' },
    });
    expect(await byName(one.appId, 'Mei')).toMatchObject({ follower: null });
  });
});
