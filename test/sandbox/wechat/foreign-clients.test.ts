import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CacheInterface, OpenPlatform, ServerRequest } from 'node-easywechat';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// @ts-expect-error it has no types
import WeChatApi from 'wechat-api';
import { type RunningSandbox, startWeChatSandbox } from '../../../src/sandbox/wechat/server.ts';
import { eventually } from '../eventually.ts';
import { COMPONENT_ID, type Json, KEYS, SECRET } from './kit.ts';

/** Software that others wrote for WeChat, as a platform, with nothing changed but the address of WeChat. */

class Memory extends CacheInterface {
  readonly #values = new Map<string, unknown>();
  override get = async (key: string) => this.#values.get(key);
  override has = async (key: string) => this.#values.has(key);
  override set = async (key: string, value: unknown) => Boolean(this.#values.set(key, value));
  override delete = async (key: string) => this.#values.delete(key);
}

let wechat: RunningSandbox;
let platform: OpenPlatform;
const memory = new Memory();
/** A new one for each request, as its handlers pile up. */
const newPlatform = () =>
  new OpenPlatform({
    app_id: COMPONENT_ID,
    secret: SECRET,
    token: KEYS.token,
    aes_key: KEYS.aesKey,
    http: { baseURL: `${wechat.url}/` },
  }).setCache(memory);
/** What the platform's server read, decrypted. */
const read: Json[] = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const { method = '', url = '', headers } = request;
  const platform = newPlatform();
  const isMessage = url.startsWith('/messages');
  const app = isMessage ? platform.getOfficialAccountWithAccessToken('', '') : platform;
  const serving = app.setRequest(new ServerRequest(method, url, headers, body)).getServer();
  serving.with(async (message, next) => {
    const plain = message.toObject() as Json;
    read.push(plain);
    return plain.MsgType === 'text' ? `heard: ${plain.Content}` : next?.(message);
  });
  const answer = await serving.serve();
  response.writeHead(answer.getStatusCode()).end(answer.getBody());
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  wechat = await startWeChatSandbox({ port: 0 });
  platform = newPlatform();
  await control('POST', '/components', {
    appId: COMPONENT_ID,
    appSecret: SECRET,
    ...KEYS,
    authorizationEventsUrl: `${home()}/events`,
    messagesUrl: `${home()}/messages/$APPID$`,
    startDomain: 'localhost',
  });
  await eventually(async () => {
    const [component] = (await control('GET', '/components')).components as Json[];
    return component?.ticketAcceptedAt ?? undefined;
  });
});
afterAll(async () => {
  await wechat.close();
  server.closeAllConnections();
  server.close();
});

const home = () => `http://localhost:${(server.address() as AddressInfo).port}`;
async function control(method: string, path: string, body?: Json): Promise<Json> {
  const response = await fetch(`${wechat.url}/_sandbox${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Json;
}

/** An account that its administrator connects to the platform: AppID, tokens, and a follower who has just written. */
async function connect() {
  const { appId } = await control('POST', '/accounts', { nickName: '演示', serviceType: 'SERVICE' });
  const asked = new URL(await platform.createPreAuthorizationUrl(`${home()}/back`, undefined));
  const authorizationUrl = `${wechat.url}${asked.pathname}${asked.search}`;
  await fetch(authorizationUrl, { headers: { referer: `${home()}/start` } });
  const scan = { authorizationUrl, appId, decision: 'CONFIRM', follow: false };
  const { redirectUrl } = await control('POST', '/scan', scan);
  const code = new URL(String(redirectUrl)).searchParams.get('auth_code') ?? '';
  const authorization = await platform.getAuthorization(code);
  const event = { type: 'text', content: '你好' };
  const { openId, pushes } = await control('POST', `/accounts/${appId}/events`, event);
  return { appId: String(appId), authorization, openId: String(openId), pushes };
}

describe('node-easywechat', () => {
  test('takes a ticket, connects an account, answers its follower, and calls for it', async () => {
    expect(read).toContainEqual(expect.objectContaining({ InfoType: 'component_verify_ticket' }));
    const { appId, authorization, openId, pushes } = await connect();
    expect(authorization.getAppId()).toBe(appId);
    expect(read).toContainEqual(expect.objectContaining({ InfoType: 'authorized', AuthorizerAppid: appId }));
    expect(pushes).toMatchObject([
      { status: 'ACCEPTED', reply: { MsgType: 'text', Content: 'heard: 你好', ToUserName: openId } },
    ]);

    const info = await platform.getClient().postJson('cgi-bin/component/api_get_authorizer_info', {
      component_appid: COMPONENT_ID,
      authorizer_appid: appId,
    });
    expect(info.toObject()).toMatchObject({ authorizer_info: { nick_name: '演示' } });
    const refreshed = await platform.refreshAuthorizerToken(appId, authorization.getRefreshToken());
    const client = accountOf(appId, String(refreshed.authorizer_access_token)).getClient();
    const message = { touser: openId, msgtype: 'text', text: { content: '再见' } };
    const sent = await client.postJson('cgi-bin/message/custom/send', message);
    expect([sent.isFailed(), sent.toObject()]).toEqual([false, { errcode: 0, errmsg: 'ok' }]);
    const user = await client.get('cgi-bin/user/info', { params: { openid: openId } });
    expect(user.toObject()).toMatchObject({ subscribe: 1, openid: openId });

    const list = await client.get('cgi-bin/user/get');
    expect(list.toObject()).toMatchObject({ total: 1, count: 1, data: { openid: [openId] } });
    const asked = await client.postJson('cgi-bin/openapi/quota/get', { cgi_path: '/cgi-bin/user/get' });
    expect(asked.toObject()).toMatchObject({ quota: { daily_limit: 500, used: 1, remain: 499 } });
    const scene = { action_name: 'QR_STR_SCENE', action_info: { scene: { scene_str: 'spring' } } };
    const code = await client.postJson('cgi-bin/qrcode/create', scene);
    expect(code.toObject()).toMatchObject({ expire_seconds: 60, ticket: expect.any(String) });
    const cleared = await client.postJson('cgi-bin/clear_quota', { appid: appId });
    expect(cleared.toObject()).toEqual({ errcode: 0, errmsg: 'ok' });
  });

  test('fails where a call does not exist', async () => {
    const { appId, authorization } = await connect();
    const account = accountOf(appId, String(authorization.getAccessToken()));
    const answer = await account.getClient().get('cgi-bin/tags/get');
    expect([answer.isFailed(), answer.toObject()]).toMatchObject([true, { errcode: 40066 }]);
    await expect(account.getTicket().getTicket()).rejects.toThrow('40066');
  });

  /** The account's part; by default the package judges the status alone, which is always 200. */
  function accountOf(appId: string, token: string) {
    const account = platform
      .getOfficialAccountWithAccessToken(appId, token, { secret: SECRET })
      .setCache(memory);
    account.getHttpClient().judgeFailureUsing((response) => Boolean(response.toObject().errcode));
    return account;
  }
});

describe('wechat-api', () => {
  let openId: string;
  let call: (name: string, ...values: unknown[]) => Promise<Json>;
  beforeAll(async () => {
    const connected = await connect();
    openId = connected.openId;
    const token = {
      accessToken: String(connected.authorization.getAccessToken()),
      expireTime: Date.now() + 60_000,
    };
    const api = new WeChatApi(connected.appId, '', (done: (error: null, found: object) => void) =>
      done(null, token),
    );
    api.endpoint = wechat.url;
    call = (name, ...values) =>
      new Promise((resolve, reject) => {
        const done = (error: Error | null, result: Json) => (error ? reject(error) : resolve(result));
        api[name](...values, done);
      });
  });

  test('writes to a follower, also with an uploaded picture, and reads who that is', async () => {
    expect(await call('sendText', openId, '再见')).toEqual({ errcode: 0, errmsg: 'ok' });
    const { media_id } = await call('uploadMedia', 'docs/images/qiao.svg', 'image');
    expect(await call('sendImage', openId, media_id)).toEqual({ errcode: 0, errmsg: 'ok' });
    await expect(call('sendImage', openId, 'x')).rejects.toMatchObject({ code: 40007 });
    expect(await call('getUser', openId)).toMatchObject({ subscribe: 1, openid: openId });
    expect(await call('getFollowers')).toMatchObject({ total: 1, data: { openid: [openId] } });
    expect(await call('batchGetUsers', [openId])).toMatchObject({ user_info_list: [{ openid: openId }] });
  });

  test('makes QR codes, and shows them', async () => {
    const code = await call('createTmpQRCode', 7, 1800);
    expect(code).toMatchObject({ expire_seconds: 1800, url: expect.stringMatching(/^http:\/\/weixin/) });
    await call('createTmpQRCode', 'spring', 60);
    expect(await call('createLimitQRCode', 'spring')).toEqual(await call('createLimitQRCode', 'spring'));
    const picture = await fetch(
      `${wechat.url}/cgi-bin/showqrcode?ticket=${encodeURIComponent(String(code.ticket))}`,
    );
    expect(picture.headers.get('content-type')).toBe('image/png');
    await expect(call('createLimitQRCode', 100_001)).rejects.toMatchObject({ code: 40053 });
  });

  test.each([
    ['getTags'],
    ['getMenu'],
    ['getIp'],
    ['getGroups'],
    ['updateRemark', 'o1', '…'],
    ['sendTemplate', 'o1', 't1', '', '', {}],
    ['massSendText', '…', true],
  ])('fails where a call does not exist: %s', async (name, ...values) => {
    await expect(call(name, ...values)).rejects.toMatchObject({ name: 'WeChatAPIError', code: 40066 });
  });
});
