import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Json, OTHER, Platform, passiveReply, type ReceivedPush, type Reply } from './kit.ts';

const ACCOUNT = { appId: 'wx570bc396a51b8ff8', originalId: 'gh_3c884a361561' };
const SEND = '/cgi-bin/message/custom/send';

interface Row {
  row: string;
  passed: boolean;
  detail: string;
  ms: number;
}

let platform: Platform;
let background: Promise<unknown>[];
let eventToken: Promise<string> | undefined;
beforeEach(async () => {
  background = [];
  eventToken = undefined;
  platform = await Platform.start({ settings: { authorizationEventRetryMs: 1, callbackTimeoutMs: 1000 } });
  await platform.componentToken();
});
afterEach(async () => {
  await Promise.allSettled(background);
  await platform.close();
});

const text = (content: string, { fields }: ReceivedPush, change: Json = {}) => {
  const to = { ToUserName: fields.FromUserName, FromUserName: fields.ToUserName, MsgType: 'text', ...change };
  const elements = Object.entries({ ...to, Content: content }).map(
    ([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`,
  );
  return `<xml>${elements.join('')}<CreateTime>1713424427</CreateTime></xml>`;
};
const isCode = ({ fields }: ReceivedPush) => fields.Content?.startsWith('QUERY_AUTH_CODE:') ?? false;
const codeOf = ({ fields }: ReceivedPush) => fields.Content?.slice('QUERY_AUTH_CODE:'.length) ?? '';
const isText = ({ fields }: ReceivedPush) => fields.Content === 'TESTCOMPONENT_MSG_TYPE_TEXT';

/** api_query_auth of a code; the token it gave. */
async function exchange(code: string): Promise<string> {
  const answer = await platform.component('api_query_auth', { authorization_code: code });
  return (answer.authorization_info as Record<string, string> | undefined)?.authorizer_access_token ?? '';
}
const customSend = (token: string, openId: string | undefined, content: string) =>
  platform.api(SEND, { touser: openId, msgtype: 'text', text: { content } }, token);

/** The calls that a message with a code asks for. */
async function callApi(push: ReceivedPush, content = `${codeOf(push)}_from_api`): Promise<void> {
  await customSend(await exchange(codeOf(push)), push.fields.FromUserName, content);
}

/** A receiver that does all as Tencent wants it. */
function goodAnswer(push: ReceivedPush): Reply {
  if (push.fields.FromUserName === undefined) return { body: 'success' };
  if (isCode(push)) {
    background.push(callApi(push));
    return { body: '' };
  }
  const { Event } = push.fields;
  const content = isText(push) ? 'TESTCOMPONENT_MSG_TYPE_TEXT_callback' : `${Event}from_callback`;
  return { body: passiveReply(text(content, push)) };
}

/** Good, but for the pushes that `differs` answers. */
function answerBut(differs: (push: ReceivedPush) => Reply | undefined): void {
  platform.receiver.answer = (push) => differs(push) ?? goodAnswer(push);
}
const badText = (reply: (push: ReceivedPush) => string) => () =>
  answerBut((push) => (isText(push) ? { body: reply(push) } : undefined));
const badCode = (answer: (push: ReceivedPush) => Reply) => () =>
  answerBut((push) => (isCode(push) ? answer(push) : undefined));
/** Answers at once, works behind. */
const behind = (work: (push: ReceivedPush) => Promise<unknown>) => (push: ReceivedPush) => {
  background.push(work(push));
  return { body: 'success' };
};

async function run(body: Json = {}): Promise<{ passed: boolean; rows: Row[] }> {
  const { status, json } = await platform.control('POST', '/release-test', { customSendMs: 30_000, ...body });
  expect(json.error).toBeUndefined();
  expect(status).toBe(200);
  return json as unknown as { passed: boolean; rows: Row[] };
}

describe('the full-network release test', () => {
  test('passes row by row with a good receiver', async () => {
    answerBut(() => undefined);
    const { passed, rows } = await run();
    expect(rows.map(({ row, passed }) => [row, passed])).toEqual([
      ['ticket received', true],
      ['create pre-auth code', true],
      ['get auth code', true],
      ['authorize', true],
      ['reply API text', true],
      ['reply ordinary text', true],
      ['send event', true],
      ['unauthorize', true],
    ]);
    expect(passed).toBe(true);
    expect(rows.every(({ ms, detail }) => Number.isInteger(ms) && detail !== '')).toBe(true);
  });

  test('pushes what Tencent pushes, in two orders, each to somebody new', async () => {
    answerBut(() => undefined);
    await run({ appId: ACCOUNT.appId });
    const pushes = platform.receiver.pushes.filter(
      ({ fields }) => fields.InfoType !== 'component_verify_ticket',
    );
    const kinds = pushes.map(
      (push) => push.fields.InfoType ?? push.fields.Event ?? (isCode(push) ? 'code' : 'text'),
    );
    expect(kinds).toEqual([
      'authorized',
      'text',
      'code',
      'LOCATION',
      'code',
      'text',
      'LOCATION',
      'unauthorized',
    ]);
    const messages = pushes.filter(({ fields }) => fields.FromUserName !== undefined);
    expect(new Set(messages.map(({ path }) => path))).toEqual(new Set([`/messages/${ACCOUNT.appId}`]));
    expect(new Set(messages.map(({ fields }) => fields.ToUserName))).toEqual(new Set([ACCOUNT.originalId]));
    expect(new Set(messages.map(({ fields }) => fields.FromUserName)).size).toBe(2);
    const codes = [pushes[0]?.fields.AuthorizationCode, ...messages.filter(isCode).map(codeOf)];
    expect(new Set(codes).size).toBe(3);
    expect(codes.every((code) => /^queryauthcode@@@.{86}$/.test(code ?? ''))).toBe(true);
  });

  test('can be repeated, and leaves nothing authorized', async () => {
    answerBut(() => undefined);
    for (let time = 0; time < 2; time += 1) expect((await run({ appId: ACCOUNT.appId })).passed).toBe(true);
    const list = await platform.component('api_get_authorizer_list', { offset: 0, count: 10 });
    expect(list.total_count).toBe(0);
  });

  /** `limit`: how long a message is waited for that does not come. */
  const replies: [what: string, prepare: () => void, failed: string, detail: string, limit?: Json][] = [
    [
      'wrong content',
      badText((push) => passiveReply(text('hello', push))),
      'reply ordinary text',
      'Content is "hello", not exactly',
    ],
    [
      'content with a space behind',
      badText((push) => passiveReply(text('TESTCOMPONENT_MSG_TYPE_TEXT_callback ', push))),
      'reply ordinary text',
      'not exactly',
    ],
    [
      'plaintext',
      badText((push) => text('TESTCOMPONENT_MSG_TYPE_TEXT_callback', push)),
      'reply ordinary text',
      'nor encrypted XML',
    ],
    [
      'an envelope of both kinds',
      badText((push) =>
        passiveReply(text('TESTCOMPONENT_MSG_TYPE_TEXT_callback', push)).replace(
          '<xml>',
          '<xml><Content>x</Content>',
        ),
      ),
      'reply ordinary text',
      'the envelope has more',
    ],
    ['no reply', badText(() => 'success'), 'reply ordinary text', 'no reply'],
    [
      'a wrong signature',
      badText((push) =>
        passiveReply(text('TESTCOMPONENT_MSG_TYPE_TEXT_callback', push)).replace(/[0-9a-f]{40}/, 'f'),
      ),
      'reply ordinary text',
      'MsgSignature is wrong',
    ],
    [
      'the tail of the account',
      badText((push) => passiveReply(text('TESTCOMPONENT_MSG_TYPE_TEXT_callback', push), ACCOUNT.appId)),
      'reply ordinary text',
      "not the component's AppID",
    ],
    [
      'names not swapped',
      badText((push) =>
        passiveReply(
          text('TESTCOMPONENT_MSG_TYPE_TEXT_callback', push, {
            ToUserName: push.fields.ToUserName,
            FromUserName: push.fields.FromUserName,
          }),
        ),
      ),
      'reply ordinary text',
      'ToUserName or FromUserName is wrong',
    ],
    [
      'another kind of message',
      badText((push) =>
        passiveReply(text('TESTCOMPONENT_MSG_TYPE_TEXT_callback', push, { MsgType: 'image' })),
      ),
      'reply ordinary text',
      'MsgType is "image"',
    ],
    [
      'an error',
      () => answerBut((push) => (isText(push) ? { status: 500 } : undefined)),
      'reply ordinary text',
      'HTTP 500',
    ],
    [
      'no answer in time',
      () => answerBut((push) => (isText(push) ? { silent: true } : undefined)),
      'reply ordinary text',
      'no answer within 1000 ms',
    ],
    [
      'nothing to an event',
      () => answerBut((push) => (push.fields.Event ? { body: '' } : undefined)),
      'send event',
      'no reply; an encrypted text of "LOCATIONfrom_callback"',
    ],
    [
      'an event in other letters',
      () =>
        answerBut((push) =>
          push.fields.Event ? { body: passiveReply(text('locationfrom_callback', push)) } : undefined,
        ),
      'send event',
      'not exactly "LOCATIONfrom_callback"',
    ],
    [
      'a reply to the code',
      badCode((push) => ({ body: passiveReply(text(`${codeOf(push)}_from_api`, push)) })),
      'reply API text',
      'a reply came',
    ],
    [
      'no message after the code',
      badCode(() => ({ body: '' })),
      'reply API text',
      'no custom/send within 300 ms: the code of the message was not exchanged either',
      { customSendMs: 300 },
    ],
    [
      'only the exchange',
      badCode(behind((push) => exchange(codeOf(push)))),
      'reply API text',
      'within 300 ms: the code of the message was exchanged',
      { customSendMs: 300 },
    ],
    [
      'another message after the code',
      badCode(behind((push) => callApi(push, 'hello'))),
      'reply API text',
      'custom/send says "hello", not exactly "queryauthcode@@@',
    ],
    [
      'the event’s code in the message’s place',
      badCode(behind(sendWithEventsCode)),
      'reply API text',
      "although the message's own code was not exchanged",
    ],
    [
      'a message with another account’s token',
      badCode(behind(sendWithForeignToken)),
      'reply API text',
      'the last one was refused (40003)',
      { customSendMs: 2_000 },
    ],
    [
      'not `success` to `authorized`',
      () => answerBut(({ fields }) => (fields.InfoType === 'authorized' ? { body: 'ok' } : undefined)),
      'authorize',
      'not success',
    ],
    [
      'not `success` to a ticket',
      () =>
        answerBut(({ fields }) =>
          fields.InfoType === 'component_verify_ticket' ? { body: '"success"' } : undefined,
        ),
      'ticket received',
      'not success',
    ],
    [
      'an error to `unauthorized`',
      () => answerBut(({ fields }) => (fields.InfoType === 'unauthorized' ? { status: 503 } : undefined)),
      'unauthorize',
      'HTTP 503',
    ],
  ];

  test.each(replies)('fails one row for %s', async (_what, prepare, failed, detail, limit = {}) => {
    prepare();
    const { passed, rows } = await run(limit);
    expect(rows.filter((row) => !row.passed)).toEqual([
      { row: failed, passed: false, detail: expect.stringContaining(detail), ms: expect.any(Number) },
    ]);
    expect(passed).toBe(false);
  });

  test('fails who answers a code only after the calls of the API', async () => {
    const waits = new Map<string, Promise<void>>();
    platform.receiver.before = async (push) => {
      if (!isCode(push)) return;
      waits.set(codeOf(push), callApi(push));
      await waits.get(codeOf(push));
    };
    answerBut((push) => (isCode(push) ? { body: '' } : undefined));
    const { rows } = await run();
    expect(rows.filter((row) => !row.passed)).toMatchObject([
      { row: 'reply API text', detail: expect.stringContaining('no answer within 1000 ms') },
    ]);
    expect(waits.size).toBe(2);
  });

  test('says in which order the messages failed', async () => {
    const texts = () => platform.receiver.pushes.filter(isText).length;
    answerBut((push) => (isText(push) && texts() === 2 ? { body: '' } : undefined));
    const { rows } = await run();
    expect(rows.find(({ row }) => row === 'reply ordinary text')?.detail).toMatch(
      /^code before text: no reply/,
    );
  });

  test('says which rows are not possible without permission set 1', async () => {
    await platform.account({ ...ACCOUNT, permissions: [2] });
    const { rows } = await run({ appId: ACCOUNT.appId });
    expect(rows.filter((row) => !row.passed).map(({ row, detail }) => [row, detail])).toEqual(
      ['reply API text', 'reply ordinary text', 'send event'].map((row) => [
        row,
        'not possible: the account grants no permission set 1',
      ]),
    );
  });

  test('fails every row that a receiver must answer when nobody is there', async () => {
    await platform.control(
      'POST',
      '/components',
      platform.receiver.registration({
        authorizationEventsUrl: 'http://127.0.0.1:9/events',
        messagesUrl: 'http://127.0.0.1:9/messages/$APPID$',
      }),
    );
    const { rows } = await run();
    expect(rows.filter(({ passed }) => passed).map(({ row }) => row)).toEqual([
      'create pre-auth code',
      'get auth code',
    ]);
  });

  test('refuses what it cannot test', async () => {
    const refused = async (body: Json) => {
      const { status, json } = await platform.control('POST', '/release-test', body);
      return [status, (json.error as Json).code];
    };
    expect(await refused({ componentAppId: 'wx0000000000000000' })).toEqual([404, 'NOT_FOUND']);
    expect(await refused({ appId: 'wx0000000000000000' })).toEqual([404, 'NOT_FOUND']);
    expect(await refused({ customSendMs: 0 })).toEqual([400, 'INVALID']);
    await platform.connected(ACCOUNT);
    expect(await refused({ appId: ACCOUNT.appId })).toEqual([409, 'TEST_ACCOUNT_TAKEN']);
    await platform.otherComponent();
    expect(await refused({})).toEqual([409, 'SEVERAL_COMPONENTS']);
    answerBut(() => undefined);
    expect((await run({ componentAppId: OTHER, customSendMs: 300 })).rows[0]).toMatchObject({
      row: 'ticket received',
      passed: true,
    });
  });

  test('runs once at a time', async () => {
    answerBut(() => undefined);
    const answers = await Promise.all([1, 2].map(() => platform.control('POST', '/release-test')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

/** Exchanges the code of the event, and sends the right text with the token it gives. */
async function sendWithEventsCode(push: ReceivedPush): Promise<void> {
  const event = platform.receiver.of('authorized').at(-1);
  eventToken ??= exchange(event?.fields.AuthorizationCode ?? '');
  await customSend(await eventToken, push.fields.FromUserName, `${codeOf(push)}_from_api`);
}

async function sendWithForeignToken(push: ReceivedPush): Promise<void> {
  await exchange(codeOf(push));
  const { access } = await platform.connected();
  await customSend(access, push.fields.FromUserName, `${codeOf(push)}_from_api`);
}
