import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QrCodesClient } from '../../../src/integrations/wechat/qr-codes.client.ts';
import { QuotasClient } from '../../../src/integrations/wechat/quotas.client.ts';
import { WebAuthorizationClient } from '../../../src/integrations/wechat/web-authorization.client.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { type Peer, startPeer } from '../../kernel/peer.ts';
import { answer, asked, errorOf } from './kit.ts';

const NOW = new Date('2024-05-17T10:55:29Z');

let peer: Peer;
let codes: QrCodesClient;
let web: WebAuthorizationClient;
let quotas: QuotasClient;
beforeAll(async () => {
  peer = await startPeer();
  const options = { timeoutMs: 20_000 };
  codes = new QrCodesClient({ apiUrl: peer.url }, requestText, { now: () => NOW }, options);
  const config = { appId: 'wx134c8103faa5a59e', apiUrl: peer.url, openUrl: 'https://open.weixin.qq.com' };
  web = new WebAuthorizationClient(config, requestText, options);
  quotas = new QuotasClient({ apiUrl: peer.url }, requestText, options);
});
afterAll(() => peer[Symbol.asyncDispose]());

describe('a QR code', () => {
  const made = { ticket: 'gQH47joAAA==', url: 'http://weixin.qq.com/q/kZ' };

  test('may expire', async () => {
    peer.replyWith(answer({ ...made, expire_seconds: 604800 }));
    const code = await codes.create('81_a', { scene: 'spring 春', expiresInSeconds: 604800 });
    expect(code).toEqual({ ...made, expiresAt: new Date('2024-05-24T10:55:29Z') });
    expect(asked(peer)).toMatchObject({
      method: 'POST',
      path: '/cgi-bin/qrcode/create',
      query: { access_token: '81_a' },
      body: {
        expire_seconds: 604800,
        action_name: 'QR_STR_SCENE',
        action_info: { scene: { scene_str: 'spring 春' } },
      },
    });
  });

  test('expires when WeChat says, or when it was asked to', async () => {
    const expiresAt = async (expire_seconds: unknown) => {
      peer.replyWith(answer({ ...made, expire_seconds }));
      return (await codes.create('81_a', { scene: 'a', expiresInSeconds: 60 })).expiresAt;
    };
    expect(await expiresAt(30)).toEqual(new Date('2024-05-17T10:55:59Z'));
    for (const odd of [undefined, 0, 'soon', -1])
      expect(await expiresAt(odd)).toEqual(new Date('2024-05-17T10:56:29Z'));
  });

  test('may be for ever', async () => {
    peer.replyWith(answer(made));
    expect(await codes.create('81_a', { scene: 'a', expiresInSeconds: null })).toEqual({
      ...made,
      expiresAt: null,
    });
    expect(asked(peer).body).toEqual({
      action_name: 'QR_LIMIT_STR_SCENE',
      action_info: { scene: { scene_str: 'a' } },
    });
  });
});

describe('a visitor', () => {
  test('is sent to WeChat with parameters in the order that it wants', () => {
    const page = {
      appId: 'wxf8b4f85f3a794e77',
      redirectUri: 'https://qiao.example/register/1?a=b',
      state: 's1',
    };
    expect(web.authorizeUrl({ ...page, scope: 'snsapi_base' })).toBe(
      'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wxf8b4f85f3a794e77&redirect_uri=https%3A%2F%2Fqiao.example%2Fregister%2F1%3Fa%3Db&response_type=code&scope=snsapi_base&state=s1&component_appid=wx134c8103faa5a59e#wechat_redirect',
    );
  });

  test('is known by the code that they come back with', async () => {
    peer.replyWith(answer({ access_token: 'a', expires_in: 7200, openid: 'oA', unionid: 'oU' }));
    expect(await web.exchange('81_c', 'wxf8b4f85f3a794e77', '021c')).toEqual({ openId: 'oA', unionId: 'oU' });
    expect(asked(peer)).toEqual({
      method: 'GET',
      path: '/sns/oauth2/component/access_token',
      query: {
        appid: 'wxf8b4f85f3a794e77',
        code: '021c',
        grant_type: 'authorization_code',
        component_appid: 'wx134c8103faa5a59e',
        component_access_token: '81_c',
      },
      body: null,
    });
    peer.replyWith(answer({ openid: 'oA', unionid: '' }));
    expect(await web.exchange('81_c', 'wx1', '021c')).toEqual({ openId: 'oA', unionId: null });
  });

  test.each([
    [40029, 'CODE_SPENT'],
    [40163, 'CODE_SPENT'],
    [42003, 'CODE_SPENT'],
    [61003, 'REAUTHORIZE'],
    [61007, 'PERMISSION_MISSING'],
    // Of the account: nothing is wrong with the component.
    [40013, 'FAIL'],
  ])('stays unknown: %d means %s', async (errcode, reaction) => {
    peer.replyWith(answer({ errcode, errmsg: '' }));
    expect(await errorOf(web.exchange('81_c', 'wx1', '021c'))).toMatchObject({ reaction });
  });

  test('stays unknown when the answer is lost: the code is not used twice', async () => {
    peer.replyWith('RESET');
    expect(await errorOf(web.exchange('81_c', 'wx1', '021c'))).toMatchObject({ outcomeUnknown: true });
    expect(peer.received).toHaveLength(1);
  });
});

describe('a quota', () => {
  test('is that of an API and a day', async () => {
    const quota = { daily_limit: 500, used: 2, remain: 498 };
    peer.replyWith(
      answer({ errcode: 0, errmsg: 'ok', quota }),
      answer({ quota: { ...quota, remain: null } }),
    );
    const expected = { dailyLimit: 500, used: 2, remaining: 498 };
    expect(await quotas.quota('81_a', '/cgi-bin/user/get')).toEqual(expected);
    expect(asked(peer)).toMatchObject({
      path: '/cgi-bin/openapi/quota/get',
      body: { cgi_path: '/cgi-bin/user/get' },
    });
    expect(await quotas.quota('81_a', '/cgi-bin/user/get')).toEqual(expected);
  });

  test.each([76003, 76021, 76022])('is unknown where WeChat says %d', async (errcode) => {
    peer.replyWith(answer({ errcode, errmsg: '' }));
    expect(await quotas.quota('81_a', '/cgi-bin/user/get')).toBeNull();
  });

  test('is not known when the token is refused', async () => {
    peer.replyWith(answer({ errcode: 42001, errmsg: '' }));
    expect(await errorOf(quotas.quota('81_a', '/x'))).toMatchObject({ reaction: 'REFRESH_TOKEN' });
  });
});
