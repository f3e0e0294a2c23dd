import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Call, call } from '../../../src/integrations/eloqua/rest.call.ts';
import { HttpFault, requestText } from '../../../src/kernel/http.ts';
import { type Peer, type Reply, startPeer } from '../../kernel/peer.ts';
import { answer, errorOf } from './kit.ts';

let peer: Peer;
beforeAll(async () => {
  peer = await startPeer();
});
afterAll(() => peer[Symbol.asyncDispose]());

const asks = (request: Partial<Call<{ id: string }>> = {}) =>
  call(
    requestText,
    { baseUrl: peer.url, accessToken: 'T' },
    {
      method: 'POST',
      path: '/api/REST/2.0/assets/campaign',
      answer: z.object({ id: z.string() }),
      timeoutMs: 20_000,
      retryWaitMs: 1,
      ...request,
    },
  );
const html = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' };

describe('an answer means', () => {
  test.each<[string, Reply, string, boolean]>([
    ['401', { status: 401 }, 'UNAUTHORIZED', false],
    ['a redirect to the login page', { status: 302, headers: { location: '/login' } }, 'UNAUTHORIZED', false],
    ['200 with "Not authenticated." in JSON', answer('Not authenticated.'), 'UNAUTHORIZED', false],
    ['200 with it in plain text', { body: 'Not authenticated.\r\n' }, 'UNAUTHORIZED', false],
    ['403', answer({}, 403), 'FORBIDDEN', false],
    ['404', { status: 404 }, 'NOT_FOUND', false],
    ['410', { status: 410 }, 'NOT_FOUND', false],
    ['400', answer({}, 400), 'INVALID', false],
    ['413', { status: 413, body: '<html>' }, 'INVALID', false],
    ['409', answer({}, 409), 'CONFLICT', false],
    ['412', answer({}, 412), 'CONFLICT', false],
    ['429', { status: 429 }, 'THROTTLED', true],
    ['500', answer({ id: '1' }, 500), 'UNAVAILABLE', true],
    ['408', { status: 408 }, 'UNAVAILABLE', true],
    ['503', { status: 503, body: '<html>' }, 'UNAVAILABLE', true],
    ['200 in HTML', html, 'UNAVAILABLE', true],
    ['200 and nothing', { body: '' }, 'UNAVAILABLE', true],
    ['204 where something is due', { status: 204 }, 'UNAVAILABLE', true],
    ['200 of another shape', answer({ name: 'x' }), 'UNAVAILABLE', true],
    ['a cut connection', 'RESET', 'UNAVAILABLE', true],
    ['half an answer', 'STALL', 'UNAVAILABLE', true],
    ['silence', 'SILENCE', 'UNAVAILABLE', true],
  ])('%s: %o', async (_what, reply, kind, retryable) => {
    peer.replyWith(reply);
    const error = await errorOf(asks(reply === 'SILENCE' || reply === 'STALL' ? { timeoutMs: 300 } : {}));
    expect({ kind: error.kind, retryable: error.retryable }).toEqual({ kind, retryable });
    expect(error.call).toBe('POST /api/REST/2.0/assets/campaign');
    expect(peer.received).toHaveLength(1);
  });

  test('what decides about it was wrong, and where Eloqua finds the call', async () => {
    const headers = { 'x-request-id': 'a1b2-c3' };
    for (const [body, field] of [
      ['{"id":[]}', 'id'],
      ['{}', 'id'],
      ['[]', ''],
      ['<html>', ''],
    ] as const) {
      peer.replyWith({ headers, body });
      expect(await errorOf(asks())).toMatchObject({ field, requestId: 'a1b2-c3', word: null });
    }
    const body = '{"error":"invalid_client"}';
    peer.replyWith({ status: 401, headers: { 'x-request-id': 'no id: <b>' }, body });
    expect(await errorOf(asks())).toMatchObject({ field: null, requestId: null, word: 'invalid_client' });
  });

  test('what it says, without what PostgreSQL cannot store', async () => {
    peer.replyWith({ body: '{"id":"a\\u0000b\\ud800"}' });
    expect(await asks()).toEqual({ id: 'ab\ufffd' });
  });
});

describe('a 400 tells what was wrong', () => {
  const uniqueness = {
    type: 'ObjectValidationError',
    container: { type: 'ObjectKey', objectType: 'ContactField' },
    property: 'name',
    requirement: { type: 'UniquenessRequirement' },
    value: 'WeChat OpenID A1',
  };

  test.each([
    ['in a list', [uniqueness], 'name', 'UniquenessRequirement'],
    ['as one object', uniqueness, 'name', 'UniquenessRequirement'],
    [
      'about a parameter',
      { type: 'EndpointParameterError', parameter: 'id', requirement: { type: 'IdRequirement' }, value: 'x' },
      'id',
      'IdRequirement',
    ],
    [
      'in Bulk',
      { failures: [{ field: 'identifierFieldName', value: 'x', constraint: '…' }] },
      'identifierFieldName',
      null,
    ],
    ['in no known form', [{ property: 'a sentence with a secret', requirement: 'No' }], null, null],
  ])('%s', async (_where, body, property, requirement) => {
    peer.replyWith(answer(body, 400));
    const error = await errorOf(asks());
    expect(error.violations).toEqual([{ property, requirement }]);
    expect(error.message).toBe(
      `Eloqua POST /api/REST/2.0/assets/campaign: 400, INVALID ${property ?? '?'}: ${requirement ?? '?'}`,
    );
  });

  test('or does not', async () => {
    peer.replyWith({ status: 400, body: '<html>' });
    expect((await errorOf(asks())).violations).toEqual([]);
  });
});

describe('a GET', () => {
  test.each([429, 502, 503, 504, 'RESET'] as const)('is tried again after %s', async (fault) => {
    peer.replyWith(fault === 'RESET' ? fault : { status: fault }, answer({ id: '1' }));
    expect(await asks({ method: 'GET' })).toEqual({ id: '1' });
    expect(peer.received).toHaveLength(2);
  });

  test('is tried three times', async () => {
    peer.replyWith({ status: 503 });
    expect((await errorOf(asks({ method: 'GET' }))).status).toBe(503);
    expect(peer.received).toHaveLength(3);
  });

  test.each<[string, Reply]>([
    ['401', { status: 401 }],
    ['404', { status: 404 }],
    ['500', { status: 500 }],
    ['HTML', html],
    ['silence', 'SILENCE'],
  ])('is not tried again after %s', async (_what, reply) => {
    peer.replyWith(reply);
    await errorOf(asks({ method: 'GET', timeoutMs: 100 }));
    expect(peer.received).toHaveLength(1);
  });

  test('waits longer each time', async () => {
    peer.replyWith({ status: 429 });
    const start = performance.now();
    await errorOf(asks({ method: 'GET', retryWaitMs: 100 }));
    const waited = performance.now() - start;
    expect(waited).toBeGreaterThan(240);
  });

  test('and its waiting end when the caller gives up', async () => {
    peer.replyWith({ status: 503 });
    const caller = new AbortController();
    const call = asks({ method: 'GET', retryWaitMs: 60_000, signal: caller.signal });
    await expect.poll(() => peer.received.length).toBe(1);
    caller.abort();
    await expect(call).rejects.toEqual(expect.objectContaining({ kind: 'ABORTED' }));
    await expect(call).rejects.toBeInstanceOf(HttpFault);
    expect(peer.received).toHaveLength(1);
  });
});

test.each(['POST', 'PUT'] as const)('a %s is never tried again', async (method) => {
  for (const reply of [{ status: 429 }, { status: 503 }, 'RESET'] as const) {
    peer.replyWith(reply, answer({ id: '1' }));
    await errorOf(asks({ method }));
    expect(peer.received).toHaveLength(1);
  }
});

test('a call carries its token, and says that it sends JSON', async () => {
  peer.replyWith(answer({ id: '1' }));
  await asks({ method: 'PUT', query: { search: "name='Mei *'" }, body: { name: '微信' } });
  const [request] = peer.received;
  expect(request).toMatchObject({
    query: { search: "name='Mei *'" },
    body: '{"name":"微信"}',
    headers: { authorization: 'Bearer T', 'content-type': 'application/json', accept: 'application/json' },
  });
});

test('an invalid URL is UNAVAILABLE', async () => {
  const session = { baseUrl: '', accessToken: 'T' };
  const request = { method: 'GET', path: '/id', answer: z.object({}), retryWaitMs: 1 } as const;
  expect((await errorOf(call(requestText, session, request))).kind).toBe('UNAVAILABLE');
});
