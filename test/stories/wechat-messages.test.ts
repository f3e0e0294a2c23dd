import { randomBytes, randomUUID } from 'node:crypto';
import { decrypt, getSignature } from '@wecom/crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { type PushAnswer, type PushOptions, post, push, unixSeconds } from '../kit/push.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { hurry, settled, sql, stored, storedBut, storedButCallbacks } from '../kit/stored.ts';
import { addAccount, authorized, COMPLETE, openSession } from '../kit/stories.ts';

const TEST = { appId: 'wx570bc396a51b8ff8', originalId: 'gh_3c884a361561' };
const OTHER_TEST = { appId: 'wx9252c5e0bb1836fc', originalId: 'gh_c0f28a78b318' };
const FOLLOWER = 'ozy4qt5QUADNXORxCVipKMV9dss0';
const SEND = '/cgi-bin/message/custom/send';
const CODE_TEXT = `QUERY_AUTH_CODE:queryauthcode@@@${'x'.repeat(86)}`;

const lines: string[] = [];
let qiao: Qiao;
beforeAll(async () => {
  qiao = await startQiao({ logTo: { write: (line: string) => void lines.push(line) } });
});
afterAll(() => qiao.close());
beforeEach(async () => {
  lines.length = 0;
  await qiao.wechat.clearFaults();
});

type Fields = Readonly<Record<string, string | number>>;

function messageXml(fields: Fields): string {
  const all = {
    ToUserName: TEST.originalId,
    FromUserName: FOLLOWER,
    CreateTime: unixSeconds(),
    ...fields,
  };
  const elements = Object.entries(all).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  return `<xml>${elements.join('\n')}</xml>`;
}
const text = (content: string, fields: Fields = {}) =>
  messageXml({ MsgType: 'text', Content: content, MsgId: randomUUID(), ...fields });
const to = (appId: string): PushOptions => ({ path: `/wechat/messages/${appId}` });
const tell = (xml: string, options: PushOptions = {}, appId = TEST.appId) =>
  push(qiao, xml, { ...to(appId), ...options });

/** The decrypted reply, opened with Tencent's own package. */
function opened({ text: body }: PushAnswer) {
  const of = (xml: string, name: string) =>
    new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`).exec(xml)?.[1] ?? '';
  const [encrypted, timestamp, nonce] = ['Encrypt', 'TimeStamp', 'Nonce'].map((name) => of(body, name));
  const { token, aesKey } = qiao.config.wechat;
  const { message, id } = decrypt(aesKey, encrypted ?? '');
  return {
    component: id,
    signed: getSignature(token, timestamp ?? '', nonce ?? '', encrypted ?? '') === of(body, 'MsgSignature'),
    ...Object.fromEntries(
      ['ToUserName', 'FromUserName', 'MsgType', 'Content'].map((name) => [name, of(message, name)]),
    ),
  };
}

interface Report {
  passed: boolean;
  rows: { row: string; passed: boolean; detail: string; ms: number }[];
}
const releaseTest = (body: object = {}): Promise<Report> =>
  qiao.wechat.call('POST', '/_sandbox/release-test', body);
const row = (report: Report, name: string) => report.rows.find((one) => one.row === name);

const sends = () => qiao.wechat.requests(SEND);
const exchanges = () => qiao.wechat.calls('api_query_auth');
const receipts = () =>
  sql(qiao, `select body, sealed_token, processed_at from callback_receipt where kind = 'MESSAGE'`);
/** A code of an account whose administrator has confirmed, and of which Qiao was told nothing. */
async function codeOf(appId: string): Promise<string> {
  const admin = await qiao.caller();
  const { launchUrl } = await openSession(admin, (await addAccount(admin)).id);
  const { redirectUrl } = await qiao.wechat.confirm(launchUrl, appId, { event: 'NEVER', follow: false });
  return new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '';
}
const lastToken = async () => (await sends()).at(-1)?.query.access_token;
/** The follower writes to the account, in WeChat. */
const writes = (appId: string, content: string): Promise<{ pushes: { message: string }[] }> =>
  qiao.wechat.call('POST', `/_sandbox/accounts/${appId}/events`, { type: 'text', openId: FOLLOWER, content });
const warnings = () =>
  lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'warn' || level === 'error');

describe("WeChat's full-network release test", () => {
  /** Everything but what any push of WeChat leaves: receipts, tickets, the token they give, and who last withdrew when. */
  const storedButTest = () =>
    storedBut(qiao, 'callback_receipt', 'component', 'component_ticket', 'withdrawal');

  test('passes row by row, leaves nothing behind and raises no alarm', async () => {
    const before = await storedButTest();

    const report = await releaseTest({ appId: TEST.appId });
    await settled(qiao);

    expect(report.rows.filter(({ passed }) => !passed)).toEqual([]);
    expect(report.rows.map(({ row }) => row)).toEqual([
      'ticket received',
      'create pre-auth code',
      'get auth code',
      'authorize',
      'reply API text',
      'reply ordinary text',
      'send event',
      'unauthorize',
    ]);
    expect(report.passed).toBe(true);
    expect(await storedButTest()).toEqual(before);
    expect(warnings()).toEqual([]);
  });

  test('passes with each of the accounts, for an installation that has accounts of its own', async () => {
    const admin = await qiao.caller();
    const { appId } = await authorized(qiao, admin, COMPLETE);
    const before = await storedButTest();

    for (const account of [
      'wx9252c5e0bb1836fc',
      'wx8e1097c5bc82cde9',
      'wx14550af28c71a144',
      'wxa35b9c23cfe664eb',
    ])
      expect((await releaseTest({ appId: account })).rows.filter(({ passed }) => !passed)).toEqual([]);
    await settled(qiao);

    expect(await storedButTest()).toEqual(before);
    expect(appId).not.toBe('');
  });

  test('exchanges the codes of the messages and nothing else, and sends each text once', async () => {
    const exchanged = (await exchanges()).length;
    const sent = (await sends()).length;

    await releaseTest();
    await settled(qiao);

    const spent = (await exchanges()).slice(exchanged).map(({ body }) => codeIn(body));
    const texts = (await sends()).slice(sent).map(({ body }) => contentIn(body));
    expect(texts).toEqual(spent.map((code) => `${code}_from_api`));
    expect(texts).toHaveLength(2);
  });

  test('keeps neither code nor token: not in a job, a receipt or a log line', async () => {
    await releaseTest();
    await settled(qiao);

    const secrets = [
      ...(await exchanges()).map(({ body }) => codeIn(body)),
      ...(await sends()).map(({ query }) => query.access_token ?? ''),
    ];
    const kept = JSON.stringify([
      await receipts(),
      await sql(qiao, 'select * from graphile_worker._private_jobs'),
      lines,
    ]);
    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);
    expect((await receipts()).every((one) => one.sealed_token === null && one.processed_at !== null)).toBe(
      true,
    );
  });

  test.each([
    ['is busy', { errcode: -1 }],
    ['refuses the token for a moment', { errcode: 40001 }],
    ['is unwell', { httpStatus: 502 }],
    ['is away', { reset: true }],
  ])(
    'a message that cannot be sent because WeChat %s is sent again, with the token of its code',
    async (_what, fault) => {
      const exchanged = (await exchanges()).length;
      const sent = (await sends()).length;
      await qiao.wechat.fault({ path: SEND, times: 1, ...fault });

      const report = await releaseTest();

      expect(row(report, 'reply API text')).toMatchObject({ passed: true });
      expect((await exchanges()).length - exchanged).toBe(2);
      const tokens = (await sends()).slice(sent).map(({ query }) => query.access_token);
      expect([tokens.length, new Set(tokens).size]).toEqual([3, 2]);
    },
  );

  test('a code that cannot be exchanged because WeChat is away is exchanged later', async () => {
    await qiao.wechat.fault({ path: '/cgi-bin/component/api_query_auth', times: 1, reset: true });

    expect(row(await releaseTest(), 'reply API text')).toMatchObject({ passed: true });
  });

  test('a code whose answer was lost is gone: given up at once, and the row says so', async () => {
    const exchanged = (await exchanges()).length;
    await qiao.wechat.fault({
      path: '/cgi-bin/component/api_query_auth',
      times: 1,
      when: 'AFTER',
      reset: true,
    });

    const report = await releaseTest({ customSendMs: 6000 });
    await settled(qiao);

    expect(row(report, 'reply API text')).toMatchObject({
      passed: false,
      detail: expect.stringContaining('no custom/send within 6000 ms: the code of the message was exchanged'),
    });
    expect(report.rows.filter(({ passed }) => !passed)).toHaveLength(1);
    expect((await exchanges()).length - exchanged).toBe(3);
    expect(warnings().map(({ msg }) => msg)).toContain('the release test of WeChat gets no message');
  });

  test('an authorization that stays in WeChat’s list is no stranger at night', async () => {
    const strangers = () =>
      lines.map((line) => JSON.parse(line).strangers).filter((count) => count !== undefined);
    const ordinary = await qiao.wechat.account();
    const left = await qiao.wechat.account(OTHER_TEST).catch(() => OTHER_TEST);
    await codeOf(left.appId);

    await qiao.services.reconciliation.reconcile();
    expect(strangers()).toEqual([]);

    await codeOf(ordinary.appId);
    await qiao.services.reconciliation.reconcile();
    expect(strangers()).toEqual([1]);

    await qiao.wechat.revoke(left.appId);
    await qiao.wechat.revoke(ordinary.appId);
    await settled(qiao);
    expect(warnings()).toEqual([]);
  });
});

describe('a message of the test is answered', () => {
  test('encrypted and signed for our component, from the account to the follower', async () => {
    const answer = await tell(text('TESTCOMPONENT_MSG_TYPE_TEXT'));

    expect(answer).toMatchObject({ status: 200, type: expect.stringMatching(/^text\/xml/) });
    expect(opened(answer)).toEqual({
      component: qiao.config.wechat.appId,
      signed: true,
      ToUserName: FOLLOWER,
      FromUserName: TEST.originalId,
      MsgType: 'text',
      Content: 'TESTCOMPONENT_MSG_TYPE_TEXT_callback',
    });
  });

  test.each(['LOCATION', 'CLICK', 'debug_demo', 'Location'])(
    'event %s by its own spelling',
    async (Event) => {
      const answer = await tell(messageXml({ MsgType: 'event', Event }));

      expect(opened(answer)).toMatchObject({ signed: true, Content: `${Event}from_callback` });
    },
  );

  test('as often as it is pushed, and nothing is stored', async () => {
    const before = await stored(qiao);
    const xml = text('TESTCOMPONENT_MSG_TYPE_TEXT');

    const answers = [await tell(xml), await tell(xml)];

    expect(answers.map((one) => opened(one))).toMatchObject([{ signed: true }, { signed: true }]);
    expect(await stored(qiao)).toEqual(before);
  });

  test('with a code: by nothing, at once; the code is exchanged once however often it comes', async () => {
    const exchanged = (await exchanges()).length;
    const sent = (await sends()).length;
    const kept = (await receipts()).length;
    const xml = text(`QUERY_AUTH_CODE: ${randomBytes(8).toString('hex')} \n`);

    const answers = [await tell(xml), ...(await Promise.all([tell(xml), tell(xml)]))];
    await settled(qiao);

    expect(answers.map(({ status, text: body }) => [status, body])).toEqual(Array(3).fill([200, '']));
    const codes = (await exchanges()).slice(exchanged).map(({ body }) => codeIn(body));
    expect(codes).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
    expect(await receipts()).toHaveLength(kept + 1);
    expect(await sends()).toHaveLength(sent);
  });

  test('with a code, and one message is sent, however often it is pushed and in whatever bytes', async () => {
    const { appId } = await qiao.wechat.account(OTHER_TEST).catch(() => OTHER_TEST);
    const code = await codeOf(appId);
    const sent = (await sends()).length;

    const { pushes } = await writes(appId, `QUERY_AUTH_CODE:${code}`);
    const xml = pushes[0]?.message ?? '';
    await Promise.all([tell(xml, {}, appId), tell(xml, {}, appId)]);
    await settled(qiao);
    await tell(xml, {}, appId);
    await settled(qiao);

    expect((await sends()).slice(sent).map(({ body }) => contentIn(body))).toEqual([`${code}_from_api`]);
    await qiao.wechat.revoke(appId);
  });

  test('with a code, but when the last attempt to send fails, it is given up and recorded', async () => {
    const { appId } = await qiao.wechat.account(OTHER_TEST).catch(() => OTHER_TEST);
    const code = await codeOf(appId);
    await qiao.wechat.fault({ path: SEND, times: 100, errcode: -1 });
    await writes(appId, `QUERY_AUTH_CODE:${code}`);
    const waiting = `select id, sealed_token from callback_receipt where processed_at is null`;
    await eventually(async () => (await sql(qiao, waiting))[0]?.sealed_token != null);
    const [receipt] = await sql(qiao, waiting);
    expect(receipt?.sealed_token).toEqual(expect.not.stringContaining((await lastToken()) ?? ''));

    const job = qiao.services.jobs.find(({ type }) => type.name === 'callback.answer-release-test');
    await job?.run(
      { receiptId: receipt?.id },
      { requestId: randomUUID(), installationId: null, lastAttempt: true },
    );

    const [left] = await sql(qiao, 'select * from callback_receipt where id = $1', [receipt?.id]);
    expect(left).toMatchObject({ sealed_token: null, processed_at: null, given_up_at: expect.any(Date) });
    expect(warnings().at(-1)).toMatchObject({ api: 'message/custom/send', errcode: -1 });
    await qiao.wechat.revoke(appId);
  });

  test('with the code of another account: nothing is sent', async () => {
    const admin = await qiao.caller({ site: 'stolen' });
    const { appId } = await authorized(qiao, admin, COMPLETE);
    const sent = (await sends()).length;
    const code = await codeOf(appId);
    const kept = await storedButCallbacks(qiao);

    expect((await tell(text(`QUERY_AUTH_CODE:${code}`))).text).toBe('');
    await settled(qiao);

    expect(await sends()).toHaveLength(sent);
    expect(await storedButCallbacks(qiao)).toEqual(kept);
  });
});

describe('any other message is acknowledged, and nothing is done', () => {
  const cases: [what: string, appId: string, xml: () => string][] = [
    [
      'for an account that nobody knows',
      'wx0000000000000abc',
      () => text('hello', { ToUserName: 'gh_0123456789ab' }),
    ],
    [
      'with the test’s text for another account',
      'wx0000000000000abc',
      () => text('TESTCOMPONENT_MSG_TYPE_TEXT', { ToUserName: 'gh_0123456789ab' }),
    ],
    [
      'with a code for another account',
      'wx0000000000000abc',
      () => text(CODE_TEXT, { ToUserName: 'gh_0123456789ab' }),
    ],
    [
      'at a test account’s address, for another account',
      TEST.appId,
      () => text(CODE_TEXT, { ToUserName: 'gh_0123456789ab' }),
    ],
    [
      'at a test account’s address, for another test account',
      TEST.appId,
      () => text(CODE_TEXT, { ToUserName: OTHER_TEST.originalId }),
    ],
    ['for a test account, at another address', 'wx0000000000000abc', () => text(CODE_TEXT)],
    ['for a test account, with another text', TEST.appId, () => text('hello')],
    ['for a test account, without a code', TEST.appId, () => text('QUERY_AUTH_CODE: ')],
    ['for a test account, an image', TEST.appId, () => messageXml({ MsgType: 'image', MediaId: '1' })],
  ];

  // What the tests above left to be tried again would otherwise be tried meanwhile.
  beforeAll(async () => {
    const again = `attempts < max_attempts and locked_at is null and task_id =
      (select id from graphile_worker._private_tasks where identifier = 'callback.answer-release-test')`;
    await eventually(async () => (await hurry(qiao, again)) === 0);
    await settled(qiao);
  });

  test.each(cases)('%s', async (_what, appId, xml) => {
    const before = await stored(qiao);
    const asked = (await exchanges()).length;

    const answer = await tell(xml(), {}, appId);
    await settled(qiao);

    expect(answer).toMatchObject({
      status: 200,
      type: expect.stringMatching(/^text\/plain/),
      text: 'success',
    });
    expect(await stored(qiao)).toEqual(before);
    expect(await exchanges()).toHaveLength(asked);
  });
});

describe('what WeChat has signed is taken, however odd it is', () => {
  const kept = `select id from callback_receipt where kind = 'UNREADABLE'`;

  test.each([
    ['no message', TEST.appId, () => 'hello'],
    ['an event of the component', TEST.appId, () => '<xml><InfoType>unauthorized</InfoType></xml>'],
    ['a message at the address of events', null, () => text('hello')],
  ])('%s: kept', async (_what, appId, xml) => {
    const earlier = (await sql(qiao, kept)).length;

    const answer = appId ? await tell(xml(), {}, appId) : await push(qiao, xml());

    expect(answer).toMatchObject({ status: 200, text: 'success' });
    expect(await sql(qiao, kept)).toHaveLength(earlier + 1);
  });

  test('a message without a follower, whom nobody can answer', async () => {
    expect((await tell(text(CODE_TEXT, { FromUserName: '' }))).text).toBe('success');
  });
});

describe('whatever else is refused in JSON, and nothing of it is stored', () => {
  const sealed =
    (options: PushOptions, xml = text(CODE_TEXT)) =>
    () =>
      tell(xml, options);
  const body = (raw: string) => sealed({ body: () => raw });
  const cases: [what: string, status: number, code: string, send: () => Promise<PushAnswer>][] = [
    ['a signature made with another token', 403, 'BAD_SIGNATURE', sealed({ token: 'guessed' })],
    [
      'another ciphertext under a genuine signature',
      403,
      'BAD_SIGNATURE',
      body('<xml><Encrypt>AAAA</Encrypt></xml>'),
    ],
    [
      'no signature',
      400,
      'MALFORMED',
      () => post(qiao, '', '<xml><Encrypt>AAAA</Encrypt></xml>', `/wechat/messages/${TEST.appId}`),
    ],
    ['an empty body', 400, 'MALFORMED', body('')],
    ['XML that does not end', 400, 'MALFORMED', body('<xml><Encrypt>AAAA</Encrypt>')],
    ['a plain message', 400, 'MALFORMED', body(text('TESTCOMPONENT_MSG_TYPE_TEXT'))],
    ['a timestamp of eleven minutes ago', 400, 'STALE', sealed({ timestamp: unixSeconds(660) })],
    [
      'what was encrypted for another component',
      400,
      'WRONG_COMPONENT',
      sealed({ appId: 'wx0000000000000fff' }),
    ],
  ];

  test.each(cases)('%s: %i %s', async (_what, status, code, send) => {
    const before = await stored(qiao);

    const answer = await send();

    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({
      error: {
        code,
        message: 'This is not a message that WeChat has signed for this component.',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
    expect(await stored(qiao)).toEqual(before);
  });

  test('a body beyond 64 KiB: 413', async () => {
    const before = await stored(qiao);

    const answer = await post(qiao, '', 'x'.repeat(64 * 1024 + 1), `/wechat/messages/${TEST.appId}`);

    expect([answer.status, JSON.parse(answer.text).errors[0].extensions.code]).toEqual([413, 'BAD_REQUEST']);
    expect(await stored(qiao)).toEqual(before);
  });

  test.each(['PUT', 'DELETE'])('%s: 404', async (method) => {
    expect((await fetch(`${qiao.url}/wechat/messages/${TEST.appId}`, { method })).status).toBe(404);
  });
});

const codeIn = (body: unknown): string => (body as { authorization_code?: string }).authorization_code ?? '';
const contentIn = (body: unknown): string => (body as { text?: { content?: string } }).text?.content ?? '';
