import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { elementsOf, type Json, Platform, passiveReply, type ReceivedPush } from './kit.ts';

let platform: Platform;
beforeEach(async () => {
  platform = await Platform.start({ settings: { messageRetryMs: 1 } });
});
afterEach(() => platform.close());

const set = (settings: Json) => platform.control('POST', '/settings', settings);
const act = async (appId: string, event: Json) =>
  (await platform.control('POST', `/accounts/${appId}/events`, event)).json;
const messages = () => platform.receiver.pushes.filter(({ fields }) => fields.FromUserName !== undefined);
/** Answers account messages so, and everything else well. */
function answerMessages(answer: Platform['receiver']['answer']): void {
  platform.receiver.answer = (push, earlier) =>
    push.fields.FromUserName === undefined ? { body: 'success' } : answer(push, earlier);
}
const replyTo = (push: ReceivedPush, change: Json = {}) => {
  const fields = { to: push.fields.FromUserName, from: push.fields.ToUserName, ...change };
  return `<xml><ToUserName><![CDATA[${fields.to}]]></ToUserName><FromUserName><![CDATA[${fields.from}]]></FromUserName><CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content></xml>`;
};

const MEDIA = expect.stringMatching(/^[\w-]{64}$/);

describe('what a follower does', () => {
  test('is pushed to the account’s own address, sealed with the component’s keys', async () => {
    const { appId, originalId } = await platform.connected();
    const answer = await act(appId, { type: 'subscribe' });
    const [push] = messages();
    const { Encrypt } = elementsOf(push?.raw ?? '');
    expect(push?.path).toBe(`/messages/${appId}`);
    expect(push?.raw).toBe(
      `<xml>\n    <ToUserName><![CDATA[${originalId}]]></ToUserName>\n    <Encrypt><![CDATA[${Encrypt}]]></Encrypt>\n</xml>`,
    );
    expect(Object.keys(push?.query ?? {}).sort()).toEqual(
      ['encrypt_type', 'msg_signature', 'nonce', 'openid', 'signature', 'timestamp'].sort(),
    );
    expect(push?.query).toMatchObject({ openid: answer.openId, timestamp: push?.fields.CreateTime });
    expect(push?.signatureIsRight).toBe(true);
    expect(answer).toMatchObject({
      delivered: 1,
      failed: 0,
      pushes: [{ status: 'ACCEPTED', name: 'subscribe' }],
    });
  });

  test.each([
    [{ type: 'subscribe' }, { MsgType: 'event', Event: 'subscribe', EventKey: '' }],
    [
      { type: 'subscribe', eventKey: '42' },
      {
        MsgType: 'event',
        Event: 'subscribe',
        EventKey: 'qrscene_42',
        Ticket: expect.stringMatching(/^gQ.{94}==$/),
      },
    ],
    [{ type: 'unsubscribe' }, { MsgType: 'event', Event: 'unsubscribe', EventKey: '' }],
    [
      { type: 'SCAN', eventKey: '42' },
      { MsgType: 'event', Event: 'SCAN', EventKey: '42', Ticket: expect.stringMatching(/^gQ.{94}==$/) },
    ],
    [
      { type: 'CLICK', eventKey: 'MENU' },
      { MsgType: 'event', Event: 'CLICK', EventKey: 'MENU' },
    ],
    [
      { type: 'VIEW', eventKey: 'http://a.b/?c=d&e' },
      {
        MsgType: 'event',
        Event: 'VIEW',
        EventKey: 'http://a.b/?c=d&e',
        MenuId: expect.stringMatching(/^\d+$/),
      },
    ],
    [
      { type: 'text', content: '你好 <b>&' },
      { MsgType: 'text', Content: '你好 <b>&', MsgId: expect.stringMatching(/^\d{19}$/) },
    ],
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
    const { appId, originalId } = await platform.connected();
    await act(appId, { openId: 'oVisitor', ...event });
    expect(messages()[0]?.fields).toEqual({
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
    const { appId } = await platform.connected();
    await act(appId, { type, openId: 'oVisitor', eventKey: 'MENU', content: 'ab' });
    expect(messages()[0]?.plain).toContain(`<EventKey><![CDATA[MENU]]></EventKey>\n${inner}`);
  });

  test.each(['user_info_modified', 'user_authorization_revoke', 'user_authorization_cancellation'])(
    '%s comes from the system, and is about a person; only who closes their account follows no longer',
    async (type) => {
      const { appId } = await platform.connected({ openPlatform: 'retail' });
      const { openId, unionId } = await act(appId, { type: 'subscribe' });
      await act(appId, { type, openId });
      const { fields } = messages()[1] ?? {};
      expect(fields).toMatchObject({ Event: type, OpenID: openId, UnionID: unionId, AppID: appId });
      expect(fields?.FromUserName).not.toBe(openId);
      expect(fields?.RevokeInfo).toBe(type === 'user_info_modified' ? undefined : '201');
      const { count } = (await platform.control('GET', `/followers/${appId}`)).json;
      expect(count).toBe(type === 'user_authorization_cancellation' ? 0 : 1);
    },
  );

  test('MASSSENDJOBFINISH is as really pushed in 2022, and nobody follows by it', async () => {
    const { appId } = await platform.connected();
    await act(appId, { type: 'MASSSENDJOBFINISH', fields: { ErrorCount: 1 } });
    expect(messages()[0]?.plain).toContain(
      '<MsgID>1000000003</MsgID>\n<Status><![CDATA[send success]]></Status>\n<TotalCount>4</TotalCount>\n<FilterCount>4</FilterCount>\n<SentCount>4</SentCount>\n<ErrorCount>1</ErrorCount>\n<CopyrightCheckResult><Count>0</Count><ResultList></ResultList><CheckState>0</CheckState></CopyrightCheckResult>',
    );
    expect((await platform.control('GET', `/followers/${appId}`)).json.count).toBe(0);
  });

  test('may be of another time, although it is signed now', async () => {
    const { appId } = await platform.connected();
    await act(appId, { type: 'subscribe', openId: 'oA', createTime: 1_700_000_000 });
    expect(messages()[0]).toMatchObject({ fields: { CreateTime: '1700000000' }, signatureIsRight: true });
    expect(Number(messages()[0]?.query.timestamp)).toBeGreaterThan(1_700_000_000);
    const { follower } = (await platform.control('GET', `/followers/${appId}?openId=oA`)).json;
    expect(follower).toMatchObject({ subscribed: true, subscribedAt: 1_700_000_000 });
  });

  test('may pass unnoticed', async () => {
    const { appId } = await platform.connected();
    const { openId } = await act(appId, { type: 'subscribe', silent: true });
    const count = async () => (await platform.control('GET', `/followers/${appId}`)).json.count;
    expect(await count()).toBe(1);
    expect(await act(appId, { type: 'unsubscribe', openId, silent: true })).toMatchObject({ pushes: [] });
    expect(await count()).toBe(0);
    expect(messages()).toEqual([]);
  });

  test('is of a type that WeChat has, or of one that begins with "unknown"', async () => {
    const { appId } = await platform.connected();
    const answer = await platform.control('POST', `/accounts/${appId}/events`, { type: 'wave' });
    expect([answer.status, messages()]).toEqual([400, []]);
  });

  test('has MsgIds beyond what a double holds, each another', async () => {
    const { appId } = await platform.connected();
    await act(appId, { type: 'text', openId: 'oVisitor', content: 'again', repeat: 3 });
    const ids = messages().map(({ fields }) => BigInt(fields.MsgId ?? '0'));
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => id > BigInt(Number.MAX_SAFE_INTEGER) && id < 2n ** 63n)).toBe(true);
  });

  test('is somebody new for each repeated subscribe, and somebody who follows for the rest', async () => {
    const { appId } = await platform.connected();
    await act(appId, { type: 'subscribe', repeat: 3 });
    await act(appId, { type: 'CLICK', eventKey: 'A', repeat: 3 });
    const who = (event: string) => platform.receiver.of(event).map(({ fields }) => fields.FromUserName);
    expect(new Set(who('subscribe')).size).toBe(3);
    expect(who('CLICK').sort()).toEqual(who('subscribe').sort());
    expect((await platform.control('GET', `/followers/${appId}`)).json.count).toBe(3);
  });

  test('tells the UnionID only where the account is bound', async () => {
    const bound = await platform.connected({ openPlatform: 'retail' });
    const unbound = await platform.connected();
    expect((await act(bound.appId, { type: 'subscribe', openId: 'oA', unionId: 'oUnion' })).unionId).toBe(
      'oUnion',
    );
    expect(
      (await act(unbound.appId, { type: 'subscribe', openId: 'oA', unionId: 'oUnion' })).unionId,
    ).toBeNull();
  });

  test('reaches nobody when nobody is authorized, or without permission set 1', async () => {
    const stranger = await platform.account();
    const silent = await platform.connected({ permissions: [2] });
    const gone = await platform.connected();
    await platform.control('POST', `/accounts/${gone.appId}/revoke`);
    for (const { appId } of [stranger, silent, gone]) {
      expect(await act(appId, { type: 'subscribe' })).toMatchObject({ delivered: 0, failed: 0, pushes: [] });
    }
    expect(messages()).toEqual([]);
  });

  test('is answered before it is delivered when the caller does not wait', async () => {
    const { appId } = await platform.connected();
    answerMessages(() => ({ silent: true }));
    expect(await act(appId, { type: 'subscribe', repeat: 2, wait: false })).toMatchObject({ accepted: 2 });
  });
});

describe('a push of a message', () => {
  test('is tried three times in all', async () => {
    const { appId } = await platform.connected();
    answerMessages(() => ({ status: 503 }));
    const answer = await act(appId, { type: 'text', openId: 'oA', content: 'x' });
    expect(answer).toMatchObject({ delivered: 0, failed: 1 });
    expect(new Set(messages().map((push) => push.raw)).size).toBe(1);
    expect(messages()).toHaveLength(3);
    const { json } = await platform.control('GET', `/messages?appId=${appId}&openId=oA`);
    expect(json.messages).toMatchObject([
      { from: 'FOLLOWER', text: 'x' },
      { via: 'FAILURE', text: '该公众号提供的服务出现故障，请稍后再试' },
    ]);
  });
  test('is tried again after the time limit', async () => {
    const { appId } = await platform.connected();
    await set({ callbackTimeoutMs: 60, messageTries: 100 });
    answerMessages((_push, earlier) => (earlier === 0 ? { silent: true } : { body: '' }));
    const answer = await act(appId, { type: 'subscribe' });
    const [{ tries = [] } = {}] = answer.pushes as { tries?: Json[] }[];
    expect(answer).toMatchObject({ delivered: 1 });
    expect([tries[0], tries.at(-1)]).toMatchObject([
      { problem: 'no answer within 60 ms' },
      { problem: null, answer: '' },
    ]);
  });
  test('takes an encrypted reply, which the follower sees', async () => {
    const { appId } = await platform.connected();
    answerMessages((push) => ({ body: passiveReply(replyTo(push)) }));
    const answer = await act(appId, { type: 'text', openId: 'oA', content: 'x' });
    expect(answer).toMatchObject({ delivered: 1, pushes: [{ reply: { MsgType: 'text', Content: '你好' } }] });
    const { json } = await platform.control('GET', `/messages?appId=${appId}&openId=oA`);
    expect(json.messages).toMatchObject([{ text: 'x' }, { via: 'PASSIVE_REPLY', text: '你好' }]);
  });
  test.each([
    ['neither success, empty, nor encrypted XML', () => 'hello'],
    ['neither success, empty, nor encrypted XML', (push: ReceivedPush) => replyTo(push)],
    [
      "the reply's MsgSignature is wrong",
      (push: ReceivedPush) => passiveReply(replyTo(push)).replace(/[0-9a-f]{40}/, '0'),
    ],
    [
      "tail is not the component's AppID",
      (push: ReceivedPush) => passiveReply(replyTo(push), 'wx00000000000000ff'),
    ],
    [
      'ToUserName or FromUserName is wrong',
      (push: ReceivedPush) => passiveReply(replyTo(push, { to: 'oOther' })),
    ],
    ['the reply is not XML', () => passiveReply('hello')],
  ])('refuses a reply, once and for all: %s', async (problem, reply) => {
    const { appId } = await platform.connected();
    answerMessages((push) => ({ body: reply(push) }));
    const answer = await act(appId, { type: 'text', openId: 'oA', content: 'x' });
    expect(answer).toMatchObject({
      failed: 1,
      pushes: [{ tries: [{ problem: expect.stringContaining(problem) }] }],
    });
    expect(messages()).toHaveLength(1);
  });
  test('is suspended after many failures where the settings say so', async () => {
    await set({ suspendAfterFailures: 2, messageTries: 1 });
    const { appId } = await platform.connected();
    answerMessages(() => ({ status: 500 }));
    for (let n = 0; n < 3; n += 1) await act(appId, { type: 'CLICK', openId: 'oA', eventKey: 'A' });
    expect(messages()).toHaveLength(2);
    const { json } = await platform.control('GET', '/pushes?kind=MESSAGE');
    expect((json.pushes as { tries: Json[] }[]).at(-1)?.tries).toMatchObject([
      { problem: 'the URL is suspended after many failures' },
    ]);
  });
  test('a thousand at once all arrive', async () => {
    await set({ callbackTimeoutMs: 600_000 });
    const { appId } = await platform.connected();
    const answer = await act(appId, { type: 'CLICK', openId: 'oA', eventKey: 'A', repeat: 1000 });
    expect(answer).toMatchObject({ delivered: 1000, failed: 0 });
    expect(messages()).toHaveLength(1000);
    expect((answer.pushes as unknown[]).length).toBe(100);
  });
});
