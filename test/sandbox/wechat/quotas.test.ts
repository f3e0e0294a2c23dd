import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Json, Platform } from './kit.ts';

const USER_GET = '/cgi-bin/user/get';
const DAY = 86_400;

let platform: Platform;
let appId: string;
let access: string;
beforeAll(async () => {
  platform = await Platform.start();
});
beforeEach(async () => {
  await platform.control('POST', '/settings', {
    accountDailyQuota: { [USER_GET]: 2 },
    authorizerTokenSeconds: 9 * DAY,
  });
  ({ appId, access } = await platform.connected());
});
afterAll(() => platform.close());

const list = async (token = access) => (await platform.get(USER_GET, { access_token: token })).errcode;
const quota = (cgi_path: unknown, token = access) =>
  platform.api('/cgi-bin/openapi/quota/get', { cgi_path }, token);
const clear = (appid = appId, token = access) => platform.api('/cgi-bin/clear_quota', { appid }, token);

describe('the calls of an account a day', () => {
  test('are limited for each API, and each account', async () => {
    expect([await list(), await list(), await list()]).toEqual([undefined, undefined, 45009]);
    expect(await platform.get('/cgi-bin/user/info', { access_token: access, openid: 'oX' })).toMatchObject({
      errcode: 40003,
    });
    const other = await platform.connected();
    expect(await list(other.access)).toBeUndefined();
  });

  test('count when nothing but the arguments is wrong with them', async () => {
    const refused = await platform.get(USER_GET, { access_token: access, next_openid: 'oX' });
    expect([refused.errcode, await list('x'), await list(), await list()]).toEqual([
      40003,
      40014,
      undefined,
      45009,
    ]);
  });

  test('begin again at midnight in Beijing', async () => {
    expect([await list(), await list(), await list()]).toEqual([undefined, undefined, 45009]);
    await ahead(untilMidnight() - 5);
    expect(await list()).toBe(45009);
    await ahead(untilMidnight() + 5);
    expect(await list()).toBeUndefined();
    await ahead(0);
  });

  test.each([
    ['/cgi-bin/user/info', 500_000],
    ['/cgi-bin/qrcode/create', 100_000],
    ['/cgi-bin/message/custom/send', 500_000],
  ])('are those of a new account: %s %d', async (path, daily_limit) => {
    expect(await quota(path)).toMatchObject({
      errcode: 0,
      quota: { daily_limit, used: 0, remain: daily_limit },
    });
  });

  test('can be asked for', async () => {
    await list();
    expect(await quota(USER_GET)).toEqual({
      errcode: 0,
      errmsg: 'ok',
      quota: { daily_limit: 2, used: 1, remain: 1 },
      rate_limit: { call_count: 5000, refresh_second: 60 },
      component_rate_limit: { call_count: 5000, refresh_second: 60 },
    });
    for (const [path, errcode] of [
      ['/cgi-bin/nothing', 76021],
      [undefined, 76021],
      ['/sns/oauth2/component/access_token', 76022],
      ['/cgi-bin/component/api_query_auth', 76022],
    ])
      expect(await quota(path)).toMatchObject({ errcode });
    expect(await quota(USER_GET, await platform.componentToken())).toMatchObject({ errcode: 48001 });
  });

  test('can be forgotten ten times a month, by the account itself', async () => {
    const other = await platform.connected();
    await list(other.access);
    await list();
    expect(await clear(other.appId)).toMatchObject({ errcode: 40013 });
    for (let times = 0; times < 10; times += 1) expect(await clear()).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await clear()).toMatchObject({ errcode: 48006 });
    const used = async (token: string) => ((await quota(USER_GET, token)).quota as Json).used;
    expect([await used(access), await used(other.access)]).toEqual([0, 1]);
  });
});

const ahead = (clockAheadSeconds: number) => platform.control('POST', '/settings', { clockAheadSeconds });
const untilMidnight = () => DAY - ((Math.floor(Date.now() / 1000) + 28_800) % DAY);
