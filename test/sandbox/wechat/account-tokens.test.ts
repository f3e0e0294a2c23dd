import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Json, Platform } from './kit.ts';

let platform: Platform;
beforeEach(async () => {
  platform = await Platform.start();
});
afterEach(() => platform.close());

const set = (settings: Json) => platform.control('POST', '/settings', settings);
const refresh = (appId: string, token: unknown) =>
  platform.component('api_authorizer_token', { authorizer_appid: appId, authorizer_refresh_token: token });
/** The errcode of open/get: 89002 stands for a token that works. */
const use = async (token: unknown) => (await platform.api('/cgi-bin/open/get', {}, String(token))).errcode;

describe('api_authorizer_token', () => {
  test('answers a new access token and the same refresh token', async () => {
    const { appId, access, refresh: token } = await platform.connected();
    const answer = await refresh(appId, token);
    expect(answer).toEqual({
      authorizer_access_token: expect.any(String),
      expires_in: 7200,
      authorizer_refresh_token: token,
    });
    expect(answer.authorizer_access_token).not.toBe(access);
    expect(await use(answer.authorizer_access_token)).toBe(89002);
  });
  test('leaves the token before for 300 seconds', async () => {
    const { appId, access, refresh: token } = await platform.connected();
    await refresh(appId, token);
    await set({ clockAheadSeconds: 290 });
    expect(await use(access)).toBe(89002);
    await set({ clockAheadSeconds: 301 });
    expect(await use(access)).toBe(40001);
  });
  test('kills the token before at once where the settings say so', async () => {
    await set({ authorizerTokenOverlapSeconds: 0 });
    const { appId, access, refresh: token } = await platform.connected();
    await refresh(appId, token);
    expect(await use(access)).toBe(40001);
  });
  test('answers a new refresh token and kills the old one where the settings say so', async () => {
    await set({ rotateRefreshTokenOnRefresh: true });
    const { appId, refresh: first } = await platform.connected();
    const second = (await refresh(appId, first)).authorizer_refresh_token;
    expect(second).not.toBe(first);
    expect((await refresh(appId, first)).errcode).toBe(61023);
    expect(await refresh(appId, second)).toHaveProperty('authorizer_access_token');
  });
  test("refuses an empty, a wrong and another account's refresh token", async () => {
    const one = await platform.connected();
    const other = await platform.connected();
    for (const token of ['', undefined, 'refreshtoken@@@x', other.refresh]) {
      expect((await refresh(one.appId, token)).errcode).toBe(61023);
    }
  });
  test('refuses an account that authorized nobody, and what is no AppID', async () => {
    const { appId } = await platform.account();
    expect((await refresh(appId, 'x')).errcode).toBe(61003);
    expect((await refresh('x', 'x')).errcode).toBe(40013);
  });
});

describe('a token of an account', () => {
  test('expires', async () => {
    const { access } = await platform.connected();
    await set({ clockAheadSeconds: 7200 });
    expect(await use(access)).toBe(42001);
  });
  test("is refused by a component call, as a component's token is by an account call", async () => {
    expect(await use(await platform.componentToken())).toBe(48001);
  });
  test('is dead with everything else once the authorization is taken back', async () => {
    const { appId, access, refresh: token } = await platform.connected();
    const revoked = await platform.control('POST', `/accounts/${appId}/revoke`);
    expect(revoked.json).toMatchObject({ delivered: 1, failed: 0 });
    const [event] = platform.receiver.of('unauthorized');
    expect(Object.keys(event?.fields ?? {})).toEqual(['AppId', 'CreateTime', 'InfoType', 'AuthorizerAppid']);
    expect(event?.fields.AuthorizerAppid).toBe(appId);
    expect(await use(access)).toBe(61003);
    expect((await refresh(appId, token)).errcode).toBe(61003);
    expect((await platform.control('POST', `/accounts/${appId}/revoke`)).status).toBe(409);
  });
  test('stays dead after the account authorizes again, which counts as the first time', async () => {
    const { appId, access, refresh: token } = await platform.connected();
    await platform.control('POST', `/accounts/${appId}/revoke`);
    const code = await platform.confirm(appId);
    expect(platform.receiver.of('authorized')).toHaveLength(2);
    expect(await use(access)).toBe(40001);
    await platform.component('api_query_auth', { authorization_code: code });
    expect((await refresh(appId, token)).errcode).toBe(61023);
  });
});

describe('a scan of an account that is authorized already', () => {
  test('kills the refresh token; the next exchange makes the new one', async () => {
    const { appId, access, refresh: first } = await platform.connected();
    const code = await platform.confirm(appId);
    expect((await refresh(appId, first)).errcode).toBe(61023);
    expect(await use(access)).toBe(89002);
    const answer = await platform.component('api_query_auth', { authorization_code: code });
    const second = (answer.authorization_info as Json).authorizer_refresh_token;
    expect(second).not.toBe(first);
    expect(await refresh(appId, second)).toHaveProperty('authorizer_access_token');
  });
  test('keeps the refresh token where the settings say so', async () => {
    await set({ rotateRefreshTokenOnRescan: false });
    const { appId, refresh: first } = await platform.connected();
    const code = await platform.confirm(appId);
    expect(await refresh(appId, first)).toHaveProperty('authorizer_access_token');
    const answer = await platform.component('api_query_auth', { authorization_code: code });
    expect((answer.authorization_info as Json).authorizer_refresh_token).toBe(first);
  });
});

describe('/cgi-bin/open/get', () => {
  test('tells the open platform, by its AppID or by one derived from its name', async () => {
    const named = await platform.connected({ openPlatform: 'retail' });
    const answer = await platform.api('/cgi-bin/open/get', { appid: named.appId }, named.access);
    const { json } = await platform.control('GET', `/accounts/${named.appId}`);
    expect(answer).toEqual({ errcode: 0, errmsg: 'ok', open_appid: json.openAppId });
    expect(json.openAppId).toMatch(/^wx[0-9a-f]{16}$/);
  });
  test('says 89002 where the account is bound to none', async () => {
    expect(await use((await platform.connected()).access)).toBe(89002);
  });
  test('says 61007 where permission set 24 was not granted', async () => {
    expect(await use((await platform.connected({ permissions: [1, 2, 7] })).access)).toBe(61007);
  });
  test('says 40013 for another account than the token’s', async () => {
    const { access } = await platform.connected();
    const other = await platform.account();
    expect((await platform.api('/cgi-bin/open/get', { appid: other.appId }, access)).errcode).toBe(40013);
  });
});

describe('/cgi-bin/message/custom/send', () => {
  const text = (touser: unknown, content: string) => ({ touser, msgtype: 'text', text: { content } });
  const send = async (token: string, body: unknown) =>
    (await platform.api('/cgi-bin/message/custom/send', body, token)).errcode;
  const act = async (appId: string, type: string, more: Json = {}) =>
    (await platform.control('POST', `/accounts/${appId}/events`, { type, ...more })).json.openId;

  test('reaches a follower who has just written, five times', async () => {
    const { appId, access } = await platform.connected();
    const openId = await act(appId, 'subscribe');
    await act(appId, 'text', { openId, content: 'hello' });
    const codes = [];
    for (let n = 0; n < 6; n += 1) codes.push(await send(access, text(openId, `${n} 你好`)));
    expect(codes).toEqual([0, 0, 0, 0, 0, 45047]);
    const { json } = await platform.control('GET', `/messages?appId=${appId}&openId=${openId}`);
    const lines = (json.messages as { via: string; text: string }[]).filter(
      ({ via }) => via === 'CUSTOMER_SERVICE',
    );
    expect(lines.map((line) => line.text)).toEqual(['0 你好', '1 你好', '2 你好', '3 你好', '4 你好']);
  });
  test('is refused after the window, and after the follower left', async () => {
    const { appId, access } = await platform.connected();
    const openId = await act(appId, 'subscribe');
    await set({ clockAheadSeconds: 61 });
    expect(await send(access, text(openId, 'late'))).toBe(45015);
    await act(appId, 'text', { openId, content: 'hello' });
    await act(appId, 'unsubscribe', { openId });
    expect(await send(access, text(openId, 'gone'))).toBe(45015);
    await set({ enforceSendWindows: false });
    expect(await send(access, text(openId, 'anyway'))).toBe(0);
  });
  test('is refused for what is wrong with it', async () => {
    const { appId, access } = await platform.connected();
    const openId = await act(appId, 'subscribe');
    expect(await send(access, text('nobody', 'x'))).toBe(40003);
    expect(await send(access, { touser: openId, msgtype: 'smoke' })).toBe(40008);
    expect(await send(access, { touser: openId, msgtype: 'text' })).toBe(44004);
    expect(await send(access, text(openId, ''))).toBe(44004);
    expect(await send(access, text(openId, '字'.repeat(683)))).toBe(45002);
  });
});

describe('the follower calls', () => {
  const get = async (path: string) => (await (await fetch(`${platform.url}${path}`)).json()) as Json;

  test('list ten thousand a page, and end with a page without data', async () => {
    const { appId, access } = await platform.connected();
    await platform.control('POST', `/followers/${appId}`, { count: 10_001 });
    const first = await get(`/cgi-bin/user/get?access_token=${access}`);
    const second = await get(`/cgi-bin/user/get?access_token=${access}&next_openid=${first.next_openid}`);
    const third = await get(`/cgi-bin/user/get?access_token=${access}&next_openid=${second.next_openid}`);
    expect([first.total, first.count, second.count]).toEqual([10_001, 10_000, 1]);
    expect(third).toEqual({ total: 10_001, count: 0, next_openid: '' });
  });
  test('know the same person by one UnionID in all accounts of an open platform, by another elsewhere', async () => {
    const person = async (openPlatform: string | null) => {
      const { appId, access } = await platform.connected({ openPlatform });
      await platform.control('POST', `/followers/${appId}`, { count: 1 });
      const list = await get(`/cgi-bin/user/get?access_token=${access}`);
      const [openid] = (list.data as { openid: string[] }).openid;
      return get(`/cgi-bin/user/info?access_token=${access}&openid=${openid}`);
    };
    const [a, b, other, none] = [await person('a'), await person('a'), await person('b'), await person(null)];
    expect(a.openid).toMatch(/^o[A-Za-z0-9_-]{27}$/);
    expect(a.openid).not.toBe(b.openid);
    expect(a.unionid).toBe(b.unionid);
    expect(other.unionid).not.toBe(a.unionid);
    expect(none).not.toHaveProperty('unionid');
    expect(a).toMatchObject({ subscribe: 1, nickname: '', subscribe_time: 1_600_000_000 });
  });
  test('tell little of those who left, and nothing of strangers', async () => {
    const { appId, access } = await platform.connected();
    const { json } = await platform.control('POST', `/accounts/${appId}/events`, {
      type: 'unsubscribe',
      openId: 'oX',
    });
    expect(json).toMatchObject({ delivered: 1 });
    const info = (openId: string) => get(`/cgi-bin/user/info?access_token=${access}&openid=${openId}`);
    expect(await info('oX')).toEqual({ subscribe: 0, openid: 'oX', tagid_list: [] });
    expect((await info('oY')).errcode).toBe(40003);
  });
  test('give at most a hundred at once', async () => {
    const { appId, access } = await platform.connected();
    await platform.control('POST', `/followers/${appId}`, { count: 101 });
    const list = await get(`/cgi-bin/user/get?access_token=${access}`);
    const all = (list.data as { openid: string[] }).openid.map((openid) => ({ openid }));
    const batch = (user_list: unknown) => platform.api('/cgi-bin/user/info/batchget', { user_list }, access);
    expect((await batch(all.slice(1))).user_info_list).toHaveLength(100);
    expect((await batch(all)).errcode).toBe(40032);
    expect((await batch([{ openid: 'nobody' }])).errcode).toBe(40003);
    expect((await batch([])).errcode).toBe(40097);
  });
  test('need permission set 2 and a verified account; which of the two counts first is a setting', async () => {
    const { access } = await platform.connected({ verified: false, permissions: [24] });
    const list = async () => (await get(`/cgi-bin/user/get?access_token=${access}`)).errcode;
    expect(await list()).toBe(61007);
    await set({ permissionBeforeCapability: false });
    expect(await list()).toBe(48001);
  });
  test('are not for unverified accounts', async () => {
    const { access } = await platform.connected({ verified: false });
    expect((await get(`/cgi-bin/user/get?access_token=${access}`)).errcode).toBe(48001);
  });
});
