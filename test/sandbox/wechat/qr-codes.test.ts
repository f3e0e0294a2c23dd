import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Json, Platform } from './kit.ts';

let platform: Platform;
let appId: string;
let access: string;
beforeAll(async () => {
  platform = await Platform.start();
  ({ appId, access } = await platform.connected());
});
afterAll(() => platform.close());

/** A minute later, for the time of `work`. */
async function aMinuteLater(work: () => Promise<void>): Promise<void> {
  await platform.control('POST', '/settings', { clockAheadSeconds: 60 });
  await work();
  await platform.control('POST', '/settings', { clockAheadSeconds: 0 });
}

const create = (body: unknown, token = access) => platform.api('/cgi-bin/qrcode/create', body, token);
const withText = (scene_str: unknown, more: Json = {}) =>
  create({ action_name: 'QR_STR_SCENE', action_info: { scene: { scene_str } }, ...more });
const withNumber = (scene_id: unknown, action_name = 'QR_SCENE') =>
  create({ action_name, action_info: { scene: { scene_id } } });
const forEver = (scene_str: string) => withText(scene_str, { action_name: 'QR_LIMIT_STR_SCENE' });
const scan = (code: unknown, more: Json = {}) =>
  platform.control('POST', '/qr-codes/scan', { code, ...more });
const scanned = () => platform.receiver.pushes.filter(({ fields }) => fields.Ticket !== undefined);

describe('a QR code', () => {
  test('has a ticket, with its address in it, and a life', async () => {
    const { ticket, ...rest } = await withText('spring', { expire_seconds: 604_800 });
    expect(rest).toEqual({
      expire_seconds: 604_800,
      url: expect.stringMatching(/^http:\/\/weixin\.qq\.com\/q\/[\w-]{20}$/),
    });
    expect(ticket).toMatch(/^gQH47joA[\w+/]+=?=?$/);
    expect(Buffer.from(String(ticket), 'base64').toString('latin1')).toContain(String(rest.url));
    expect(await withText('spring')).toMatchObject({ expire_seconds: 60 });
    expect(await forEver('spring')).not.toHaveProperty('expire_seconds');
  });

  test('is the same for the same scene for ever, and another each time otherwise', async () => {
    expect(await forEver('a')).toEqual(await forEver('a'));
    const others = [
      await forEver('7'),
      await withNumber(7, 'QR_LIMIT_SCENE'),
      await withText('a'),
      await withText('a'),
    ];
    expect(new Set([...others, await forEver('a')].map(({ ticket }) => ticket)).size).toBe(5);
  });

  test('is a picture, until it expires', async () => {
    const { ticket } = await withText('a');
    const show = (text: unknown) =>
      fetch(`${platform.url}/cgi-bin/showqrcode?ticket=${encodeURIComponent(String(text))}`);
    const picture = await show(ticket);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    for (const bad of ['', 'x', `${ticket}=`, String(ticket).slice(4)])
      expect((await show(bad)).status).toBe(404);
    await aMinuteLater(async () => expect((await show(ticket)).status).toBe(404));
  });

  test.each([
    ['QR_SCENE', 1, undefined],
    ['QR_SCENE', 4_294_967_295, undefined],
    ['QR_SCENE', 4_294_967_296, 40053],
    ['QR_SCENE', 0, 40053],
    ['QR_SCENE', '7', 40053],
    ['QR_SCENE', 1.5, 40053],
    ['QR_LIMIT_SCENE', 100_000, undefined],
    ['QR_LIMIT_SCENE', 100_001, 40053],
    ['QR_CARD', 1, 40052],
  ])('%s with the number %j: %j', async (action, scene, errcode) => {
    expect((await withNumber(scene, action)).errcode).toBe(errcode);
  });

  test.each([
    ['字'.repeat(64), {}, undefined],
    ['字'.repeat(65), {}, 40053],
    ['', {}, 40053],
    [7, {}, 40053],
    ['a', { expire_seconds: 2_592_000 }, undefined],
    ['a', { expire_seconds: 2_592_001 }, 40097],
    ['a', { expire_seconds: 0 }, 40097],
    ['a', { expire_seconds: '60' }, 40097],
    ['a', { action_info: null }, 40053],
    ['a', { action_info: { scene: 'a' } }, 40053],
  ])('with the text %j and %j: %j', async (scene, more, errcode) => {
    expect((await withText(scene, more)).errcode).toBe(errcode);
  });

  test.each([
    [61007, { permissions: [1, 2] }],
    [48001, { verified: false }],
    [48001, { serviceType: 'SUBSCRIPTION' }],
  ])('is refused with %d for %j', async (errcode, change) => {
    const other = await platform.connected(change);
    expect(await create({}, other.access)).toMatchObject({ errcode });
  });

  test('for ever is one of at most 100,000 of an account', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const stateFile = join(folder, 'wechat.json');
    const appId = 'wx00000000000000aa';
    await writeFile(stateFile, JSON.stringify({ version: 1, permanentQrCodes: { [appId]: 99_999 } }));
    const full = await Platform.start({ stateFile });
    const { access } = await full.connected({ appId });
    const forEver = (scene_id: number) => {
      const body = { action_name: 'QR_LIMIT_SCENE', action_info: { scene: { scene_id } } };
      return full.api('/cgi-bin/qrcode/create', body, access);
    };
    const last = await forEver(1);
    expect(await forEver(2)).toMatchObject({ errcode: 45029 });
    expect([last.errcode, await forEver(1)]).toEqual([undefined, last]);
    await full.close();
    await rm(folder, { recursive: true });
  });
});

describe('who scans it', () => {
  test('follows by it, or has scanned it if they follow already', async () => {
    const { ticket, url } = await withText('7');
    const { json } = await scan(url);
    expect(json).toMatchObject({ appId, type: 'subscribe', delivered: 1 });
    expect(scanned().at(-1)?.fields).toMatchObject({
      Event: 'subscribe',
      EventKey: 'qrscene_7',
      Ticket: ticket,
    });
    const again = await scan(ticket, { openId: json.openId });
    expect(again.json).toMatchObject({ appId, type: 'SCAN', openId: json.openId });
    expect(scanned().at(-1)?.fields).toMatchObject({ Event: 'SCAN', EventKey: '7', Ticket: ticket });
    expect(await infoOf(json.openId)).toMatchObject({
      subscribe_scene: 'ADD_SCENE_QR_CODE',
      qr_scene: 0,
      qr_scene_str: '7',
    });
    const byNumber = await scan((await withNumber(7)).url, { person: 'Mei' });
    expect(await infoOf(byNumber.json.openId)).toMatchObject({ qr_scene: 7, qr_scene_str: '' });
  });

  test('may name the scene of an account', async () => {
    await forEver('till-1');
    expect((await scan('till-1', { appId })).json).toMatchObject({ type: 'subscribe', delivered: 1 });
    expect((await scan('till-1')).status).toBe(404);
    const { json } = await platform.control('GET', `/qr-codes?appId=${appId}`);
    expect((json.qrCodes as Json[]).slice(0, 1)).toMatchObject([
      { scene: 'till-1', expiresAt: null, url: expect.any(String) },
    ]);
  });

  test('does nothing by one that has expired, or never was one', async () => {
    const { url } = await withText('a');
    const before = platform.receiver.pushes.length;
    await aMinuteLater(async () => {
      const expired = { status: 409, json: { error: { code: 'CODE_EXPIRED' } } };
      expect(await scan(url, { openId: 'oA' })).toMatchObject(expired);
    });
    expect((await scan('http://weixin.qq.com/q/x', { openId: 'oA' })).status).toBe(404);
    expect(platform.receiver.pushes).toHaveLength(before);
    expect((await platform.control('GET', `/followers/${appId}?openId=oA`)).json.follower).toBeNull();
  });

  const infoOf = (openid: unknown) =>
    platform.get('/cgi-bin/user/info', { access_token: access, openid: String(openid) });
});
