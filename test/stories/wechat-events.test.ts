import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  eventXml,
  type PushAnswer,
  type PushOptions,
  post,
  push,
  pushCiphertext,
  unixSeconds,
} from '../kit/push.ts';
import { startQiao } from '../kit/qiao.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { settled, sql, stored, storedBut, storedButCallbacks } from '../kit/stored.ts';
import { addAccount, openSession, sessionOf } from '../kit/stories.ts';

const qiao = useQiao();

const OTHER_COMPONENT = 'wx0000000000000fff';
const exchanges = async () => (await qiao.wechat.calls('api_query_auth')).length;
const receipts = 'select body, query, processed_at is not null as processed from callback_receipt';

/** An authorization of an account that nobody here knows. */
const authorized = (fields: Readonly<Record<string, string | number>> = {}) => ({
  InfoType: 'authorized',
  AuthorizerAppid: 'wx0000000000000abc',
  AuthorizationCode: 'queryauthcode@@@unknown',
  AuthorizationCodeExpiredTime: unixSeconds() + 3600,
  PreAuthCode: 'preauthcode@@@unknown',
  ...fields,
});

describe('an event that WeChat signed is stored, answered `success` and processed', () => {
  test('though no session and no account here has to do with it', async () => {
    const before = await storedButCallbacks(qiao);
    const received = (await sql(qiao, receipts)).length;
    const asked = await exchanges();

    const answer = await push(qiao, eventXml(qiao, authorized()));
    await settled(qiao);

    expect(answer).toMatchObject({
      status: 200,
      type: expect.stringMatching(/^text\/plain/),
      text: 'success',
    });
    expect(await sql(qiao, receipts)).toHaveLength(received + 1);
    expect(await storedButCallbacks(qiao)).toEqual(before);
    expect(await exchanges()).toBe(asked);
  });

  test('once, however often it is pushed, in whatever bytes', async () => {
    const xml = eventXml(qiao, authorized({ AuthorizationCode: 'twice' }));
    const before = (await sql(qiao, receipts)).length;

    const answers = [];
    for (let time = 0; time < 3; time += 1) answers.push(await push(qiao, xml));
    answers.push(...(await Promise.all([push(qiao, xml), push(qiao, xml)])));
    await settled(qiao);

    expect(answers.map(({ text }) => text)).toEqual(Array(5).fill('success'));
    expect(await sql(qiao, receipts)).toHaveLength(before + 1);
  });

  test('as it came, still encrypted, with nothing else of the request', async () => {
    await sql(qiao, 'delete from callback_receipt');

    await push(qiao, eventXml(qiao, authorized({ AuthorizationCode: 'kept-secret' })));
    await settled(qiao);

    const [receipt, ...others] = await sql(qiao, receipts);
    expect(others).toEqual([]);
    expect(receipt).toEqual({
      body: expect.stringMatching(/^<xml>.*<Encrypt>/),
      query: {
        msg_signature: expect.stringMatching(/^[0-9a-f]{40}$/),
        timestamp: expect.stringMatching(/^\d{10}$/),
        nonce: expect.any(String),
      },
      processed: true,
    });
    expect(JSON.stringify(receipt)).not.toContain('kept-secret');
  });

  test('though Qiao has no use for its kind', async () => {
    const before = await storedButCallbacks(qiao);
    const received = (await sql(qiao, receipts)).length;

    const answer = await push(qiao, eventXml(qiao, { InfoType: 'notify_third_fasteregister', appid: 'wx1' }));
    await settled(qiao);

    expect(answer.text).toBe('success');
    expect(await sql(qiao, receipts)).toHaveLength(received + 1);
    expect(await storedButCallbacks(qiao)).toEqual(before);
  });

  test('a ticket is kept sealed, not as a receipt', async () => {
    const before = await storedBut(qiao, 'component_ticket');
    const ticket = {
      InfoType: 'component_verify_ticket',
      ComponentVerifyTicket: 'ticket@@@new',
      CreateTime: unixSeconds(60),
    };

    expect((await push(qiao, eventXml(qiao, ticket))).text).toBe('success');
    expect((await push(qiao, eventXml(qiao, ticket))).text).toBe('success');

    const kept = 'select ticket from component_ticket where created_at = to_timestamp($1)';
    const tickets = await sql(qiao, kept, [ticket.CreateTime]);
    expect(tickets).toEqual([{ ticket: expect.not.stringContaining('ticket@@@new') }]);
    expect(await storedBut(qiao, 'component_ticket')).toEqual(before);
  });
});

describe('what WeChat has signed is taken, however odd it is', () => {
  const UNREADABLE = 'a push that WeChat has signed cannot be read; it is kept for seven days';

  test.each([
    ['no XML', () => 'hello'],
    ['a DOCTYPE', () => '<!DOCTYPE xml [<!ENTITY x "y">]><xml><InfoType>&x;</InfoType></xml>'],
    ['an authorization without a code', () => eventXml(qiao, authorized({ AuthorizationCode: '' }))],
    ['an event without its type', () => eventXml(qiao, {})],
  ])('%s: kept as it came, counted, told to the operator', async (_what, xml) => {
    const before = await storedButCallbacks(qiao);
    const kept = `select id from callback_receipt where kind = 'UNREADABLE'`;
    const earlier = (await sql(qiao, kept)).length;

    expect(await push(qiao, xml())).toMatchObject({ status: 200, text: 'success' });
    await settled(qiao);

    expect(await sql(qiao, kept)).toHaveLength(earlier + 1);
    expect(await storedButCallbacks(qiao)).toEqual(before);
  });

  test('told once a minute', async () => {
    const lines: string[] = [];
    const own = await startQiao({ logTo: { write: (line: string) => void lines.push(line) } });
    try {
      for (const text of ['one', 'two', 'three']) await push(own, text);
      const told = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === UNREADABLE);
      expect(told).toEqual([expect.objectContaining({ level: 'error', lacks: null })]);
    } finally {
      await own.close();
    }
  });

  test('without a time, with its type in another case, whatever its content type', async () => {
    const events = `${receipts} where kind = 'EVENT'`;
    const received = (await sql(qiao, events)).length;
    const xml = eventXml(qiao, authorized({ CreateTime: 'today', InfoType: 'Authorized' }));

    for (const contentType of [null, ';;;', 'text', 'application/json; charset=gbk'])
      expect((await push(qiao, xml, { contentType })).text).toBe('success');
    await settled(qiao);

    expect(await sql(qiao, events)).toHaveLength(received + 1);
  });

  test('the check of the address', async () => {
    const { token } = qiao.config.wechat;
    const signature = createHash('sha1').update([token, '1', '2'].sort().join('')).digest('hex');
    for (const address of ['/wechat/events', '/wechat/messages/wx1']) {
      const answer = await fetch(
        `${qiao.url}${address}?signature=${signature}&timestamp=1&nonce=2&echostr=4711`,
      );
      expect([answer.status, await answer.text()]).toEqual([200, '4711']);
    }
    expect((await fetch(`${qiao.url}/wechat/events?signature=x&timestamp=1&nonce=2&echostr=1`)).status).toBe(
      403,
    );
  });
});

describe('whatever else is refused in JSON, and nothing of it is stored', () => {
  type Sent = [what: string, status: number, code: string, send: () => Promise<PushAnswer>];
  const xml = () => eventXml(qiao, authorized());
  const sealed = (options: PushOptions) => () => push(qiao, xml(), options);
  const raw = (query: string, body: string) => () => post(qiao, query, body);
  const signed = (text: string) => sealed({ body: () => text });

  const cases: Sent[] = [
    ['a signature made with another token', 403, 'BAD_SIGNATURE', sealed({ token: 'guessed' })],
    [
      'another ciphertext under a genuine signature',
      403,
      'BAD_SIGNATURE',
      signed('<xml><Encrypt>AAAA</Encrypt></xml>'),
    ],
    ['no signature at all', 400, 'MALFORMED', raw('', '<xml><Encrypt>AAAA</Encrypt></xml>')],
    [
      'a signature given twice',
      400,
      'MALFORMED',
      raw('?msg_signature=a&msg_signature=b&timestamp=1&nonce=1', '<xml><Encrypt>AAAA</Encrypt></xml>'),
    ],
    ['an empty body', 400, 'MALFORMED', signed('')],
    ['JSON', 400, 'MALFORMED', signed('{"Encrypt":"AAAA"}')],
    ['XML that does not end', 400, 'MALFORMED', signed('<xml><Encrypt>AAAA</Encrypt>')],
    ['XML without a ciphertext', 400, 'MALFORMED', signed('<xml><AppId>wx</AppId></xml>')],
    [
      'a DOCTYPE with an entity',
      400,
      'MALFORMED',
      signed('<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml><Encrypt>&x;</Encrypt></xml>'),
    ],
    ['a DOCTYPE inside the root', 400, 'MALFORMED', signed('<xml><!DOCTYPE x><Encrypt>AAAA</Encrypt></xml>')],
    ['a timestamp of eleven minutes ago', 400, 'STALE', sealed({ timestamp: unixSeconds(660) })],
    ['a timestamp in eleven minutes', 400, 'STALE', sealed({ timestamp: unixSeconds(-660) })],
    ['what was encrypted for another component', 400, 'WRONG_COMPONENT', sealed({ appId: OTHER_COMPONENT })],
    [
      'an event that names another component',
      400,
      'WRONG_COMPONENT',
      () => push(qiao, eventXml(qiao, authorized({ AppId: OTHER_COMPONENT }))),
    ],
  ];

  test.each(cases)('%s: %i %s', async (_what, status, code, send) => {
    const before = await stored(qiao);

    const answer = await send();

    expect(answer.status).toBe(status);
    expect(answer.type).toBe('application/json; charset=utf-8');
    expect(JSON.parse(answer.text)).toEqual({
      error: {
        code,
        message: 'This is not a message that WeChat has signed for this component.',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
    expect(await stored(qiao)).toEqual(before);
  });

  test.each(['!!!', 'AAAA', 'QUJD'.repeat(16), ''.padEnd(64, 'A')])(
    'an invalid ciphertext (%s), signed',
    async (ciphertext) => {
      const before = await stored(qiao);

      const answer = await pushCiphertext(qiao, ciphertext);

      expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([400, 'UNDECRYPTABLE']);
      expect(await stored(qiao)).toEqual(before);
    },
  );

  test('a body beyond 64 KiB: 413', async () => {
    const before = await stored(qiao);

    const answer = await post(qiao, '', 'x'.repeat(64 * 1024 + 1));

    expect(answer).toMatchObject({ status: 413, type: 'application/json; charset=utf-8' });
    expect(JSON.parse(answer.text).errors[0].extensions.code).toBe('BAD_REQUEST');
    expect(await stored(qiao)).toEqual(before);
  });

  test.each(['PUT', 'DELETE'])('%s: 404', async (method) => {
    const answer = await fetch(`${qiao.url}/wechat/events`, { method });

    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  test('a forged event does not reach a session that waits', async () => {
    const admin = await qiao.caller();
    const session = await openSession(admin, (await addAccount(admin)).id);
    const preAuthCode = new URL(session.mobileUrl).searchParams.get('pre_auth_code') ?? '';
    const event = eventXml(qiao, authorized({ PreAuthCode: preAuthCode }));

    expect((await push(qiao, event, { token: 'guessed' })).status).toBe(403);
    expect((await push(qiao, event, { appId: OTHER_COMPONENT })).status).toBe(400);

    expect(await sessionOf(admin, session.id)).toMatchObject({ status: 'PENDING', step: 'CREATED' });
  });
});
