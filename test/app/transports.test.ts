import { getIntrospectionQuery } from 'graphql';
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { TestClient } from '../kit/client.ts';
import { clockBeforeEndOf } from '../kit/clock.ts';
import { RawSocket } from '../kit/raw-socket.ts';
import { useQiao } from '../kit/shared-qiao.ts';

const qiao = useQiao();
let token: string;
beforeAll(async () => {
  token = await qiao.token();
});

const VIEWER = '{ viewer { userId role installation { site } } }';
const aliases = (count: number) =>
  `{ ${Array.from({ length: count }, (_, n) => `a${n}: terms { version }`).join(' ')} }`;

const signedIn = (as = token) => RawSocket.signedIn(`${qiao.url}/graphql`, as);

/** What a document, wrong in some way, is answered over WebSocket. */
async function codesOverWebSocket(payload: object): Promise<(string | undefined)[]> {
  const socket = await signedIn();
  await socket.send({ type: 'subscribe', id: '1', payload });
  const { type, payload: answer } = await socket.next();
  socket.end();
  const errors = (type === 'error' ? answer : (answer as { errors?: unknown }).errors) as
    | { extensions?: { code?: string } }[]
    | undefined;
  return (errors ?? []).map((error) => error.extensions?.code);
}

async function codesOverHttp(payload: object): Promise<(string | undefined)[]> {
  const { errors } = await new TestClient(`${qiao.url}/graphql`, token).post(payload);
  return (errors ?? []).map((error) => error.extensions?.code);
}

describe('one verdict on both transports', () => {
  test.each([
    ['a document that does not parse', { query: '{ viewer' }, ['GRAPHQL_PARSE_FAILED']],
    ['a field that does not exist', { query: '{ nothing }' }, ['GRAPHQL_VALIDATION_FAILED']],
    ['more than 1,000 tokens', { query: aliases(300) }, ['QUERY_TOO_COMPLEX']],
    [
      'a variable of a wrong type',
      { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: {} } },
      ['BAD_USER_INPUT'],
    ],
    [
      'a variable that is missing',
      { query: 'query ($id: ID!) { node(id: $id) { id } }' },
      ['BAD_USER_INPUT'],
    ],
    [
      'a page that is too large',
      { query: '{ officialAccounts(first: 101) { edges { cursor } } }' },
      ['BAD_USER_INPUT'],
    ],
    [
      'an operation name that is not in the document',
      { query: 'query A { __typename }', operationName: 'B' },
      ['OPERATION_RESOLUTION_FAILURE'],
    ],
  ])('%s', async (_what, payload, codes) => {
    expect(await codesOverHttp(payload)).toEqual(codes);
    expect(await codesOverWebSocket(payload)).toEqual(codes);
  });

  test('queries and mutations run over WebSocket as over HTTP', async () => {
    const expected = { viewer: { userId: '17', role: 'ADMINISTRATOR', installation: { site: 'acme' } } };
    const http = await new TestClient(`${qiao.url}/graphql`, token).ask(VIEWER);
    const socket = await signedIn();
    await socket.send({ type: 'subscribe', id: '1', payload: { query: VIEWER } });
    const next = await socket.receive('next');
    await socket.receive('complete');
    socket.end();

    expect(http).toEqual({ status: 200, data: expected });
    expect(next.payload).toMatchObject({ data: expected, extensions: { cost: { actualQueryCost: 1 } } });
  });

  test('errors suggest names of the schema where anybody may read it', async () => {
    const { errors } = await new TestClient(`${qiao.url}/graphql`, token).ask('{ viewr { userId } }');
    expect(errors?.[0]?.message).toBe('Cannot query field "viewr" on type "Query". Did you mean "viewer"?');
  });
});

describe('who may not sign in', () => {
  const sign = async (claims: object, options: { issuer?: string; audience?: string; exp?: string } = {}) => {
    const { privateKey } = await generateKeyPair('ES256');
    return new SignJWT({ site: 'acme', role: 'admin', ...claims })
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject('17')
      .setIssuer(options.issuer ?? 'qiao-development')
      .setAudience(options.audience ?? 'qiao')
      .setExpirationTime(options.exp ?? '1h')
      .sign(privateKey);
  };
  test.each<[string, () => Promise<string | null>]>([
    ['nobody', async () => null],
    ['a token signed by another key', () => sign({})],
    [
      'an unsigned token',
      async () =>
        new UnsecuredJWT({ site: 'acme', role: 'admin', sub: '17' })
          .setIssuer('qiao-development')
          .setAudience('qiao')
          .encode(),
    ],
    ['an expired token', () => qiao.token({ life: -10 })],
    ['no token at all', async () => 'nonsense'],
  ])('%s', async (_who, make) => {
    const wrong = await make();
    const answer = await new TestClient(`${qiao.url}/graphql`, wrong).ask(VIEWER);
    expect(answer.status).toBe(401);
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.map((error) => error.extensions?.code)).toEqual(['UNAUTHENTICATED']);
    expect(JSON.stringify(answer)).not.toContain(wrong ?? 'there is no token');

    const socket = await new RawSocket(`${qiao.url}/graphql`).send({
      type: 'connection_init',
      payload: wrong === null ? {} : { authorization: `Bearer ${wrong}` },
    });
    const { code, reason } = await socket.closed;
    expect([code, reason]).toEqual([4403, answer.errors?.[0]?.message]);
  });

  test('a site that Qiao is not installed for', async () => {
    const strange = await qiao.strangerToken('nowhere');
    const { status, errors } = await new TestClient(`${qiao.url}/graphql`, strange).ask(VIEWER);
    expect(status).toBe(401);
    expect(errors?.[0]?.message).toBe('Qiao is not installed for the site of this token.');
  });

  test('strangers read the schema in the sandbox, and nowhere else', async () => {
    const introspection = '{ __schema { queryType { name } } }';
    const open = await new TestClient(`${qiao.url}/graphql`, null).ask(introspection);
    expect(open.data).toEqual({ __schema: { queryType: { name: 'Query' } } });

    const production = await startServer(qiao.services, { port: 0, sandbox: false }, createLogger('silent'));
    qiao.onClose(() => production.close());
    const closed = await new TestClient(`http://localhost:${production.port}/graphql`, null).ask(
      introspection,
    );
    expect(closed.status).toBe(401);
    const known = await new TestClient(`http://localhost:${production.port}/graphql`, token).ask(
      introspection,
    );
    expect(known.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });
});

describe('over HTTP', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${qiao.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body,
    });

  test('every answer has the request id that its errors name', async () => {
    const response = await post(JSON.stringify({ query: '{ nothing }' }));
    const { errors } = (await response.json()) as { errors: { extensions: { requestId: string } }[] };
    const id = response.headers.get('x-request-id');
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(errors[0]?.extensions.requestId).toBe(id);
  });

  test.each<[string, () => Promise<Response>, number]>([
    [
      'a body of more than 100 kB',
      () => post(JSON.stringify({ query: `# ${'x'.repeat(110_000)}\n{ __typename }` })),
      413,
    ],
    ['a body that is not JSON', () => post('{'), 400],
    [
      'a body of another kind',
      () => post('a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
    ],
    ['a compressed body', () => post(JSON.stringify({ query: VIEWER }), { 'content-encoding': 'gzip' }), 415],
    [
      'a body in another character set',
      () => post(JSON.stringify({ query: VIEWER }), { 'content-type': 'application/json; charset=gbk' }),
      415,
    ],
    ['a path that is not there', () => fetch(`${qiao.url}/nothing`), 404],
  ])('%s is answered in JSON', async (_what, ask, status) => {
    const response = await ask();
    expect(response.status).toBe(status);
    const body = (await response.json()) as {
      errors: { message: string; extensions: { code: string; requestId: string } }[];
    };
    expect(body.errors[0]?.extensions.requestId).toBe(response.headers.get('x-request-id'));
  });

  test.each([
    'application/json, charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json, application/json',
    'APPLICATION/JSON; Charset=utf8',
  ])('a body is read as %s', async (type) => {
    const answer = await post(JSON.stringify({ query: VIEWER }), { 'content-type': type });
    expect(answer.status).toBe(200);
  });

  test.each(['operationName', 'variables', 'extensions'])(
    '%s that is empty in a GET was omitted',
    async (name) => {
      const answer = await fetch(`${qiao.url}/graphql?query=${encodeURIComponent(VIEWER)}&${name}=`, {
        headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true' },
      });
      expect([answer.status, await answer.json()]).toMatchObject([200, { data: { viewer: {} } }]);
    },
  );

  test('operations in batches, mutations by GET and subscriptions are refused', async () => {
    const batch = await post(JSON.stringify([{ query: VIEWER }, { query: VIEWER }]));
    expect(batch.status).toBe(400);
    const mutation = 'mutation { addOfficialAccount(input: {}) { userErrors { code } } }';
    const byGet = await fetch(`${qiao.url}/graphql?query=${encodeURIComponent(mutation)}`, {
      headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true' },
    });
    expect(byGet.status).toBe(405);
    const before = qiao.services.push.subscriberCount;
    const { errors } = (await (
      await post(JSON.stringify({ query: 'subscription { officialAccountChanged { kind } }' }))
    ).json()) as {
      errors: unknown[];
    };
    expect(errors).toHaveLength(1);
    expect(qiao.services.push.subscriberCount, 'nothing of it goes on').toBe(before);
    expect(
      (await new TestClient(`${qiao.url}/graphql`, token).ask('{ officialAccounts { totalCount } }')).data,
    ).toEqual({
      officialAccounts: { totalCount: 0 },
    });
  });

  test('tools read the schema with their usual query, and no other fragment may be so deep', async () => {
    const usual = await post(JSON.stringify({ query: getIntrospectionQuery() }));
    expect(await usual.json()).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } });
    const levels = 11;
    const query = `{ ...Deep } fragment Deep on Query { ${'node { '.repeat(levels)} id ${'} '.repeat(levels)} }`;
    expect(await (await post(JSON.stringify({ query }))).json()).toMatchObject({
      errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }],
    });
  });

  test('the process says that it runs and that it can serve', async () => {
    expect(await (await fetch(`${qiao.url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${qiao.url}/readyz`)).json()).toEqual({
      status: 'ok',
      database: 'ok',
      migrations: 'ok',
      draining: false,
      wechat: { state: 'OK', errcode: null, address: null, since: null },
    });
  });
});

describe('over WebSocket', () => {
  test('a message of more than 64 kB closes the socket', async () => {
    const socket = await signedIn();
    await socket.send({ type: 'subscribe', id: '1', payload: { query: `# ${'x'.repeat(70_000)}` } });
    expect((await socket.closed).code).toBe(1009);
  });

  test('a socket ends with its token, with 4403', async () => {
    const services = { ...qiao.services, clock: clockBeforeEndOf(token) };
    const server = await startServer(services, { port: 0, sandbox: true }, createLogger('silent'));
    qiao.onClose(() => server.close());
    const socket = await RawSocket.signedIn(`http://localhost:${server.port}/graphql`, token);
    expect(await socket.closed).toEqual({ code: 4403, reason: 'The token has expired.' });
  });
});
