import { afterEach, describe, expect, test } from 'vitest';
import { sign } from '../../../src/sandbox/wechat/crypto.ts';
import { eventually } from '../eventually.ts';
import { COMPONENT_ID, elementsOf, type Json, KEYS, Platform, SECRET } from './kit.ts';

let platform: Platform;
afterEach(() => platform.close());

const tickets = () => platform.receiver.of('component_verify_ticket');
const ticketsPushed = (count: number) =>
  eventually(() => (tickets().length >= count ? tickets() : undefined));

describe('a ticket push', () => {
  test('follows the registration at once, sealed in the documented envelope and signed twice', async () => {
    platform = await Platform.start();
    const [push] = await ticketsPushed(1);
    const { Encrypt = '' } = elementsOf(push?.raw ?? '');
    const { timestamp = '', nonce = '' } = push?.query ?? {};

    expect(push?.raw).toBe(
      `<xml>\n    <AppId><![CDATA[${COMPONENT_ID}]]></AppId>\n    <Encrypt><![CDATA[${Encrypt}]]></Encrypt>\n</xml>`,
    );
    expect(push?.headers).toMatchObject({ 'content-type': 'text/xml', 'user-agent': 'Mozilla/4.0' });
    expect(push?.query).toEqual({
      signature: sign(KEYS.token, timestamp, nonce),
      timestamp,
      nonce,
      encrypt_type: 'aes',
      msg_signature: sign(KEYS.token, timestamp, nonce, Encrypt),
    });
    expect(nonce).toMatch(/^\d{9,10}$/);
    expect(push?.signatureIsRight).toBe(true);
    expect(push?.tail).toBe(COMPONENT_ID);
    expect(push?.fields.CreateTime).toBe(timestamp);
    expect(push?.fields.ComponentVerifyTicket).toMatch(/^ticket@@@[A-Za-z0-9_-]{86}$/);
    expect(push?.plain).toBe(
      `<xml><AppId><![CDATA[${COMPONENT_ID}]]></AppId>\n<CreateTime>${timestamp}</CreateTime>\n` +
        '<InfoType><![CDATA[component_verify_ticket]]></InfoType>\n' +
        `<ComponentVerifyTicket><![CDATA[${push?.fields.ComponentVerifyTicket}]]></ComponentVerifyTicket>\n</xml>`,
    );
  });

  test('is repeated with the same value until the answer is exactly success, and then rests', async () => {
    platform = await Platform.start({
      register: false,
      settings: { ticketRetryMs: 10, ticketRetryMaxMs: 10 },
    });
    const answers = [
      { status: 500 },
      { body: 'SUCCESS' },
      { body: 'success\n' },
      { body: '' },
      { body: 'success' },
    ];
    platform.receiver.answer = () => answers[tickets().length - 1] ?? {};
    await platform.control('POST', '/components', platform.receiver.registration());

    const accepted = await eventually(async () => {
      const { json } = await platform.control('GET', '/pushes?kind=TICKET');
      const pushes = json.pushes as { status: string; tries: { problem: string | null }[] }[];
      return pushes.at(-1)?.status === 'ACCEPTED' ? pushes : undefined;
    });
    expect(accepted.map((push) => push.tries[0]?.problem)).toEqual([
      'HTTP 500',
      'the answer is not success',
      'the answer is not success',
      'the answer is not success',
      null,
    ]);
    expect(new Set(tickets().map((push) => push.fields.ComponentVerifyTicket)).size).toBe(1);
  });

  test('is a failure when the answer takes longer than the time limit', async () => {
    platform = await Platform.start({
      register: false,
      settings: { callbackTimeoutMs: 50, ticketRetryMs: 10 },
    });
    platform.receiver.answer = () => (tickets().length === 1 ? { silent: true } : { body: 'success' });
    await platform.control('POST', '/components', platform.receiver.registration());
    await ticketsPushed(2);
    const { json } = await platform.control('GET', '/pushes?status=FAILED');
    const [failed] = json.pushes as { tries: Json[] }[];
    expect(failed?.tries).toMatchObject([
      { httpStatus: null, answer: null, problem: 'no answer within 50 ms' },
    ]);
  });

  test('brings a new value every second time, and the old values stay good', async () => {
    platform = await Platform.start({ settings: { ticketIntervalSeconds: 0.02 } });
    const values = (await ticketsPushed(6)).slice(0, 6).map((push) => push.fields.ComponentVerifyTicket);
    expect(values[0]).toBe(values[1]);
    expect(values[2]).toBe(values[3]);
    expect(values[4]).toBe(values[5]);
    expect(new Set(values).size).toBe(3);
    const token = await platform.newComponentToken({ component_verify_ticket: values[0] });
    expect(token.expires_in).toBe(7200);
  });

  test('keeps to a changed interval without waiting for the old one', async () => {
    platform = await Platform.start();
    await ticketsPushed(1);
    await platform.control('POST', '/settings', { ticketIntervalSeconds: 0.02 });
    expect((await ticketsPushed(3)).length).toBeGreaterThanOrEqual(3);
  });
});

describe('api_start_push_ticket', () => {
  const start = (change: Json = {}) =>
    platform.api('/cgi-bin/component/api_start_push_ticket', {
      component_appid: COMPONENT_ID,
      component_secret: SECRET,
      ...change,
    });

  test('says that all is normal while tickets are pushed', async () => {
    platform = await Platform.start();
    expect(await start()).toEqual({ errcode: 0, errmsg: 'in a normal state' });
  });
  test('starts pushes that were stopped', async () => {
    platform = await Platform.start();
    await ticketsPushed(1);
    await platform.control('POST', `/components/${COMPONENT_ID}/tickets`, { action: 'STOP' });
    expect(await start()).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await ticketsPushed(2)).toHaveLength(2);
  });
  test('wants the right secret, under its own name', async () => {
    platform = await Platform.start();
    expect((await start({ component_secret: 'x' })).errcode).toBe(40125);
    expect((await start({ component_secret: undefined, component_appsecret: SECRET })).errcode).toBe(40125);
    expect((await start({ component_appid: 'wx0000000000000000' })).errcode).toBe(40013);
  });
});

describe('registering a component', () => {
  test('again keeps its tickets and accounts and uses the new address', async () => {
    platform = await Platform.start();
    const { appId } = await platform.connected();
    const first = await platform.ticket();

    const again = platform.receiver.registration({
      authorizationEventsUrl: `${platform.receiver.url}/elsewhere`,
    });
    const answer = await platform.control('POST', '/components', again);
    const push = await eventually(() => tickets().find(({ path }) => path === '/elsewhere'));

    expect(answer.status).toBe(200);
    expect(push.fields.ComponentVerifyTicket).toBe(first);
    const list = await platform.component('api_get_authorizer_list', { offset: 0, count: 10 });
    expect(list.list).toMatchObject([{ authorizer_appid: appId }]);
  });

  test.each([
    ['appId', { appId: 'gh_1' }],
    ['token', { token: 'a b' }],
    ['aesKey', { aesKey: 'short' }],
    ['messagesUrl', { messagesUrl: 'http://localhost/messages' }],
    ['authorizationEventsUrl', { authorizationEventsUrl: 'nowhere' }],
  ])('is refused when %s is wrong', async (path, change) => {
    platform = await Platform.start({ register: false });
    const { status, json } = await platform.control('POST', '/components', {
      ...platform.receiver.registration(),
      ...change,
    });
    expect(status).toBe(400);
    expect(json.error).toMatchObject({ code: 'INVALID', path: [path] });
    expect(platform.receiver.pushes).toEqual([]);
  });

  test('can ask both addresses to echo a signed string first', async () => {
    platform = await Platform.start({ register: false, settings: { verifyCallbackUrls: true } });
    expect((await platform.control('POST', '/components', platform.receiver.registration())).status).toBe(
      201,
    );
    const wrong = platform.receiver.registration({
      authorizationEventsUrl: `${platform.url}/_sandbox/settings`,
    });
    const refused = await platform.control('POST', '/components', wrong);
    expect(refused.status).toBe(409);
    expect(refused.json.error).toMatchObject({ code: 'URL_NOT_VERIFIED', path: ['authorizationEventsUrl'] });
  });
});
