import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OddAnswer } from '../../../src/integrations/wechat/call.ts';
import { ComponentClient } from '../../../src/integrations/wechat/component.client.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { type Peer, type Reply, startPeer } from '../../kernel/peer.ts';
import { answer, asked, errorOf } from './kit.ts';

const COMPONENT = 'wx134c8103faa5a59e';
const ACCOUNT = 'wxf8b4f85f3a794e77';
const SECRET = '0123456789abcdef0123456789abcdef';
const TOKEN = '81_componentTOKEN';
const RID = '5f3ded7d-22929d02-4ba1f5f6';
const NOW = new Date('2024-05-17T10:55:29Z');

let peer: Peer;
let client: ComponentClient;
/** For what is never answered. */
let impatient: ComponentClient;
/** Odd answers. */
let told: OddAnswer[] = [];
beforeAll(async () => {
  peer = await startPeer();
  const config = {
    appId: COMPONENT,
    appSecret: SECRET,
    apiUrl: peer.url,
    mpUrl: 'https://mp.weixin.qq.com',
    openUrl: 'https://open.weixin.qq.com',
  };
  const options = { timeoutMs: 20_000, odd: (one: OddAnswer) => void told.push(one) };
  client = new ComponentClient(config, requestText, { now: () => NOW }, options);
  impatient = new ComponentClient(config, requestText, { now: () => NOW }, { ...options, timeoutMs: 300 });
});
afterAll(() => peer[Symbol.asyncDispose]());

describe('the component token', () => {
  test('is asked for with secret and ticket, and ends when WeChat says, counted from before the call', async () => {
    peer.replyWith(answer({ component_access_token: TOKEN, expires_in: 7200 }));
    expect(await client.componentToken('ticket@@@t')).toEqual({
      accessToken: TOKEN,
      expiresAt: new Date('2024-05-17T12:55:29Z'),
    });
    expect(asked(peer)).toMatchObject({
      method: 'POST',
      path: '/cgi-bin/component/api_component_token',
      query: {},
      body: {
        component_appid: COMPONENT,
        component_appsecret: SECRET,
        component_verify_ticket: 'ticket@@@t',
      },
    });
  });

  test.each([
    [61005, 'WAIT_FOR_TICKET'],
    [61006, 'WAIT_FOR_TICKET'],
    [40125, 'CONFIGURATION'],
    [40001, 'CONFIGURATION'], // no token was sent, so it is the secret that is wrong
  ])('is refused by %d with the reaction %s', async (errcode, reaction) => {
    peer.replyWith(answer({ errcode, errmsg: `no rid: ${RID}` }));
    expect(await errorOf(client.componentToken('ticket@@@t'))).toMatchObject({ errcode, reaction, rid: RID });
    expect(peer.received).toHaveLength(1);
  });

  test('is never an empty text', async () => {
    peer.replyWith(answer({ component_access_token: '', expires_in: 7200 }));
    expect(await errorOf(client.componentToken('t'))).toMatchObject({ errcode: -1, outcomeUnknown: true });
  });

  test('waits for a ticket, which can be asked for under another name of the secret', async () => {
    peer.replyWith(answer({ errcode: 0, errmsg: 'in a normal state' }));
    await client.startPushTicket();
    expect(asked(peer)).toMatchObject({
      path: '/cgi-bin/component/api_start_push_ticket',
      query: {},
      body: { component_appid: COMPONENT, component_secret: SECRET },
    });
  });
});

describe('a link to authorize', () => {
  test('needs a pre-auth code, whose end WeChat decides', async () => {
    peer.replyWith(answer({ pre_auth_code: 'preauthcode@@@p', expires_in: 600 }));
    expect(await client.createPreAuthCode(TOKEN)).toEqual({
      preAuthCode: 'preauthcode@@@p',
      expiresAt: new Date('2024-05-17T11:05:29Z'),
    });
    expect(asked(peer)).toMatchObject({
      path: '/cgi-bin/component/api_create_preauthcode',
      query: { component_access_token: TOKEN },
      body: { component_appid: COMPONENT },
    });
  });

  test('leads to the page for a computer or the page inside WeChat, for official accounts only', () => {
    const redirectUri = 'https://qiao.example/wechat/authorized?state=a&b=c';
    expect(client.authorizationLinks({ preAuthCode: 'preauthcode@@@p+/', redirectUri })).toEqual({
      pc: 'https://mp.weixin.qq.com/cgi-bin/componentloginpage?component_appid=wx134c8103faa5a59e&pre_auth_code=preauthcode%40%40%40p%2B%2F&redirect_uri=https%3A%2F%2Fqiao.example%2Fwechat%2Fauthorized%3Fstate%3Da%26b%3Dc&auth_type=1',
      mobile:
        'https://open.weixin.qq.com/wxaopen/safe/bindcomponent?action=bindcomponent&no_scan=1&component_appid=wx134c8103faa5a59e&pre_auth_code=preauthcode%40%40%40p%2B%2F&redirect_uri=https%3A%2F%2Fqiao.example%2Fwechat%2Fauthorized%3Fstate%3Da%26b%3Dc&auth_type=1#wechat_redirect',
    });
  });
});

describe('the exchange of a code', () => {
  const info = {
    authorizer_appid: ACCOUNT,
    authorizer_access_token: '81_a',
    expires_in: 7200,
    authorizer_refresh_token: 'refreshtoken@@@r',
    func_info: [
      { funcscope_category: { id: 1 } },
      {
        funcscope_category: { id: 24 },
        confirm_info: { need_confirm: 0, already_confirm: 0, can_confirm: 0 },
      },
    ],
  };

  test('gives tokens and permission sets', async () => {
    peer.replyWith(answer({ authorization_info: info }));
    expect(await client.queryAuth(TOKEN, 'queryauthcode@@@q')).toEqual({
      appId: ACCOUNT,
      accessToken: '81_a',
      accessTokenExpiresAt: new Date('2024-05-17T12:55:29Z'),
      refreshToken: 'refreshtoken@@@r',
      permissionSets: [1, 24],
      setsAreWhole: true,
    });
    expect(asked(peer)).toMatchObject({
      path: '/cgi-bin/component/api_query_auth',
      query: { component_access_token: TOKEN },
      body: { component_appid: COMPONENT, authorization_code: 'queryauthcode@@@q' },
    });
  });

  test.each([
    [
      'empty',
      { ...info, authorizer_access_token: '', authorizer_refresh_token: '', expires_in: 0, func_info: [] },
      [],
    ],
    ['absent', { authorizer_appid: ACCOUNT }, null],
    [
      'null',
      { authorizer_appid: ACCOUNT, authorizer_access_token: null, authorizer_refresh_token: null },
      null,
    ],
  ])('gives no tokens where they are %s', async (_what, authorization_info, permissionSets) => {
    peer.replyWith(answer({ authorization_info }));
    expect(await client.queryAuth(TOKEN, 'q')).toEqual({
      appId: ACCOUNT,
      accessToken: null,
      accessTokenExpiresAt: null,
      refreshToken: null,
      permissionSets,
      setsAreWhole: true,
    });
  });

  test('is refused when the code was spent', async () => {
    peer.replyWith(answer(`{"errcode":61010,"errmsg":"code is expired rid: ${RID}"}`));
    expect(await errorOf(client.queryAuth(TOKEN, 'q'))).toMatchObject({
      message: `WeChat component/api_query_auth: 61010 CODE_SPENT, rid ${RID}`,
      outcomeUnknown: false,
    });
  });

  test.each([
    ['HTML', { headers: { 'content-type': 'application/json' }, body: '<html>Bad gateway</html>' }],
    ['nothing', { body: '' }],
    ['a number', { body: '42' }],
    ['an array', { body: '[]' }],
    ['another object', { body: '{"ok":true}' }],
    ['half an object', { body: '{"authorization_info":{"authorizer_appid":"wx1"' }],
    ['status 500', { status: 500, body: '{"authorization_info":{"authorizer_appid":"wx1"}}' }],
    ['status 502 in HTML', { status: 502, body: '<html></html>' }],
    ['a lost connection', 'RESET'],
    ['silence', 'SILENCE'],
    ['half an answer', 'STALL'],
  ] as const)('has an unknown outcome after %s, and is not repeated', async (_what, reply) => {
    peer.replyWith(reply);
    const asks = reply === 'SILENCE' || reply === 'STALL' ? impatient : client;
    expect(await errorOf(asks.queryAuth(TOKEN, 'q'))).toMatchObject({
      message: 'WeChat component/api_query_auth: -1 RETRY',
      errcode: -1,
      reaction: 'RETRY',
      rid: null,
      outcomeUnknown: true,
    });
    expect(peer.received).toHaveLength(1);
  });

  test("is WeChat's own -1 with a known outcome", async () => {
    peer.replyWith(answer({ errcode: -1, errmsg: 'system error' }));
    expect(await errorOf(client.queryAuth(TOKEN, 'q'))).toMatchObject({
      reaction: 'RETRY',
      outcomeUnknown: false,
    });
  });
});

describe('the refresh of an access token', () => {
  test('gives a token and the refresh token to keep', async () => {
    peer.replyWith(
      answer({
        authorizer_access_token: '81_b',
        expires_in: 7200,
        authorizer_refresh_token: 'refreshtoken@@@2',
      }),
    );
    expect(await client.refreshAuthorizerToken(TOKEN, ACCOUNT, 'refreshtoken@@@1')).toEqual({
      accessToken: '81_b',
      expiresAt: new Date('2024-05-17T12:55:29Z'),
      refreshToken: 'refreshtoken@@@2',
    });
    expect(asked(peer)).toMatchObject({
      path: '/cgi-bin/component/api_authorizer_token',
      query: { component_access_token: TOKEN },
      body: {
        component_appid: COMPONENT,
        authorizer_appid: ACCOUNT,
        authorizer_refresh_token: 'refreshtoken@@@1',
      },
    });
  });

  test('never gives an empty refresh token', async () => {
    peer.replyWith(
      answer({ authorizer_access_token: '81_b', expires_in: 7200, authorizer_refresh_token: '' }),
    );
    expect((await client.refreshAuthorizerToken(TOKEN, ACCOUNT, 'r')).refreshToken).toBeNull();
  });

  test.each([
    [61023, 'RECOVER_REFRESH_TOKEN'],
    [61003, 'REAUTHORIZE'],
    [40001, 'REFRESH_TOKEN'],
  ])('is refused by %d with the reaction %s', async (errcode, reaction) => {
    peer.replyWith(answer({ errcode, errmsg: '' }));
    expect((await errorOf(client.refreshAuthorizerToken(TOKEN, ACCOUNT, 'r'))).reaction).toBe(reaction);
  });
});

describe('the information about an account', () => {
  const service = {
    authorizer_info: {
      nick_name: '演示服务号',
      head_img: 'http://wx.qlogo.cn/mmopen/a/0',
      service_type_info: { id: 2, name: 'new' },
      verify_type_info: { id: 0 },
      user_name: 'gh_eb5e3a772040',
      principal_name: '演示（深圳）有限公司',
      alias: 'demoalias',
      signature: 'x',
      business_info: { open_store: 0 },
      account_status: 1,
    },
    authorization_info: {
      authorizer_appid: ACCOUNT,
      authorizer_refresh_token: 'refreshtoken@@@r',
      func_info: [{ funcscope_category: { id: 1 } }],
    },
  };

  test('is read', async () => {
    peer.replyWith(answer(service));
    expect(await client.authorizerInfo(TOKEN, ACCOUNT)).toEqual({
      name: '演示服务号',
      avatarUrl: 'http://wx.qlogo.cn/mmopen/a/0',
      originalId: 'gh_eb5e3a772040',
      principalName: '演示（深圳）有限公司',
      alias: 'demoalias',
      serviceType: 'SERVICE',
      isOfficialAccount: true,
      verifyType: 0,
      accountStatus: 1,
      refreshToken: 'refreshtoken@@@r',
      permissionSets: [1],
      setsAreWhole: true,
      unconfirmedSets: [],
      confirmableSets: [],
    });
    expect(asked(peer)).toMatchObject({
      path: '/cgi-bin/component/api_get_authorizer_info',
      body: { component_appid: COMPONENT, authorizer_appid: ACCOUNT },
    });
  });

  test('is read as it came in 2016: little, escaped slashes, control characters, big numbers, an empty token', async () => {
    peer.replyWith(
      answer(
        '{"authorizer_info":{"nick_name":"a\u0002b","head_img":"http:\\/\\/wx.qlogo.cn\\/0","service_type_info":{"id":1},"verify_type_info":{"id":-1},"user_name":"gh_1","alias":"","new":24512345678901234},"authorization_info":{"authorizer_refresh_token":""}}',
      ),
    );
    expect(await client.authorizerInfo(TOKEN, ACCOUNT)).toEqual({
      name: 'ab',
      avatarUrl: 'http://wx.qlogo.cn/0',
      originalId: 'gh_1',
      principalName: null,
      alias: null,
      serviceType: 'SUBSCRIPTION',
      isOfficialAccount: true,
      verifyType: -1,
      accountStatus: null,
      refreshToken: null,
      permissionSets: null,
      setsAreWhole: true,
      unconfirmedSets: [],
      confirmableSets: [],
    });
  });

  test.each([
    ['a mini program', { MiniProgramInfo: { visit_status: 0 } }],
    ['a mini program in another spelling', { miniProgramInfo: { visit_status: 0 } }],
    ['a video account', { channels_info: {}, service_type_info: undefined, verify_type_info: undefined }],
  ])('tells %s', async (_what, changes) => {
    peer.replyWith(answer({ ...service, authorizer_info: { ...service.authorizer_info, ...changes } }));
    expect((await client.authorizerInfo(TOKEN, ACCOUNT)).isOfficialAccount).toBe(false);
  });

  test('of an official account with a video account beside is that of an official account', async () => {
    const authorizer_info = { ...service.authorizer_info, channels_info: { name: 'x' } };
    peer.replyWith(answer({ ...service, authorizer_info }));
    expect((await client.authorizerInfo(TOKEN, ACCOUNT)).isOfficialAccount).toBe(true);
  });

  test('tells which permission sets must be confirmed, and which the component can confirm', async () => {
    const set = (id: number, need_confirm: number, already_confirm: number, can_confirm: number) => ({
      funcscope_category: { id },
      confirm_info: { need_confirm, already_confirm, can_confirm },
    });
    const func_info = [set(1, 1, 1, 0), set(2, 1, 0, 1), set(7, 1, 0, 0), set(3, 0, 0, 0)];
    peer.replyWith(answer({ ...service, authorization_info: { ...service.authorization_info, func_info } }));
    expect(await client.authorizerInfo(TOKEN, ACCOUNT)).toMatchObject({
      permissionSets: [1, 2, 7, 3],
      setsAreWhole: true,
      unconfirmedSets: [2, 7],
      confirmableSets: [2],
    });
    peer.replyWith(answer({ errcode: 0, errmsg: 'ok' }));
    await client.confirmPermission(TOKEN, ACCOUNT, 2);
    expect(asked(peer)).toMatchObject({
      path: '/cgi-bin/component/api_confirm_authorization',
      query: { component_access_token: TOKEN },
      body: {
        component_appid: COMPONENT,
        authorizer_appid: ACCOUNT,
        funcscope_category_id: 2,
        confirm_value: 1,
      },
    });
  });

  test('is asked for once more when the answer was lost', async () => {
    peer.replyWith('RESET', answer(service));
    expect((await client.authorizerInfo(TOKEN, ACCOUNT)).name).toBe('演示服务号');
    expect(peer.received).toHaveLength(2);
  });
});

describe('the list of authorized accounts', () => {
  const rows = (from: number, to: number) => ({
    list: Array.from({ length: to - from }, (_, n) => ({
      authorizer_appid: `wx${from + n}`,
      refresh_token: n === 0 ? '' : `refreshtoken@@@${from + n}`,
      auth_time: 1413192605,
    })),
  });
  const page = (from: number, to: number, total: number) => answer({ total_count: total, ...rows(from, to) });
  const all = async (pageSize: number) => {
    const appIds = [];
    for await (const { appId } of client.allAuthorizers((request) => request(TOKEN), pageSize))
      appIds.push(appId);
    return appIds;
  };

  test('comes in pages', async () => {
    peer.replyWith(page(0, 2, 5));
    const authorizedAt = new Date('2014-10-13T09:30:05Z');
    expect(await client.authorizerList(TOKEN, 0, 2)).toEqual({
      total: 5,
      authorizers: [
        { appId: 'wx0', refreshToken: null, authorizedAt },
        { appId: 'wx1', refreshToken: 'refreshtoken@@@1', authorizedAt },
      ],
    });
    expect(asked(peer)).toMatchObject({
      path: '/cgi-bin/component/api_get_authorizer_list',
      body: { component_appid: COMPONENT, offset: 0, count: 2 },
    });
  });

  test('can be read whole', async () => {
    peer.replyWith(page(0, 2, 5), page(2, 4, 5), page(4, 5, 5));
    expect(await all(2)).toEqual(['wx0', 'wx1', 'wx2', 'wx3', 'wx4']);
    expect(peer.received.map(({ body }) => JSON.parse(body).offset)).toEqual([0, 2, 4]);
  });

  const listed = async (...pages: Reply[]) => {
    peer.replyWith(...pages);
    const list = client.allAuthorizers((request) => request(TOKEN), 2);
    const appIds = [];
    for await (const { appId } of list) appIds.push(appId);
    return { appIds, isComplete: list.isComplete, asked: peer.received.length };
  };

  test('is complete when as many have come as WeChat says, and is not asked for more', async () => {
    expect(await listed(page(0, 2, 2))).toEqual({ appIds: ['wx0', 'wx1'], isComplete: true, asked: 1 });
  });

  test.each([
    ['an empty page comes too early', [page(0, 2, 9), answer({ total_count: 9 })], 2],
    ['a page repeats another', [page(0, 2, 4), page(1, 3, 4)], 3],
    ['a page is the same again', [page(0, 2, 9), page(0, 2, 9)], 2],
    ['an account left while it was read', [page(0, 2, 3), answer({ total_count: 2 })], 2],
    ['there is no total', [page(0, 2, 0), page(2, 3, 0), answer({})], 3],
    ['the total is odd', [answer({ ...rows(0, 2), total_count: 'many' }), page(2, 3, 0), answer({})], 3],
    ['an entry is odd', [answer({ total_count: 2, list: [null, ...rows(0, 1).list] })], 1],
    ['it is empty', [answer({ total_count: 0, list: [] })], 0],
    ['nothing can be read', [answer({ list: 'none' })], 0],
  ])('is not complete where %s', async (_what, pages, count) => {
    const { appIds, isComplete } = await listed(...pages);
    expect([new Set(appIds).size, isComplete]).toEqual([count, false]);
  });

  test('has times that can be stored, whatever WeChat says', async () => {
    peer.replyWith(
      answer({ total_count: 1, list: [{ authorizer_appid: 'wx1', auth_time: '999999999999' }] }),
    );
    const { authorizers } = await client.authorizerList(TOKEN, 0, 2);
    expect(authorizers[0]?.authorizedAt).toEqual(new Date('9999-12-31T23:59:59.999Z'));
  });
});

describe('the open platform of an account', () => {
  test('is asked for with the token of the account', async () => {
    peer.replyWith(answer({ errcode: 0, errmsg: 'ok', open_appid: 'wxopen' }));
    expect(await client.openPlatform('81_a', ACCOUNT)).toEqual({ kind: 'BOUND', openAppId: 'wxopen' });
    expect(asked(peer)).toMatchObject({
      path: '/cgi-bin/open/get',
      query: { access_token: '81_a' },
      body: { appid: ACCOUNT },
    });
  });

  test.each([
    [89002, 'NOT_BOUND'],
    [61007, 'UNKNOWN'],
    [48001, 'UNKNOWN'],
    [61016, 'UNKNOWN'],
  ])('after %d is %s', async (errcode, kind) => {
    peer.replyWith(answer({ errcode, errmsg: '' }));
    expect(await client.openPlatform('81_a', ACCOUNT)).toEqual({ kind });
  });

  test('is unknown when WeChat names none, or when there is no token to ask with', async () => {
    peer.replyWith(answer({ errcode: 0, errmsg: 'ok' }));
    expect(await client.openPlatform('81_a', ACCOUNT)).toEqual({ kind: 'UNKNOWN' });
    peer.replyWith();
    expect(await client.openPlatform(null, ACCOUNT)).toEqual({ kind: 'UNKNOWN' });
    expect(peer.received).toHaveLength(0);
  });

  test('is a question that can be given up', async () => {
    peer.replyWith('SILENCE');
    const asking = client.openPlatform('81_a', ACCOUNT, AbortSignal.timeout(20));
    await expect(asking).rejects.toMatchObject({ name: 'HttpFault', kind: 'ABORTED' });
  });

  test.each([40001, -1])('stays an error after %d', async (errcode) => {
    peer.replyWith(answer({ errcode, errmsg: '' }));
    expect((await errorOf(client.openPlatform('81_a', ACCOUNT))).errcode).toBe(errcode);
  });
});

describe('an answer that is not as it should be', () => {
  const api = 'component/api_create_preauthcode';
  const ask = (body: unknown) => {
    told = [];
    peer.replyWith(answer(body));
    return client.createPreAuthCode(TOKEN);
  };

  test('is read as far as it goes; what was odd is told, and not what it was', async () => {
    expect(await ask({ pre_auth_code: 'preauthcode@@@p', expires_in: 'soon' })).toMatchObject({
      preAuthCode: 'preauthcode@@@p',
      expiresAt: new Date('2024-05-17T11:05:29Z'),
    });
    expect(told).toEqual([{ api, odd: ['expires_in'], unreadable: null }]);
  });

  test.each([
    ['pre_auth_code', { expires_in: 600 }],
    ['pre_auth_code', { pre_auth_code: 7 }],
    ['errcode', { pre_auth_code: 'preauthcode@@@p', errcode: 'none' }],
    ['errcode', { pre_auth_code: 'preauthcode@@@p', errcode: [7] }],
    ['', '<html>maintenance</html>'],
  ])('cannot be read without what decides (%j): the error and the log name it', async (field, body) => {
    expect(await errorOf(ask(body))).toMatchObject({ errcode: -1, outcomeUnknown: true, field });
    expect(told).toEqual([{ api, odd: [], unreadable: field }]);
  });

  test.each([null, '', 0, '0'])('may say that all is well in another way: errcode %j', async (errcode) => {
    expect((await ask({ pre_auth_code: 'preauthcode@@@p', errcode })).preAuthCode).toBe('preauthcode@@@p');
    expect(told).toEqual([]);
  });

  test('may refuse with a text', async () => {
    expect((await errorOf(ask({ errcode: '45009', errmsg: 7 }))).reaction).toBe('QUOTA_DAY');
  });
});
