import { afterAll, beforeAll, expect, test } from 'vitest';
import { QrCodesClient } from '../../../src/integrations/wechat/qr-codes.client.ts';
import { QuotasClient } from '../../../src/integrations/wechat/quotas.client.ts';
import { UsersClient } from '../../../src/integrations/wechat/users.client.ts';
import { WebAuthorizationClient } from '../../../src/integrations/wechat/web-authorization.client.ts';
import { requestText } from '../../../src/kernel/http.ts';
import { COMPONENT_ID, type Json, Platform } from '../../sandbox/wechat/kit.ts';
import { errorOf } from './kit.ts';

/** Our clients against a WeChat that shares no code with them. */

let platform: Platform;
let appId: string;
let token: string;
let users: UsersClient;
let codes: QrCodesClient;
let web: WebAuthorizationClient;
let quotas: QuotasClient;
beforeAll(async () => {
  platform = await Platform.start();
  ({ appId, access: token } = await platform.connected({ openPlatform: 'retail' }));
  const config = { appId: COMPONENT_ID, apiUrl: platform.url, openUrl: platform.url };
  users = new UsersClient(config, requestText);
  codes = new QrCodesClient(config, requestText, { now: () => new Date() });
  web = new WebAuthorizationClient(config, requestText);
  quotas = new QuotasClient(config, requestText);
});
afterAll(() => platform.close());

const control = async (path: string, body: Json) => (await platform.control('POST', path, body)).json;

test('all followers are read, each once', async () => {
  await control(`/followers/${appId}`, { count: 20_001, left: 1 });
  const found: string[] = [];
  let next: string | null = null;
  do {
    const page = await users.followers(token, next);
    expect(page.total).toBe(20_000);
    found.push(...page.openIds);
    ({ next } = page);
  } while (next !== null);
  expect([found.length, new Set(found).size]).toEqual([20_000, 20_000]);
  expect(await quotas.quota(token, '/cgi-bin/user/get')).toEqual({
    dailyLimit: 500,
    used: 3,
    remaining: 497,
  });
  expect(await quotas.quota(token, '/cgi-bin/nothing')).toBeNull();
});

test('one OpenID that WeChat does not know does not lose the others', async () => {
  const known = (await users.followers(token, null)).openIds.slice(0, 99);
  const asked = [...known.slice(0, 40), 'o-of-another-account', ...known.slice(40)];
  const infos = await users.infos(token, asked);
  expect(infos.map(({ openId }) => openId)).toEqual(asked);
  expect(infos.filter(({ subscribed }) => subscribed === null).map(({ openId }) => openId)).toEqual([
    'o-of-another-account',
  ]);
});

test('who follows by a QR code of ours is known by its scene, until they leave', async () => {
  const code = await codes.create(token, { scene: '2026', expiresInSeconds: 3600 });
  const { openId, unionId } = await control('/qr-codes/scan', { code: code.url });
  const [info] = await users.infos(token, [String(openId)]);
  expect(info).toEqual({
    openId,
    subscribed: true,
    unionId,
    subscribedAt: expect.any(Date),
    scene: 'QR_CODE',
    sceneKey: '2026',
  });
  await control(`/accounts/${appId}/events`, { type: 'unsubscribe', openId, silent: true });
  expect(await users.infos(token, [String(openId)])).toEqual([
    { openId, subscribed: false, unionId, subscribedAt: null, scene: null, sceneKey: null },
  ]);
  const permanent = () => codes.create(token, { scene: 'till', expiresInSeconds: null });
  expect(await permanent()).toEqual(await permanent());
  expect((await permanent()).expiresAt).toBeNull();
});

test('who opens a page of ours is known by the code, once', async () => {
  const page = { appId, redirectUri: `${platform.receiver.url}/register`, state: 's' };
  const url = new URL(web.authorizeUrl({ ...page, scope: 'snsapi_base' }));
  url.searchParams.append('person', 'Mei');
  const back = await fetch(url, { redirect: 'manual' });
  const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const { openId, follower } = (await platform.control('GET', `/followers/${appId}?person=Mei`)).json;
  const componentToken = await platform.componentToken();
  expect(await web.exchange(componentToken, appId, code)).toEqual({
    openId,
    unionId: expect.stringMatching(/^o/),
  });
  expect(follower).toMatchObject({ subscribed: false });
  expect(await errorOf(web.exchange(componentToken, appId, code))).toMatchObject({ reaction: 'CODE_SPENT' });
});
