import { serverAudits } from 'graphql-http';
import { describe, expect, test } from 'vitest';
import { startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { stored } from '../kit/stored.ts';

const qiao = useQiao();

/** `fetch` with further headers. */
const fetchWith =
  (headers: () => Record<string, string>): typeof fetch =>
  (url, init) =>
    fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), ...headers() } });

describe('the audits of GraphQL over HTTP, in production, with a token', () => {
  let url: string;
  let token: string;
  test.beforeAll(async () => {
    const server = await startServer(qiao.services, { port: 0, sandbox: false }, createLogger('silent'));
    qiao.onClose(() => server.close());
    url = `http://localhost:${server.port}/graphql`;
    token = await qiao.token();
  });
  const fetchFn = fetchWith(() => ({ authorization: `Bearer ${token}` }));
  test.for(serverAudits({ url: () => url, fetchFn }))('$id $name', async ({ fn }) => {
    expect(await fn()).toMatchObject({ status: 'ok' });
  });
});

describe('the audits of GraphQL over HTTP, in the sandbox, without a token', () => {
  const fetchFn = fetchWith(() => ({ 'apollo-require-preflight': 'true' }));
  test.for(serverAudits({ url: () => `${qiao.url}/graphql`, fetchFn }))('$id $name', async ({ fn }) => {
    expect(await fn()).toMatchObject({ status: 'ok' });
  });
});

describe('the header Accept', () => {
  const ask = async (accept: string, body: object) =>
    fetch(`${qiao.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await qiao.token()}`,
        accept,
      },
      body: JSON.stringify(body),
    });

  test.each(['text/html', 'application/xml', 'text/event-stream', 'application/json;q=0', 'nonsense'])(
    'a mutation whose answer must be “%s” is refused with 406 and not executed',
    async (accept) => {
      const query = 'mutation { addOfficialAccount(input: {}) { officialAccount { id } } }';
      await qiao.token();
      const before = await stored(qiao);
      const response = await ask(accept, { query });
      expect([response.status, response.headers.get('content-type')]).toEqual([
        406,
        'application/json; charset=utf-8',
      ]);
      const { errors } = (await response.json()) as { errors: { extensions: object }[] };
      expect(errors.map(({ extensions }) => extensions)).toEqual([
        { code: 'BAD_REQUEST', requestId: response.headers.get('x-request-id') },
      ]);
      expect(await stored(qiao)).toEqual(before);
    },
  );

  const NODE = 'query A($id: ID!) { node(id: $id) { id } }';
  const RESPONSE = 'application/graphql-response+json';
  describe.each([
    ['a document that does not parse', { query: '{' }, true],
    ['a field that does not exist', { query: '{ nothing }' }, true],
    ['an operation that is not there', { query: '{ __typename }', operationName: 'B' }, true],
    ['a variable without a value', { query: NODE }, true],
    ['no query', { variables: {} }, false],
    ['a document that is too large', { query: `{ ${'terms { version } '.repeat(300)} }` }, false],
    ['a subscription', { query: 'subscription { officialAccountChanged { kind } }' }, false],
  ])('%s', (_what, body, isOfTheDocument) => {
    test.each([
      ['*/*', 400, 'application/json'],
      [RESPONSE, 400, RESPONSE],
      [`${RESPONSE}, application/json;q=0.9`, 400, RESPONSE],
      ['application/json, text/plain, */*', isOfTheDocument ? 200 : 400, 'application/json'],
    ])('is answered to “%s” with status %i', async (accept, status, type) => {
      const response = await ask(accept, body);
      expect([response.status, response.headers.get('content-type')]).toEqual([
        status,
        `${type}; charset=utf-8`,
      ]);
      expect(await response.json()).toMatchObject({
        errors: [{ extensions: { requestId: response.headers.get('x-request-id') } }],
      });
    });
  });

  test.each(['application/json', RESPONSE])(
    'a stranger is answered to “%s” with status 401',
    async (accept) => {
      const response = await fetch(`${qiao.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: JSON.stringify({ query: '{ viewer { userId } }' }),
      });
      expect(response.status).toBe(401);
    },
  );
});
