import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HttpFault, type HttpRequest, requestText } from '../../src/kernel/http.ts';
import { type Peer, startPeer } from './peer.ts';

let peer: Peer;
beforeAll(async () => {
  peer = await startPeer();
});
afterAll(() => peer[Symbol.asyncDispose]());

const request = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  url: `${peer.url}/some/path?token=s3cret`,
  method: 'POST',
  headers: { authorization: 'Bearer s3cret' },
  body: 's3cret',
  timeoutMs: 2_000,
  ...more,
});

async function faultOf(call: Promise<unknown>): Promise<HttpFault> {
  const fault = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof HttpFault)) throw new Error('there was no HttpFault', { cause: fault });
  return fault;
}

describe('a call', () => {
  test('brings what was sent and gives what was answered, whatever the status', async () => {
    peer.replyWith({ status: 404, headers: { 'x-a': 'b' }, body: '没有' });
    const { status, headers, body } = await requestText(request({ body: '你好' }));

    expect({ status, header: headers.get('x-a'), body }).toEqual({ status: 404, header: 'b', body: '没有' });
    expect(peer.received).toMatchObject([
      { method: 'POST', path: '/some/path', query: { token: 's3cret' }, body: '你好' },
    ]);
    expect(peer.received[0]?.headers.authorization).toBe('Bearer s3cret');
  });

  test('follows no redirect', async () => {
    peer.replyWith({ status: 302, headers: { location: `${peer.url}/elsewhere` } });
    expect((await requestText(request())).status).toBe(302);
    expect(peer.received).toHaveLength(1);
  });
});

describe('a fault', () => {
  test.each([
    ['a lost connection', 'RESET', 'NETWORK'],
    ['silence', 'SILENCE', 'TIMEOUT'],
    ['an answer that stops midway', 'STALL', 'TIMEOUT'],
    ['an answer that is too large', { body: 'x'.repeat(1_001) }, 'TOO_LARGE'],
  ] as const)('is %s, and says host and path only', async (_what, reply, kind) => {
    peer.replyWith(reply);
    const fault = await faultOf(
      requestText(request({ timeoutMs: kind === 'TIMEOUT' ? 500 : 10_000, maxBytes: 1_000 })),
    );

    expect(fault.kind).toBe(kind);
    expect(fault.message.replace(/ \(\w+\)$/, '')).toBe(`POST ${new URL(peer.url).host}/some/path: ${kind}`);
    expect(fault.cause).toBeUndefined();
    expect(peer.received).toHaveLength(1);
  });

  test('tells what the system said', async () => {
    const closed = await startPeer();
    await closed[Symbol.asyncDispose]();
    expect(await faultOf(requestText(request({ url: `${closed.url}/a?b=s3cret` })))).toMatchObject({
      kind: 'NETWORK',
      code: 'ECONNREFUSED',
    });
  });

  test.each(['not an address s3cret', 'http://user:s3cret@127.0.0.1/', 'ftp://127.0.0.1/?s3cret'])(
    'is an address that cannot be called: %s',
    async (url) => {
      const fault = await faultOf(requestText(request({ url })));
      expect(fault.kind).toBe('NETWORK');
      expect(JSON.stringify([fault.message, fault.code, fault.cause])).not.toContain('s3cret');
    },
  );

  test('is that the caller gave up, before or during the call', async () => {
    peer.replyWith('SILENCE');
    expect((await faultOf(requestText(request({ signal: AbortSignal.abort() })))).kind).toBe('ABORTED');

    const caller = new AbortController();
    const call = faultOf(requestText(request({ signal: caller.signal, retries: 3 })));
    caller.abort();
    expect((await call).kind).toBe('ABORTED');
  });
});

describe('further attempts', () => {
  test.each(['RESET', { status: 502 }, { status: 503 }, { status: 504 }] as const)(
    'are made after %j, as many as allowed',
    async (reply) => {
      peer.replyWith(reply, reply, { body: 'at last' });
      expect((await requestText(request({ retries: 2 }))).body).toBe('at last');
      expect(peer.received).toHaveLength(3);
    },
  );

  test('end with the last outcome', async () => {
    peer.replyWith({ status: 503 }, 'RESET');
    expect((await faultOf(requestText(request({ retries: 1 })))).kind).toBe('NETWORK');
    peer.replyWith('RESET', { status: 503 });
    expect((await requestText(request({ retries: 1 }))).status).toBe(503);
    expect(peer.received).toHaveLength(2);
  });

  test('are not made unless the caller allows them', async () => {
    peer.replyWith({ status: 503 }, { body: 'never asked for' });
    expect((await requestText(request())).status).toBe(503);
    expect(peer.received).toHaveLength(1);
  });

  test.each([{ status: 500 }, { status: 429 }, { status: 200 }])('are not made after %j', async (reply) => {
    peer.replyWith(reply);
    expect((await requestText(request({ retries: 3 }))).status).toBe(reply.status);
    expect(peer.received).toHaveLength(1);
  });
});
