import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMPONENT_ID, type Json, OTHER, Platform } from './kit.ts';

let platform: Platform;
beforeEach(async () => {
  platform = await Platform.start();
});
afterEach(() => platform.close());

const RID = / rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/;
const path = (name: string) => `/cgi-bin/component/${name}`;

/** errcode and errmsg, after checking that a rid follows. */
function refusal(answer: Json): [unknown, string] {
  expect(answer.errmsg).toMatch(RID);
  return [answer.errcode, String(answer.errmsg).replace(RID, '')];
}
const set = (settings: Json) => platform.control('POST', '/settings', settings);

describe('an answer', () => {
  test('has status 200 and the content type text/plain, even where it refuses', async () => {
    const response = await fetch(`${platform.url}${path('api_component_token')}`, {
      method: 'POST',
      body: '{}',
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain']);
  });
  test('has another content type where the settings say so', async () => {
    await set({ contentType: 'application/json; encoding=utf-8' });
    const response = await fetch(`${platform.url}${path('api_component_token')}`, {
      method: 'POST',
      body: '{}',
    });
    expect(response.headers.get('content-type')).toBe('application/json; encoding=utf-8');
  });
  test('writes slashes escaped and leaves control characters in names raw', async () => {
    const { appId } = await platform.connected({ nickName: 'a\u0007b' });
    const response = await fetch(
      `${platform.url}${path('api_get_authorizer_info')}?component_access_token=${await platform.componentToken()}`,
      { method: 'POST', body: JSON.stringify({ component_appid: COMPONENT_ID, authorizer_appid: appId }) },
    );
    const body = await response.text();
    expect(body).toContain(`"head_img":"http:\\/\\/wx.qlogo.cn\\/mmopen\\/${appId}\\/0"`);
    expect(body).toContain('"nick_name":"a\u0007b"');
  });
});

describe('api_component_token', () => {
  test('answers a token without an errcode', async () => {
    const answer = await platform.newComponentToken();
    expect(Object.keys(answer)).toEqual(['component_access_token', 'expires_in']);
    expect(answer.component_access_token).toMatch(/^\d\d_[A-Za-z0-9_-]{136}$/);
  });
  test.each([
    ['no secret', { component_appsecret: undefined }, [41004, 'appsecret missing']],
    ['a wrong secret', { component_appsecret: 'x' }, [40125, 'invalid appsecret']],
    ['no ticket', { component_verify_ticket: '' }, [61006, 'component ticket is invalid']],
    ['an unknown ticket', { component_verify_ticket: 'ticket@@@x' }, [61006, 'component ticket is invalid']],
    ['no component', { component_appid: undefined }, [40013, 'invalid appid']],
    ['an unknown component', { component_appid: OTHER }, [40013, 'invalid appid']],
  ])('refuses %s', async (_what, change, expected) => {
    expect(refusal(await platform.newComponentToken(change))).toEqual(expected);
  });
  test('refuses a ticket after its life', async () => {
    await platform.ticket();
    await set({ clockAheadSeconds: 43_200 });
    expect(refusal(await platform.newComponentToken())).toEqual([61005, 'component ticket is expired']);
  });
  test('refuses the AppID of an account', async () => {
    const { appId } = await platform.account();
    expect(refusal(await platform.newComponentToken({ component_appid: appId }))).toEqual([
      61011,
      'invalid component',
    ]);
  });
});

describe('the checks common to all component calls', () => {
  const call = async (body: unknown, token?: string) =>
    refusal(
      await platform.api(path('api_create_preauthcode'), body, token ?? (await platform.componentToken())),
    );
  const good = { component_appid: COMPONENT_ID };

  test('no token', async () => expect(await call(good, '')).toEqual([41001, 'access_token missing']));
  test('an invalid token', async () =>
    expect(await call(good, 'abc')).toEqual([40014, 'invalid access_token']));
  test('a token never issued', async () => {
    const expected = [40001, 'invalid credential, access_token is invalid or not latest'];
    expect(await call(good, `81_${'x'.repeat(136)}`)).toEqual(expected);
  });
  test('an expired token', async () => {
    await platform.componentToken();
    await set({ clockAheadSeconds: 7200 });
    expect(await call(good)).toEqual([42001, 'access_token expired']);
  });
  test("an account's token", async () => {
    const { access } = await platform.connected();
    expect(await call(good, access)).toEqual([61014, 'must use component token for component api']);
  });
  test('no body', async () => expect(await call('')).toEqual([44002, 'empty post data']));
  test('a body that is not JSON', async () => expect(await call('{')).toEqual([47001, 'data format error']));
  test('a body that is no object', async () => expect(await call([])).toEqual([47001, 'data format error']));
  test('letters written as \\u escapes', async () => {
    expect((await call('{"component_appid":"\\u4f60"}'))[0]).toBe(40033);
  });
  test('no component', async () => expect(await call({})).toEqual([40013, 'invalid appid']));
  test('another component than the token’s', async () => {
    await platform.control('POST', '/components', platform.receiver.registration({ appId: OTHER }));
    expect(await call({ component_appid: OTHER })).toEqual([61011, 'invalid component']);
  });
  test('a GET', async () => {
    const response = await fetch(`${platform.url}${path('api_create_preauthcode')}?access_token=x`);
    expect(refusal((await response.json()) as Json)).toEqual([43002, 'require POST method']);
  });
  test('an address that is not whitelisted, before everything else', async () => {
    await set({ ipWhitelist: ['10.0.0.1'] });
    expect(await call('', '')).toEqual([61004, 'access clientip is not registered requestIP: 127.0.0.1']);
  });
  test('more calls than the daily quota', async () => {
    await set({ componentDailyQuota: 2 });
    const body = { component_appid: COMPONENT_ID };
    const token = await platform.componentToken();
    const codes = [];
    for (let n = 0; n < 3; n += 1)
      codes.push((await platform.api(path('api_create_preauthcode'), body, token)).errcode);
    expect(codes).toEqual([undefined, undefined, 45009]);
  });
  test('both names of the token parameter are good', async () => {
    const token = await platform.componentToken();
    for (const name of ['access_token', 'component_access_token']) {
      const response = await fetch(`${platform.url}${path('api_create_preauthcode')}?${name}=${token}`, {
        method: 'POST',
        body: JSON.stringify(good),
      });
      expect(await response.json()).toMatchObject({ expires_in: 1800 });
    }
  });
  test('the order: token before JSON before component', async () => {
    expect((await call('{', 'abc'))[0]).toBe(40014);
    expect((await call('{'))[0]).toBe(47001);
  });
});

describe('api_create_preauthcode', () => {
  test('answers a code as long as the real ones, and each time another', async () => {
    const answer = await platform.component('api_create_preauthcode');
    expect(answer).toEqual({
      pre_auth_code: expect.stringMatching(/^preauthcode@@@[A-Za-z0-9_-]{86}$/),
      expires_in: 1800,
    });
    expect(await platform.preAuthCode()).not.toBe(answer.pre_auth_code);
  });
  test('answers the life that the settings say', async () => {
    await set({ preAuthCodeSeconds: 600 });
    expect((await platform.component('api_create_preauthcode')).expires_in).toBe(600);
  });
});

describe('api_query_auth', () => {
  const query = (code: string) => platform.component('api_query_auth', { authorization_code: code });

  test('answers tokens and the granted permission sets', async () => {
    const { appId } = await platform.account({ permissions: [1, 2, 7] });
    const answer = await query(await platform.confirm(appId));
    expect(answer).toEqual({
      authorization_info: {
        authorizer_appid: appId,
        authorizer_access_token: expect.stringMatching(/^\d\d_[A-Za-z0-9_-]{136}$/),
        expires_in: 7200,
        authorizer_refresh_token: expect.stringMatching(/^refreshtoken@@@[A-Za-z0-9_-]{43}$/),
        func_info: [1, 2, 7].map((id) => ({ funcscope_category: { id } })),
      },
    });
  });
  test('takes a code once', async () => {
    const code = await platform.confirm((await platform.account()).appId);
    await query(code);
    expect(refusal(await query(code))).toEqual([61010, 'code is expired']);
  });
  test('refuses a code after its life', async () => {
    const code = await platform.confirm((await platform.account()).appId);
    await set({ componentTokenSeconds: 10_000 });
    const token = (await platform.newComponentToken()).component_access_token as string;
    await set({ clockAheadSeconds: 3600 });
    const body = { component_appid: COMPONENT_ID, authorization_code: code };
    expect(refusal(await platform.api(path('api_query_auth'), body, token))).toEqual([
      61010,
      'code is expired',
    ]);
  });
  test('refuses a pre-auth code and a made-up one', async () => {
    expect(refusal(await query(await platform.preAuthCode()))).toEqual([61009, 'code is invalid']);
    expect(refusal(await query('queryauthcode@@@x'))).toEqual([61009, 'code is invalid']);
  });
  test("refuses another component's code and leaves it good", async () => {
    const code = await platform.confirm((await platform.account()).appId);
    const { token } = await platform.otherComponent();
    const body = { component_appid: OTHER, authorization_code: code };
    expect(refusal(await platform.api(path('api_query_auth'), body, token))[0]).toBe(61009);
    expect(await query(code)).toHaveProperty('authorization_info');
  });
  test('refuses the code of an authorization that was taken back', async () => {
    const { appId } = await platform.account();
    const code = await platform.confirm(appId);
    await platform.control('POST', `/accounts/${appId}/revoke`);
    expect(refusal(await query(code))).toEqual([61003, 'component is not authorized by this account']);
  });
  test('gives an unverified account of a person no tokens, unless the settings say otherwise', async () => {
    const { appId } = await platform.account({
      principalType: 'PERSON',
      verified: false,
      serviceType: 'SUBSCRIPTION',
    });
    const bare = await query(await platform.confirm(appId));
    expect(Object.keys(bare.authorization_info as Json)).toEqual(['authorizer_appid', 'func_info']);
    await set({ noTokensForUnverifiedPerson: false });
    const full = await query(await platform.confirm(appId));
    expect(full.authorization_info).toHaveProperty('authorizer_access_token');
  });
});

describe('api_get_authorizer_info and api_get_authorizer_list', () => {
  const info = (appId: string) => platform.component('api_get_authorizer_info', { authorizer_appid: appId });
  const list = (offset: unknown, count: unknown) =>
    platform.component('api_get_authorizer_list', { offset, count });

  test('show no refresh token until a code was exchanged', async () => {
    const { appId } = await platform.account();
    const code = await platform.confirm(appId);
    const before = [(await info(appId)).authorization_info, (await list(0, 1)).list];
    expect(before).toMatchObject([{ authorizer_refresh_token: '' }, [{ refresh_token: '' }]]);

    const answer = await platform.component('api_query_auth', { authorization_code: code });
    const token = (answer.authorization_info as Json).authorizer_refresh_token;
    const after = [(await info(appId)).authorization_info, (await list(0, 1)).list];
    expect(after).toMatchObject([{ authorizer_refresh_token: token }, [{ refresh_token: token }]]);
  });
  test.each([
    [{ serviceType: 'SUBSCRIPTION', verified: false }, 0, -1],
    [{ serviceType: 'SUBSCRIPTION_UPGRADED' }, 1, 0],
    [{ serviceType: 'SERVICE', verifyType: 3 }, 2, 3],
  ])('tell type and verification (%j)', async (change, type, verify) => {
    const { appId } = await platform.account(change);
    await platform.confirm(appId);
    expect((await info(appId)).authorizer_info).toMatchObject({
      service_type_info: { id: type },
      verify_type_info: { id: verify },
    });
    expect((await info(appId)).authorizer_info).not.toHaveProperty('MiniProgramInfo');
  });
  test('mark a mini program by its own block', async () => {
    const { appId } = await platform.account({ serviceType: 'MINI_PROGRAM' });
    const link = await platform.link({ auth_type: '3' });
    await platform.open(link);
    await platform.scan(link, appId);
    expect((await info(appId)).authorizer_info).toMatchObject({ MiniProgramInfo: { visit_status: 0 } });
  });
  test('refuse an account that authorized nobody', async () => {
    const { appId } = await platform.account();
    expect(refusal(await info(appId))[0]).toBe(61003);
    expect(refusal(await info('gh_1'))).toEqual([40013, 'invalid appid']);
  });
  test('list page by page, without those who took it back', async () => {
    const apps = [await platform.connected(), await platform.connected(), await platform.connected()];
    await platform.control('POST', `/accounts/${apps[0]?.appId}/revoke`);
    const pages = [await list(0, 1), await list(1, 1), await list(2, 1)];
    expect(pages.map((page) => page.total_count)).toEqual([2, 2, 2]);
    const listed = pages.flatMap((page) => page.list as { authorizer_appid: string }[]);
    expect(listed.map((one) => one.authorizer_appid).sort()).toEqual([apps[1]?.appId, apps[2]?.appId].sort());
  });
  test.each([
    [0, 501, 40170],
    [0, 0, 40097],
    [-1, 1, 40097],
    ['0', 1, 40097],
    [0, undefined, 40097],
  ])('refuse offset %s and count %s', async (offset, count, errcode) => {
    expect(refusal(await list(offset, count))[0]).toBe(errcode);
  });
});

describe('the option calls', () => {
  test('read and set an option with either token', async () => {
    const { appId, access } = await platform.connected();
    const body = { component_appid: COMPONENT_ID, authorizer_appid: appId, option_name: 'location_report' };
    const write = await platform.api(path('set_authorizer_option'), { ...body, option_value: '1' }, access);
    expect(write).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await platform.component('api_get_authorizer_option', body)).toEqual({
      authorizer_appid: appId,
      option_name: 'location_report',
      option_value: '1',
    });
  });
  test('refuse a wrong name, a wrong value, a missing set and the wrong kind of token', async () => {
    const { appId, access } = await platform.connected({ permissions: [1] });
    const get = async (option_name: string, token: string, more: Json = {}) =>
      refusal(
        await platform.api(
          path('set_authorizer_option'),
          { authorizer_appid: appId, option_name, ...more },
          token,
        ),
      )[0];
    const own = await platform.componentToken();
    expect(await get('colour', own)).toBe(61012);
    expect(await get('voice_recognize', own, { option_value: '7' })).toBe(61013);
    expect(await get('location_report', own)).toBe(61007);
    await set({ optionToken: 'AUTHORIZER' });
    expect(await get('voice_recognize', own)).toBe(61015);
    await set({ optionToken: 'COMPONENT' });
    expect(await get('voice_recognize', access)).toBe(61014);
  });
});
