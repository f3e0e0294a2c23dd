import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Json, Platform } from './kit.ts';

let platform: Platform;
let defaults: Json;
beforeAll(async () => {
  platform = await Platform.start();
  defaults = (await platform.control('GET', '/settings')).json;
});
beforeEach(async () => {
  await set(defaults);
});
afterAll(() => platform.close());

const set = (settings: Json) => platform.control('POST', '/settings', settings);
const change = (appId: string, patch: Json) => platform.control('PATCH', `/accounts/${appId}`, patch);
const act = async (appId: string, type: string, more: Json = {}) =>
  (await platform.control('POST', `/accounts/${appId}/events`, { type, ...more })).json.openId as string;
const get = async (path: string) => (await (await fetch(`${platform.url}${path}`)).json()) as Json;
const userList = async (access: string) => (await get(`/cgi-bin/user/get?access_token=${access}`)).errcode;
const send = async (access: string, body: Json) =>
  (await platform.api('/cgi-bin/message/custom/send', body, access)).errcode;
const infoOf = async (appId: string) => {
  const answer = await platform.component('api_get_authorizer_info', { authorizer_appid: appId });
  return answer as { authorizer_info: Json; authorization_info: { func_info: Json[] } };
};
const confirm = (appId: string, set: unknown, confirm_value: unknown = 1) =>
  platform.component('api_confirm_authorization', {
    authorizer_appid: appId,
    funcscope_category_id: set,
    confirm_value,
  });

describe('an address that WeChat does not know', () => {
  test.each([
    ['GET', '/cgi-bin/tags/get'],
    ['POST', '/cgi-bin/tags/get'],
    ['POST', '/datacube/getusersummary'],
    ['GET', '/nowhere'],
    ['GET', '/cgi-bin/%zz'],
  ])('%s %s is answered with 40066, and nothing repeats the token', async (method, path) => {
    const response = await fetch(`${platform.url}${path}?access_token=T0KEN&component_access_token=T0KEN`, {
      method,
      ...(method === 'POST' && { body: '{}' }),
    });
    const text = await response.text();
    expect([response.status, JSON.parse(text)]).toEqual([
      200,
      { errcode: 40066, errmsg: expect.stringMatching(/^invalid url rid: [0-9a-f-]{26}$/) },
    ]);
    const journal = JSON.stringify((await platform.control('GET', '/requests')).json);
    expect(text + journal).not.toContain('T0KEN');
  });
  test('is answered as a fault says', async () => {
    await platform.control('POST', '/faults', { path: '/cgi-bin/tags/get', answer: { tags: [] } });
    expect(await platform.api('/cgi-bin/tags/get')).toEqual({ tags: [] });
  });
  test('is of the sandbox itself: 404, without its query', async () => {
    const { status, json } = await platform.control('GET', '/nothing?access_token=T0KEN');
    expect([status, JSON.stringify(json)]).toEqual([404, expect.not.stringContaining('T0KEN')]);
  });
});

describe('a customer-service message', () => {
  const text = (touser: string) => ({ touser, msgtype: 'text', text: { content: 'x' } });

  test.each([[1], [6], [19], [59], [100], [101]])(
    'may be sent with permission set %i',
    async (permission) => {
      const { appId, access } = await platform.connected({ permissions: [1, 2] });
      const openId = await act(appId, 'subscribe');
      await change(appId, { permissions: [permission] });
      expect(await send(access, text(openId))).toBe(0);
    },
  );
  test('is refused without one, and from an account that is not verified', async () => {
    const { access } = await platform.connected({ permissions: [2, 18, 24] });
    expect(await send(access, text('x'))).toBe(48001);
    const unverified = await platform.connected({ verified: false });
    expect(await send(unverified.access, text('x'))).toBe(48001);
  });
  test('of a subscription account is allowed or refused, as the setting says', async () => {
    const { appId, access } = await platform.connected({ serviceType: 'SUBSCRIPTION' });
    const openId = await act(appId, 'subscribe');
    expect(await send(access, text(openId))).toBe(0);
    await set({ subscriptionAccountsMaySend: false });
    expect(await send(access, text(openId))).toBe(48001);
  });

  test('names media that was uploaded for this account in the last three days', async () => {
    const upload = async (access: string, type: string, field = 'media') => {
      const form = new FormData();
      form.set(field, new Blob(['…']), 'a.png');
      const url = `${platform.url}/cgi-bin/media/upload?access_token=${access}&type=${type}`;
      return (await (await fetch(url, { method: 'POST', body: form })).json()) as Json;
    };
    await set({ authorizerTokenSeconds: 300_000 });
    const { appId, access } = await platform.connected();
    const openId = await act(appId, 'text', { content: 'hello' });
    const uploaded = await upload(access, 'image');
    expect(uploaded).toMatchObject({ type: 'image', media_id: expect.stringMatching(/^[\w-]{64}$/) });
    expect((await upload(access, 'film')).errcode).toBe(40004);
    expect((await upload(access, 'image', 'file')).errcode).toBe(41005);
    const foreign = (await upload((await platform.connected()).access, 'image')).media_id;

    const image = (media_id: unknown) => ({ touser: openId, msgtype: 'image', image: { media_id } });
    expect(await send(access, image(uploaded.media_id))).toBe(0);
    expect(await send(access, image(foreign))).toBe(40007);
    expect(await send(access, image(undefined))).toBe(40007);
    await set({ clockAheadSeconds: 259_201 });
    expect(await send(access, image(uploaded.media_id))).toBe(40007);
  });
  let account: Awaited<ReturnType<Platform['connected']>> | undefined;
  test.each<[type: string, part: Json | undefined, errcode: number]>([
    ['smoke', {}, 40008],
    ['constructor', {}, 40008],
    ['image', undefined, 40007],
    ['voice', { media_id: 'x' }, 40007],
    ['video', { media_id: 'x', thumb_media_id: 'x' }, 40007],
    ['music', { musicurl: 'http://x.example', thumb_media_id: 'x' }, 40007],
    ['mpnews', {}, 40007],
    ['miniprogrampage', { appid: 'wx0000000000000001', thumb_media_id: 'x' }, 40007],
    ['news', undefined, 44003],
    ['news', { articles: [] }, 44003],
    ['news', { articles: [{}, {}] }, 45008],
    ['news', { articles: [{ title: 'x' }] }, 0],
    ['mpnewsarticle', {}, 40097],
    ['mpnewsarticle', { article_id: 'x' }, 0],
    ['msgmenu', { list: [] }, 40097],
    ['msgmenu', { head_content: 'x', list: [{ id: '1', content: 'x' }], tail_content: 'x' }, 0],
    ['wxcard', {}, 40097],
    ['wxcard', { card_id: 'x' }, 0],
  ])('of type %s with %j is answered with %i', async (type, part, errcode) => {
    account ??= await platform.connected();
    const touser = await act(account.appId, 'subscribe');
    expect(await send(account.access, { touser, msgtype: type, [type]: part })).toBe(errcode);
  });
});

describe('a follower', () => {
  test.each([
    ['a number', '42', { qr_scene: 42, qr_scene_str: '', subscribe_scene: 'ADD_SCENE_QR_CODE' }],
    ['a text', 'shop-7', { qr_scene: 0, qr_scene_str: 'shop-7', subscribe_scene: 'ADD_SCENE_QR_CODE' }],
    ['none', undefined, { qr_scene: 0, qr_scene_str: '', subscribe_scene: 'ADD_SCENE_SEARCH' }],
  ])('is known by the scene of the QR code that led here: %s', async (_kind, eventKey, scene) => {
    const { appId, access } = await platform.connected();
    const openId = await act(appId, 'subscribe', { eventKey });
    await act(appId, 'SCAN', { openId, eventKey: 'later' });
    expect(await get(`/cgi-bin/user/info?access_token=${access}&openid=${openId}`)).toMatchObject(scene);
  });
});

describe('a permission set that needs to be confirmed', () => {
  test('is refused with 61016 until the component has confirmed it', async () => {
    const { appId, access } = await platform.connected({ permissions: [2, 7] });
    await change(appId, { confirmInfo: { 2: { needConfirm: 1, alreadyConfirm: 0, canConfirm: 1 } } });
    expect((await infoOf(appId)).authorization_info.func_info).toEqual([
      {
        funcscope_category: { id: 2 },
        confirm_info: { need_confirm: 1, already_confirm: 0, can_confirm: 1 },
      },
      { funcscope_category: { id: 7 } },
    ]);
    expect(await userList(access)).toBe(61016);
    expect(await confirm(appId, 2)).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await userList(access)).toBeUndefined();
    expect((await infoOf(appId)).authorization_info.func_info[0]).toMatchObject({
      confirm_info: { already_confirm: 1 },
    });
    expect((await confirm(appId, 2)).errcode).toBe(61018);
  });
  test('cannot be confirmed where that is not needed, not granted, not possible or not asked', async () => {
    const { appId } = await platform.connected({ permissions: [1, 2, 7] });
    await change(appId, { confirmInfo: { 2: { needConfirm: 1, alreadyConfirm: 0, canConfirm: 0 } } });
    expect((await confirm(appId, 7)).errcode).toBe(61019);
    expect((await confirm(appId, 3)).errcode).toBe(61017);
    expect((await confirm(appId, 2)).errcode).toBe(61021);
    expect((await confirm(appId, 2, 2)).errcode).toBe(61020);
    expect((await confirm(appId, 'x')).errcode).toBe(61020);
    expect((await confirm('wx0000000000000000', 2)).errcode).toBe(61003);
    const wrong = { confirmInfo: { 2: { needConfirm: true, alreadyConfirm: 0, canConfirm: 0 } } };
    expect((await change(appId, wrong)).status).toBe(400);
  });
});

describe('an account that is', () => {
  test.each([
    ['cancelled', 14, 50002],
    ['banned', 16, 48004],
    ['warned', 18, undefined],
    ['frozen', 19, 50002],
  ])('%s refuses calls so, and is listed as the setting says', async (_kind, accountStatus, errcode) => {
    const { appId, access } = await platform.connected();
    await change(appId, { accountStatus });
    expect(await userList(access)).toBe(errcode);
    expect((await infoOf(appId)).authorizer_info.account_status).toBe(accountStatus);
    const listed = async () => {
      const { list } = await platform.component('api_get_authorizer_list', { offset: 0, count: 500 });
      return (list as Json[]).some(({ authorizer_appid }) => authorizer_appid === appId);
    };
    expect(await listed()).toBe(true);
    await set({ restrictedAccountsListed: false });
    expect(await listed()).toBe(errcode === undefined);
  });
});

describe('what is no official account', () => {
  test('is a video account: channels_info, and nothing that only official accounts have', async () => {
    const { status, json } = await platform.control('POST', '/accounts', { kind: 'VIDEO', nickName: '视频' });
    expect([status, json]).toMatchObject([201, { serviceType: 'VIDEO', permissions: [] }]);
    const appId = json.appId as string;
    const scan = async (auth_type: string) => {
      const link = await platform.link({ auth_type });
      await platform.open(link);
      return (await platform.scan(link, appId)).status;
    };
    expect([await scan('1'), await scan('3'), await scan('5')]).toEqual([409, 409, 200]);
    const { authorizer_info } = await infoOf(appId);
    expect(authorizer_info).toMatchObject({ nick_name: '视频', channels_info: {} });
    for (const name of ['MiniProgramInfo', 'miniProgramInfo', 'service_type_info', 'verify_type_info'])
      expect(authorizer_info).not.toHaveProperty(name);
  });
  test('is a mini program, whose part is spelled as the setting says', async () => {
    const { json } = await platform.control('POST', '/accounts', {
      serviceType: 'MINI_PROGRAM',
      nickName: '小程序',
    });
    const link = await platform.link({ auth_type: '2' });
    await platform.open(link);
    await platform.scan(link, json.appId as string);
    const spelling = async () =>
      Object.keys((await infoOf(json.appId as string)).authorizer_info).filter((name) => /^mini/i.test(name));
    expect(await spelling()).toEqual(['MiniProgramInfo']);
    await set({ miniProgramInfoName: 'miniProgramInfo' });
    expect(await spelling()).toEqual(['miniProgramInfo']);
  });
});

test('an account grants by default what later features need', async () => {
  const { json } = await platform.control('POST', '/accounts', { nickName: 'A', serviceType: 'SERVICE' });
  expect(json.permissions).toEqual(expect.arrayContaining([1, 2, 3, 4, 7, 11, 15, 24, 89]));
});

test('a component’s token may have underscores and dashes', async () => {
  const registration = platform.receiver.registration({ appId: 'wx00000000000000ee', token: 'my_to-ken' });
  expect((await platform.control('POST', '/components', registration)).status).toBe(201);
});
