import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Json, Platform } from './kit.ts';

let platform: Platform;
let appId: string;
let originalId: string;
beforeAll(async () => {
  platform = await Platform.start();
  ({ appId, originalId } = await platform.connected({ openPlatform: 'retail' }));
});
afterAll(() => platform.close());

const act = async (event: Json) => (await platform.control('POST', `/accounts/${appId}/events`, event)).json;
const last = () => platform.receiver.pushes.at(-1);
/** Who follows and what was pushed, now. */
const counts = async () => {
  const { count } = (await platform.control('GET', `/followers/${appId}`)).json;
  return [count as number, platform.receiver.pushes.length] as const;
};
const MEDIA = expect.stringMatching(/^[\w-]{64}$/);

test.each([
  [
    { type: 'image' },
    { MsgType: 'image', PicUrl: expect.stringMatching(/^http/), MediaId: MEDIA, MsgId: expect.any(String) },
  ],
  [{ type: 'voice' }, { MsgType: 'voice', MediaId: MEDIA, Format: 'amr', MsgId: expect.any(String) }],
  [{ type: 'video' }, { MsgType: 'video', MediaId: MEDIA, ThumbMediaId: MEDIA, MsgId: expect.any(String) }],
  [
    { type: 'shortvideo' },
    { MsgType: 'shortvideo', MediaId: MEDIA, ThumbMediaId: MEDIA, MsgId: expect.any(String) },
  ],
  [
    { type: 'location', content: '广州' },
    {
      MsgType: 'location',
      Location_X: '23.134521',
      Location_Y: '113.358803',
      Scale: '20',
      Label: '广州',
      MsgId: expect.any(String),
    },
  ],
  [
    { type: 'link', content: 'A page' },
    {
      MsgType: 'link',
      Title: 'A page',
      Description: '',
      Url: 'https://example.com/',
      MsgId: expect.any(String),
    },
  ],
  [
    { type: 'LOCATION' },
    {
      MsgType: 'event',
      Event: 'LOCATION',
      Latitude: '23.137466',
      Longitude: '113.352425',
      Precision: '119.385040',
    },
  ],
  [
    { type: 'TEMPLATESENDJOBFINISH', content: 'failed:user block' },
    { MsgType: 'event', Event: 'TEMPLATESENDJOBFINISH', MsgID: '200163836', Status: 'failed:user block' },
  ],
  [
    { type: 'view_miniprogram', eventKey: 'pages/index' },
    { MsgType: 'event', Event: 'view_miniprogram', EventKey: 'pages/index', MenuId: expect.any(String) },
  ],
  [
    { type: 'unknown_thing', fields: { Colour: 'red', EventKey: null } },
    { MsgType: 'event', Event: 'unknown_thing', Colour: 'red' },
  ],
])('%j has exactly WeChat’s fields', async (event, fields) => {
  await act({ openId: 'oVisitor', ...event });
  expect(last()?.fields).toEqual({
    ToUserName: originalId,
    FromUserName: 'oVisitor',
    CreateTime: expect.stringMatching(/^\d{10}$/),
    ...fields,
  });
});

test.each([
  [
    'scancode_push',
    '<ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType><ScanResult><![CDATA[ab]]></ScanResult></ScanCodeInfo>',
  ],
  [
    'scancode_waitmsg',
    '<ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType><ScanResult><![CDATA[ab]]></ScanResult></ScanCodeInfo>',
  ],
  [
    'pic_sysphoto',
    '<SendPicsInfo><Count>1</Count><PicList><item><PicMd5Sum><![CDATA[1b5f7c23b5bf75682a53e7b6d163e185]]></PicMd5Sum></item></PicList></SendPicsInfo>',
  ],
  ['pic_photo_or_album', '<SendPicsInfo><Count>1</Count>'],
  ['pic_weixin', '<SendPicsInfo><Count>1</Count>'],
  [
    'location_select',
    '<SendLocationInfo><Location_X><![CDATA[23.134521]]></Location_X><Location_Y><![CDATA[113.358803]]></Location_Y><Scale><![CDATA[15]]></Scale><Label><![CDATA[ab]]></Label><Poiname><![CDATA[]]></Poiname></SendLocationInfo>',
  ],
])('%s has its key, and elements in elements', async (type, inner) => {
  await act({ type, openId: 'oVisitor', eventKey: 'MENU', content: 'ab' });
  expect(last()?.plain).toContain(`<EventKey><![CDATA[MENU]]></EventKey>\n${inner}`);
});

test.each(['user_info_modified', 'user_authorization_revoke', 'user_authorization_cancellation'])(
  '%s comes from the system, and is about a person; only who closes their account follows no longer',
  async (type) => {
    const { openId, unionId } = await act({ type: 'subscribe' });
    const [before] = await counts();
    await act({ type, openId });
    const { fields } = last() ?? {};
    expect(fields).toMatchObject({ Event: type, OpenID: openId, UnionID: unionId, AppID: appId });
    expect(fields?.FromUserName).not.toBe(openId);
    expect(fields?.RevokeInfo).toBe(type === 'user_info_modified' ? undefined : '201');
    const [after] = await counts();
    expect(before - after).toBe(type === 'user_authorization_cancellation' ? 1 : 0);
  },
);

test('MASSSENDJOBFINISH is as really pushed in 2022, and nobody follows by it', async () => {
  const [before] = await counts();
  await act({ type: 'MASSSENDJOBFINISH', openId: 'oNobody', fields: { ErrorCount: 1 } });
  expect(last()?.plain).toContain(
    '<MsgID>1000000003</MsgID>\n<Status><![CDATA[send success]]></Status>\n<TotalCount>4</TotalCount>\n<FilterCount>4</FilterCount>\n<SentCount>4</SentCount>\n<ErrorCount>1</ErrorCount>\n<CopyrightCheckResult><Count>0</Count><ResultList></ResultList><CheckState>0</CheckState></CopyrightCheckResult>',
  );
  expect((await counts())[0]).toBe(before);
});

test('may be of another time, although it is signed now', async () => {
  await act({ type: 'subscribe', openId: 'oA', createTime: 1_700_000_000 });
  expect(last()).toMatchObject({ fields: { CreateTime: '1700000000' }, signatureIsRight: true });
  expect(Number(last()?.query.timestamp)).toBeGreaterThan(1_700_000_000);
  const { follower } = (await platform.control('GET', `/followers/${appId}?openId=oA`)).json;
  expect(follower).toMatchObject({ subscribed: true, subscribedAt: 1_700_000_000 });
});

test('may pass unnoticed', async () => {
  const [before, pushes] = await counts();
  const { openId } = await act({ type: 'subscribe', silent: true });
  expect(await counts()).toEqual([before + 1, pushes]);
  expect(await act({ type: 'unsubscribe', openId, silent: true })).toMatchObject({ pushes: [] });
  expect(await counts()).toEqual([before, pushes]);
});

test('is of a type that WeChat has, or of one that begins with "unknown"', async () => {
  const before = await counts();
  const answer = await platform.control('POST', `/accounts/${appId}/events`, { type: 'wave' });
  expect([answer.status, await counts()]).toEqual([400, before]);
});
