import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMPONENT_ID, type Json, Platform } from './kit.ts';

let platform: Platform;
let appId: string;
let openId: string;
beforeAll(async () => {
  platform = await Platform.start();
  await use(await platform.connected({ openPlatform: 'retail' }));
});
afterAll(() => platform.close());

/** The account that is used from now on. */
async function use(account: { appId: string }) {
  ({ appId } = account);
  openId = (await platform.control('POST', `/accounts/${appId}/events`, { type: 'subscribe' })).json
    .openId as string;
}

/** WeChat's page; `change` replaces parameters, undefined leaves one out, and new ones come at the end. */
const open = (change: Record<string, string | undefined> = {}, headers: Record<string, string> = {}) => {
  const query = {
    appid: appId,
    redirect_uri: `${platform.receiver.url}/register?a=b`,
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'st4te',
    component_appid: COMPONENT_ID,
    ...change,
  };
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return openRaw(String(new URLSearchParams(given)), headers);
};
const openRaw = (query: string, headers: Record<string, string> = {}) =>
  fetch(`${platform.url}/connect/oauth2/authorize?${query}`, { redirect: 'manual', headers });
async function codeOf(response: Response | Promise<Response>): Promise<string> {
  const { headers } = await response;
  return new URL(headers.get('location') ?? '').searchParams.get('code') ?? '';
}
const exchange = async (code: string, change: Json = {}) =>
  platform.get('/sns/oauth2/component/access_token', {
    appid: appId,
    code,
    grant_type: 'authorization_code',
    component_appid: COMPONENT_ID,
    component_access_token: await platform.componentToken(),
    ...change,
  });

describe('who opens a page', () => {
  test('comes back to it at once, with a code that tells who they are', async () => {
    const back = await open({ person: openId });
    const url = new URL(back.headers.get('location') ?? '');
    expect([back.status, `${url.origin}${url.pathname}`]).toEqual([302, `${platform.receiver.url}/register`]);
    const code = url.searchParams.get('code') ?? '';
    expect(Object.fromEntries(url.searchParams)).toEqual({ a: 'b', code, state: 'st4te', appid: appId });
    expect(code).toMatch(/^0[0-9a-f]{31}$/);
    const { unionId } = (
      await platform.control('POST', `/accounts/${appId}/events`, { type: 'CLICK', openId })
    ).json;
    expect(await exchange(code)).toEqual({
      access_token: expect.any(String),
      expires_in: 7200,
      refresh_token: expect.any(String),
      openid: openId,
      scope: 'snsapi_base',
      unionid: unionId,
    });
  });

  test('is the person of the phone’s cookie, who need not follow the account', async () => {
    const code = await codeOf(open({}, { cookie: 'a=b; person=Mei%20Lin' }));
    const { openid } = await exchange(code);
    const { json } = await platform.control('GET', `/followers/${appId}?person=Mei%20Lin`);
    expect(json).toMatchObject({ openId: openid, follower: { subscribed: false } });
  });

  test('chooses who they are, where no phone says it', async () => {
    const page = await (await open()).text();
    expect(page).toContain('Who are you?');
    const link = /<a href="\?([^"]+)">visitor/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(await exchange(await codeOf(openRaw(link)))).toMatchObject({ openid: openId });
  });

  test('is asked for more than their OpenID', async () => {
    const page = await (await open({ scope: 'snsapi_userinfo', person: openId })).text();
    expect(page).toContain('申请获取你的昵称、头像');
    const link = /<a href="\?([^"]+)">允许/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(await exchange(await codeOf(openRaw(link)))).toMatchObject({
      openid: openId,
      scope: 'snsapi_userinfo',
    });
  });

  test.each([
    ['10012', { appid: '' }],
    ['10015', { appid: 'wx0000000000000000' }],
    ['10015', { component_appid: undefined }],
    ['10011', { redirect_uri: '' }],
    ['10010', { scope: '' }],
    ['10005', { scope: 'snsapi_login' }],
    ['10003', { redirect_uri: 'https://elsewhere.example/' }],
    ['10003', { redirect_uri: 'nonsense' }],
    ['参数过长', { state: 's'.repeat(129) }],
    ['仔细检查参数', { response_type: 'token' }],
    ['仔细检查参数', { response_type: undefined }],
  ])('sees WeChat’s error %s for %j', async (text, change) => {
    const response = await open({ ...change, person: openId });
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining(text)]);
  });

  test('sees an error where the parameters are in another order', async () => {
    const query = `redirect_uri=x&appid=${appId}&response_type=code&scope=snsapi_base&component_appid=${COMPONENT_ID}&person=a`;
    expect(await (await openRaw(query)).text()).toContain('仔细检查参数');
  });

  test.each([
    ['10005', { permissions: [1, 2] }],
    ['10005', { verified: false }],
    ['10005', { serviceType: 'SUBSCRIPTION' }],
  ])('sees %s where the account is %j', async (text, change) => {
    const other = await platform.connected(change);
    expect(await (await open({ appid: other.appId, person: openId })).text()).toContain(text);
  });

  test('sees an error after the account was banned, or has withdrawn its authorization', async () => {
    const other = await platform.connected();
    const seen = async () => (await open({ appid: other.appId, person: openId })).text();
    await platform.control('PATCH', `/accounts/${other.appId}`, { accountStatus: 16 });
    expect(await seen()).toContain('10004');
    await platform.control('POST', `/accounts/${other.appId}/revoke`);
    expect(await seen()).toContain('10015');
  });
});

describe('a code', () => {
  test('can be used once, for five minutes, by the component and for the account that it was made for', async () => {
    const [code, late] = [await codeOf(open({ person: openId })), await codeOf(open({ person: openId }))];
    const other = await platform.connected();
    expect(await exchange(code, { appid: other.appId })).toMatchObject({ errcode: 40029 });
    expect(await exchange(code)).toMatchObject({ openid: openId });
    expect(await exchange(code)).toMatchObject({ errcode: 40163 });
    await platform.control('POST', '/settings', { clockAheadSeconds: 300 });
    expect(await exchange(late)).toMatchObject({ errcode: 42003 });
    await platform.control('POST', '/settings', { clockAheadSeconds: 0 });
  });

  test.each([
    [40029, { code: 'x' }],
    [41008, { code: '' }],
    [40002, { grant_type: 'refresh_token' }],
    [40013, { appid: 'x' }],
    [61003, { appid: 'wx0000000000000000' }],
    [40013, { component_appid: 'x' }],
    [61011, { component_appid: 'wx0000000000000000' }],
    [41001, { component_access_token: '' }],
  ])('is refused with %d for %j, and not used', async (errcode, change) => {
    const code = await codeOf(open({ person: openId }));
    expect(await exchange(code, change)).toMatchObject({ errcode });
    expect(await exchange(code)).toMatchObject({ openid: openId });
  });

  test('is refused with an account’s token, and without permission set 4', async () => {
    const other = await platform.connected();
    const code = await codeOf(open({ appid: other.appId, person: 'Mei' }));
    const use = (change: Json) => exchange(code, { appid: other.appId, ...change });
    expect(await use({ component_access_token: other.access })).toMatchObject({ errcode: 61014 });
    await platform.control('PATCH', `/accounts/${other.appId}`, { permissions: [1] });
    expect(await use({})).toMatchObject({ errcode: 61007 });
  });

  test('gives a refresh token, good for thirty days', async () => {
    const { refresh_token } = await exchange(await codeOf(open({ person: openId })));
    const refresh = async (change: Json = {}) =>
      platform.get('/sns/oauth2/component/refresh_token', {
        appid: appId,
        grant_type: 'refresh_token',
        component_appid: COMPONENT_ID,
        component_access_token: await platform.componentToken(),
        refresh_token: String(refresh_token),
        ...change,
      });
    expect(await refresh()).toMatchObject({ openid: openId, refresh_token, scope: 'snsapi_base' });
    expect(await refresh({ refresh_token: '' })).toMatchObject({ errcode: 41003 });
    expect(await refresh({ refresh_token: 'x' })).toMatchObject({ errcode: 40030 });
    expect(await refresh({ grant_type: 'authorization_code' })).toMatchObject({ errcode: 40002 });
  });
});
