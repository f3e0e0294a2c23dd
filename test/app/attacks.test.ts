import 'reflect-metadata';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { Operations } from '../../src/app/operations/operations.ts';
import { startServer } from '../../src/app/server.ts';
import { LIMITS } from '../../src/graphql/limits.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { BothWays, codesOf, type Told } from '../kit/both-ways.ts';
import { eventually } from '../kit/eventually.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { addAccount } from '../kit/stories.ts';

const qiao = useQiao();
let token: string;
let ways: BothWays;
let inProduction: BothWays;
beforeAll(async () => {
  token = await qiao.token();
  ways = await BothWays.open(`${qiao.url}/graphql`, token);
  const production = await startServer(qiao.services, { port: 0, sandbox: false }, createLogger('silent'));
  qiao.onClose(() => production.close());
  inProduction = await BothWays.open(`http://localhost:${production.port}/graphql`, token);
});
afterAll(() => {
  ways.close();
  inProduction.close();
});

/** A refused attack is answered in two kilobytes. */
const SHORT = 2048;

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const nested = (count: number, open: string, leaf: string): string =>
  leaf === '' || count === 0 ? leaf : `${open} { ${nested(count - 1, open, leaf)} }`;

/** The same over both transports, short, and nothing was executed: there is not even a null for the data. */
async function refused(payload: object | string): Promise<Told> {
  const http = await ways.overHttp(payload);
  const socket = await ways.overWebSocket(payload);
  expect(codesOf(socket)).toEqual(codesOf(http));
  for (const answer of [http, socket]) {
    expect(answer.data).toBeUndefined();
    expect(answer.bytes).toBeLessThanOrEqual(SHORT);
    expect(answer.errors.length).toBeLessThanOrEqual(LIMITS.errors);
  }
  expect(http.status).toBe(400);
  expect(http.errors.map(({ message }) => message)).toEqual(socket.errors.map(({ message }) => message));
  expect(http.errors.map(({ locations }) => locations)).toEqual(
    socket.errors.map(({ locations }) => locations),
  );
  return http;
}

const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]));
const sendersOf = (inner: string) => `messageSenders(first: 100) { edges { node { ${inner} } } }`;
const UPDATE_ACCESS =
  'mutation ($input: UpdateAccessInput!) { updateAccess(input: $input) { userErrors { code } } }';

describe('an operation that would cost too much is refused before it begins, and told why', () => {
  test.each<[attack: string, payload: object | string, says: string]>([
    [
      'lists that are nested through the graph',
      { query: `{ officialAccounts(first: 100) { edges { node { ${sendersOf('account { id }')} } } } }` },
      'The operation may cost',
    ],
    [
      'the same list inside itself, again and again',
      {
        query: `query ($id: ID!) { officialAccount(id: $id) { ${sendersOf(`account { ${sendersOf('account { id }')} }`)} } }`,
        variables: { id: 'x' },
      },
      'The operation may cost',
    ],
    [
      'ever deeper lists',
      {
        query: `{ officialAccount(id: "x") { ${nested(4, 'messageSenders { edges { node { account', 'id')}${' } } }'.repeat(4)} } }`,
      },
      'Fields are nested at most 10 levels deep.',
    ],
    [
      'wide lists under aliases',
      {
        query: `{ ${times(10, (n) => `a${n}: officialAccounts(first: 100) { edges { node { ${sendersOf('id')} } } }`)} }`,
      },
      'The operation may cost',
    ],
    [
      'wide lists whose size is in a variable, or its default',
      {
        query:
          'query ($n: Int = 100) { officialAccounts(first: $n) { edges { node { messageSenders(first: $n) { edges { node { id } } } } } } }',
      },
      'The operation may cost 1010 points',
    ],
    [
      'fields that cost time, under aliases',
      {
        query: `{ ${times(10, (n) => `a${n}: officialAccounts(first: 100) { edges { node { authorizationSession { qrCodeSvg } } } }`)} }`,
      },
      'The operation may cost 1200 points',
    ],
    [
      'long tables under aliases, beside a wide list',
      {
        query: `{ ${times(9, (n) => `a${n}: timeZones { name }`)} officialAccounts(first: 100) { edges { node { messageSenders(first: 70) { edges { node { id } } } } } } }`,
      },
      'The operation may cost 1088 points',
    ],
    [
      'more objects by ID than an operation may cost',
      {
        query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
        variables: { ids: Array.from({ length: 10_001 }, () => 'x') },
      },
      'The operation may cost 1001 points',
    ],
    [
      'many introspections under aliases',
      {
        query: `{ ${times(10, (n) => `a${n}: __schema { types { ...T } }`)} } fragment T on __Type { kind name fields { name description args { name description type { ...N } } type { ...N } } } fragment N on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`,
      },
      'The operation may cost',
    ],
    [
      'an introspection that is wide inside',
      {
        query: `{ __schema { ${times(14, (n) => `a${n}: types { ...T }`)} } } fragment T on __Type { fields { type { fields { name description type { name } } } } }`,
      },
      'The operation may cost',
    ],
    [
      'fragments that fan out 2^19 times',
      {
        query: `{ ...F0 } ${times(19, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F19 on Query { __typename }`,
      },
      'An operation has at most 2000 fields; each fragment counts as often as it is used.',
    ],
    [
      'a flood of aliases',
      { query: `{ ${times(100, (n) => `a${n}: viewer { role }`)} }` },
      'A document has at most 15 aliases',
    ],
    [
      'a flood of aliases of __typename',
      { query: `{ ${times(300, (n) => `a${n}: __typename`)} }` },
      'A document has at most 15 aliases',
    ],
    [
      'a flood of aliases in a fragment',
      { query: `{ viewer { ...F } } fragment F on Viewer { ${times(16, (n) => `a${n}: role`)} }` },
      'A document has at most 15 aliases',
    ],
    [
      'a field that is repeated 300 times',
      { query: `{ officialAccount(id: "x") { ${times(300, () => 'id')} } }` },
      'A document has at most 15 aliases',
    ],
    [
      'a field that is repeated in inline fragments',
      { query: `{ officialAccount(id: "x") { ${times(200, () => '... { id }')} } }` },
      'A document has at most 15 aliases',
    ],
    [
      'a flood of directives',
      { query: `{ viewer { role ${times(100, () => '@skip(if: true)')} } }` },
      'A document has at most 10 directives.',
    ],
    [
      'a flood of directives that do not exist',
      { query: `{ viewer { role ${times(900, () => '@a')} } }` },
      '',
    ],
    [
      'more than ten root fields',
      { query: `{ ${times(11, (n) => `a${n}: viewer { role }`)} }` },
      'An operation has at most 10 root fields.',
    ],
    [
      'root fields in fragments',
      {
        query: `{ ${times(11, (n) => `...F${n}`)} } ${times(11, (n) => `fragment F${n} on Query { viewer { role } }`)}`,
      },
      'An operation has at most 10 root fields.',
    ],
    [
      'deep nesting of fields that do not exist',
      { query: `{ ${nested(300, 'a', 'b')} }` },
      'Fields are nested at most 10 levels deep.',
    ],
    [
      'more than 1,000 tokens',
      { query: `{ ${times(1000, () => 'a')} }` },
      'A document has at most 1000 tokens.',
    ],
    [
      'more than 1,000 comments',
      { query: `${'#\n'.repeat(1001)}{ __typename }` },
      'A document has at most 1000 tokens and comments.',
    ],
    [
      'a document over 16 kB',
      { query: `{ __typename } # ${'x'.repeat(LIMITS.documentBytes)}` },
      'A document has at most 16384 bytes.',
    ],
    [
      'a document over 16 kB in few characters',
      { query: `{ __typename } # ${'网'.repeat(LIMITS.documentBytes / 3)}` },
      'A document has at most 16384 bytes.',
    ],
    [
      'variables that are nested deeply',
      `{"query":"${UPDATE_ACCESS}","variables":{"input":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`,
      'Variables are nested at most 8 levels deep.',
    ],
    [
      'variables of too many fields, which every error would repeat',
      {
        query: UPDATE_ACCESS,
        variables: { input: { accountId: 'x', a: fields(500), b: [fields(300), fields(300)] } },
      },
      'Variables have at most 1000 fields in all.',
    ],
    [
      'variables that are nested deeply, and that nothing uses',
      `{"query":"{ __typename }","variables":{"x":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}}`,
      'Variables are nested at most 8 levels deep.',
    ],
  ])('%s', async (_attack, payload, says) => {
    const answer = await refused(payload);
    expect(codesOf(answer)).toEqual(['QUERY_TOO_COMPLEX']);
    expect(answer.errors[0]?.message).toContain(says);
  });
});

describe('a document that does not fit is told so in few words', () => {
  test.each<[attack: string, payload: object]>([
    [
      'fragments that use each other in a circle',
      { query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A viewer { role } }' },
    ],
    [
      'a fragment that uses itself below a list',
      {
        query: `{ officialAccount(id: "x") { ...A } } fragment A on OfficialAccount { ${sendersOf('account { ...A }')} }`,
      },
    ],
    [
      'a field with two different arguments',
      { query: '{ officialAccounts(first: 1) { totalCount } officialAccounts(first: 100) { totalCount } }' },
    ],
    [
      'conflicts in many fragments',
      {
        query: `{ node(id: "x") { ${times(14, (n) => `...F${n}`)} } } ${times(14, (n) => `fragment F${n} on OfficialAccount { messageSenders(first: ${n}) { edges { node { id status } } totalCount } defaultCampaign { id name } }`)}`,
      },
    ],
    [
      'deep introspection',
      { query: `{ __schema { types { ${nested(5, 'fields { type', 'name')}${' }'.repeat(5)} } } }` },
    ],
    ['more errors than anybody reads', { query: `{ viewer { ${times(100, (n) => `x${n}`)} } }` }],
    [
      'names that are as long as the document',
      { query: `{ ${times(8, (n) => `${'x'.repeat(1900)}${n}`)} }` },
    ],
    ['definitions of types', { query: 'type A { id: ID } { __typename }' }],
    ['parts that come later', { query: '{ ... @defer { viewer { role } } }' }],
    [
      'names of every object in JavaScript',
      { query: '{ __proto__ constructor toString viewer { __proto__ } }' },
    ],
    ['fragments by such names that do not exist', { query: '{ ...__proto__ ...constructor ...toString }' }],
    [
      'types by such names',
      { query: '{ node(id: "x") { ... on toString { id } ... on __proto__ { id } } }' },
    ],
    [
      'enum values and inputs by such names',
      {
        query:
          '{ officialAccounts(filter: { statuses: [toString, constructor], __proto__: 1 }) { totalCount } }',
      },
    ],
  ])('%s', async (_attack, payload) => {
    const answer = await refused(payload);
    expect(new Set(codesOf(answer))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
  });

  test('a text that does not parse', async () => {
    const { errors } = await refused({ query: `{ "${'x'.repeat(15_000)}" }` });
    expect(errors[0]?.message).toMatch(/^Syntax Error: Expected Name, found String "x+ … x+"\.$/);
  });
});

describe('variables that do not fit are told so in few words', () => {
  test.each<[attack: string, payload: object | string]>([
    [
      'a huge value of a wrong type',
      {
        query: 'query ($n: Int) { marketingUsers(first: $n) { totalCount } }',
        variables: { n: 'x'.repeat(60_000) },
      },
    ],
    [
      'a thousand wrong values',
      {
        query: UPDATE_ACCESS,
        variables: { input: { accountId: 'x', addUserIds: Array.from({ length: 1000 }, () => ({})) } },
      },
    ],
    [
      'almost a thousand unknown names',
      {
        query: UPDATE_ACCESS,
        variables: { input: fields(999) },
      },
    ],
    [
      'required variables by the names of every object',
      {
        query:
          'query ($toString: ID!, $constructor: ID!) { a: node(id: $toString) { id } b: node(id: $constructor) { id } }',
      },
    ],
    [
      'enum values by such names',
      '{"query":"query ($s: [AccountStatus!]) { officialAccounts(filter: { statuses: $s }) { totalCount } }","variables":{"s":["toString","__proto__","constructor"]}}',
    ],
  ])('%s', async (_attack, payload) => {
    expect(new Set(codesOf(await refused(payload)))).toEqual(new Set(['BAD_USER_INPUT']));
  });

  test('a huge value of a right type is a value like others', async () => {
    const payload = {
      query: 'query ($s: String) { marketingUsers(search: $s) { totalCount } }',
      variables: { s: 'x'.repeat(60_000) },
    };
    expect((await ways.overHttp(payload)).data).toEqual({ marketingUsers: { totalCount: 0 } });
    expect((await ways.overWebSocket(payload)).data).toEqual({ marketingUsers: { totalCount: 0 } });
  });
});

test.each([
  ['a field', '{ viewr { role } }'],
  ['an argument', '{ officialAccounts(firs: 1) { totalCount } }'],
  ['a type', '{ node(id: "x") { ... on OfficialAccoun { id } } }'],
  ['an enum value', '{ officialAccounts(filter: { statuses: [ACTIV] }) { totalCount } }'],
  ['an input field', '{ officialAccounts(filter: { status: [ACTIVE] }) { totalCount } }'],
  [
    'an enum value in a variable',
    'query ($f: OfficialAccountFilter) { officialAccounts(filter: $f) { totalCount } }',
  ],
])('in production no error suggests what the schema has: %s', async (_what, query) => {
  const sent = { query, variables: { f: { statuses: ['ACTIV'], accountTyp: 'SERVICE' } } };
  for (const { errors } of [await inProduction.overHttp(sent), await inProduction.overWebSocket(sent)]) {
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.map(({ message }) => message).join()).not.toMatch(/did you mean/i);
  }
});

describe('names of every object in JavaScript are names like others', () => {
  test.each<[what: string, payload: object, data: unknown]>([
    [
      'aliases',
      { query: '{ __proto__: viewer { constructor: userId toString: role hasOwnProperty: __typename } }' },
      '{"__proto__":{"constructor":"17","toString":"ADMINISTRATOR","hasOwnProperty":"Viewer"}}',
    ],
    [
      'fragments',
      {
        query:
          '{ ...__proto__ ...constructor } fragment __proto__ on Query { viewer { role } } fragment constructor on Query { __typename }',
      },
      '{"viewer":{"role":"ADMINISTRATOR"},"__typename":"Query"}',
    ],
    [
      'operations',
      {
        query: 'query constructor { viewer { role } } query toString { __typename }',
        operationName: 'toString',
      },
      '{"__typename":"Query"}',
    ],
    [
      'variables',
      {
        query:
          'query ($constructor: ID!, $toString: Int) { node(id: $constructor) { id } officialAccounts(first: $toString) { totalCount } }',
        variables: { constructor: 'x' },
      },
      '{"node":null,"officialAccounts":{"totalCount":0}}',
    ],
    [
      'types that are looked up',
      { query: '{ __type(name: "__proto__") { name } a: __type(name: "constructor") { name } }' },
      '{"__type":null,"a":null}',
    ],
  ])('%s', async (_what, payload, data) => {
    const http = await ways.overHttp(payload);
    const socket = await ways.overWebSocket(payload);
    expect([http.errors, socket.errors]).toEqual([[], []]);
    expect([JSON.stringify(http.data), JSON.stringify(socket.data)]).toEqual([data, data]);
  });

  test('an operation by such a name that is not there', async () => {
    for (const operationName of ['__proto__', 'constructor', 'toString'])
      expect(codesOf(await refused({ query: 'query A { __typename }', operationName }))).toEqual([
        'OPERATION_RESOLUTION_FAILURE',
      ]);
  });

  test.each([
    '{"query":"query ($__proto__: ID!) { node(id: $__proto__) { id } }","variables":{"__proto__":"x"}}',
    '{"query":"{ node(id: \\"x\\") { id } }","__proto__":{"operationName":"X","polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    '{"query":"{ node(id: \\"x\\") { id } }","variables":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
  ])('a body with such keys changes no object: %s', async (payload) => {
    expect((await ways.overHttp(payload)).data).toEqual({ node: null });
    expect((await ways.overWebSocket(payload)).data).toEqual({ node: null });
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('over HTTP', () => {
  const send = (init: RequestInit, search = '') => fetch(`${qiao.url}/graphql${search}`, init);
  const bearer = () => ({ authorization: `Bearer ${token}` });
  const MUTATION = 'mutation { addOfficialAccount(input: {}) { officialAccount { id } } }';
  const ofAnotherSite = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

  test.each<[attack: string, ask: () => Promise<Response>, status: number]>([
    [
      'a batch of operations',
      () =>
        send({
          method: 'POST',
          headers: { ...bearer(), 'content-type': 'application/json' },
          body: JSON.stringify([{ query: MUTATION }, { query: MUTATION }]),
        }),
      400,
    ],
    ['a mutation by GET', () => send({ headers: bearer() }, `?query=${encodeURIComponent(MUTATION)}`), 405],
    [
      'a form of another site',
      () =>
        send({
          method: 'POST',
          headers: { ...ofAnotherSite, 'content-type': 'application/x-www-form-urlencoded' },
          body: `query=${encodeURIComponent(MUTATION)}`,
        }),
      415,
    ],
    [
      'a form with files of another site',
      () => {
        const form = new FormData();
        form.set('operations', JSON.stringify({ query: MUTATION }));
        return send({ method: 'POST', headers: ofAnotherSite, body: form });
      },
      415,
    ],
    [
      'a text of another site that is JSON',
      () =>
        send({
          method: 'POST',
          headers: { ...ofAnotherSite, 'content-type': 'text/plain' },
          body: JSON.stringify({ query: MUTATION }),
        }),
      400,
    ],
    [
      'an address of another site',
      () => send({ headers: ofAnotherSite }, `?query=${encodeURIComponent('{ viewer { role } }')}`),
      400,
    ],
    [
      'a body that is a list',
      () =>
        send({ method: 'POST', headers: { ...bearer(), 'content-type': 'application/json' }, body: '[]' }),
      400,
    ],
    [
      'a body that is null',
      () =>
        send({ method: 'POST', headers: { ...bearer(), 'content-type': 'application/json' }, body: 'null' }),
      400,
    ],
    [
      'variables that are a list',
      () =>
        send({
          method: 'POST',
          headers: { ...bearer(), 'content-type': 'application/json' },
          body: JSON.stringify({ query: MUTATION, variables: [] }),
        }),
      400,
    ],
    [
      'a query that is a document already',
      () =>
        send({
          method: 'POST',
          headers: { ...bearer(), 'content-type': 'application/json' },
          body: JSON.stringify({ query: { kind: 'Document', definitions: [] } }),
        }),
      400,
    ],
  ])('%s is refused, and nothing happens', async (_attack, ask, status) => {
    const response = await ask();
    const body = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      expect.stringContaining('json'),
    ]);
    expect(body.length).toBeLessThanOrEqual(SHORT);
    const { errors } = JSON.parse(body) as Told;
    expect(codesOf({ errors } as Told)).toEqual(['BAD_REQUEST']);
    expect(errors[0]?.extensions.requestId).toBe(response.headers.get('x-request-id'));
    const { data } = await ways.overHttp({ query: '{ officialAccounts { totalCount } }' });
    expect(data).toEqual({ officialAccounts: { totalCount: 0 } });
  });
});

test('the documents of strangers are not read in production, whatever they contain', async () => {
  const production = await startServer(qiao.services, { port: 0, sandbox: false }, createLogger('silent'));
  qiao.onClose(() => production.close());
  for (const query of [
    '{ this is no document (',
    '{ nothing }',
    '{ __typename }',
    getIntrospectionQuery(),
    `# ${'x'.repeat(90_000)}`,
  ]) {
    const response = await fetch(`http://localhost:${production.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const answer = (await response.json()) as Told;
    expect([response.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
  }
});

/** Counts the turns of the event loop, which this process shares with the server. */
function turnsOfLoop(goesOn: () => boolean): () => number {
  let turns = 0;
  const turn = () => {
    turns += 1;
    if (goesOn()) setImmediate(turn);
  };
  turn();
  return () => turns;
}

describe('a client that takes more than its share', () => {
  test('opens a hundred subscriptions on one socket, and no more', async () => {
    const query = 'subscription { officialAccountChanged { kind } }';
    const before = qiao.services.push.subscriberCount;
    const socket = await BothWays.open(`${qiao.url}/graphql`, token);
    for (const opened of [50, 100]) {
      for (let count = 0; count < 50; count += 1) void socket.overWebSocket({ query }).catch(() => {});
      await eventually(() => qiao.services.push.subscriberCount === before + opened);
    }
    const refusal = await socket.overWebSocket({ query });
    expect(codesOf(refusal)).toEqual(['THROTTLED']);
    expect(refusal.errors[0]?.message).toBe('A socket runs at most 100 operations at once.');
    expect(codesOf(await socket.overWebSocket({ query: '{ viewer { role } }' }))).toEqual(['THROTTLED']);

    socket.close();
    await eventually(() => qiao.services.push.subscriberCount === before);
  });

  test('sends many messages at once, and others get their turn between each of them', async () => {
    let connection: Socket | undefined;
    const socket = new WebSocket(`${qiao.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      createConnection: () => {
        connection = connect(Number(new URL(qiao.url).port), 'localhost');
        return connection;
      },
    });
    await once(socket, 'open');
    const turns = turnsOfLoop(() => socket.readyState === WebSocket.OPEN);
    const answeredIn: number[] = [];
    socket.on('message', () => answeredIn.push(turns()));
    connection?.cork();
    for (let count = 0; count < 500; count += 1) socket.send('{"type":"ping"}');
    connection?.uncork();
    await eventually(() => answeredIn.length === 500);
    socket.terminate();
    expect((answeredIn[499] ?? 0) - (answeredIn[0] ?? 0)).toBeGreaterThan(250);
  });

  test('asks without a token on many connections: each is refused in a turn of the event loop of its own', async () => {
    const listener = await new Operations({ openSchema: false } as never).requestDidStart();
    const unknown = {
      source: '{ __typename }',
      contextValue: { signedIn: null, refusal: null, progress: {} },
    };
    let isOver = false;
    const turns = turnsOfLoop(() => !isOver);
    const refused = await Promise.all(
      Array.from({ length: 20 }, async () => {
        await listener.didResolveSource?.({ ...unknown } as never);
        return turns();
      }),
    );
    isOver = true;
    expect(new Set(refused).size).toBe(20);
  });

  test('and leaves while its operations wait for their turn, keeps nobody out', async () => {
    const site = 'leaves';
    const caller = await qiao.caller({ site });
    await addAccount(caller);
    const query = '{ officialAccounts { totalCount } }';
    const socket = await BothWays.open(`${qiao.url}/graphql`, await qiao.token({ site }));
    const before = qiao.services.push.subscriberCount;
    void socket.overWebSocket({ query: 'subscription { officialAccountChanged { kind } }' }).catch(() => {});
    await eventually(() => qiao.services.push.subscriberCount === before + 1);
    const holder = await qiao.database.pool.connect();
    try {
      await holder.query('begin; lock table official_account in access exclusive mode');
      // Eight run at once, five of them in the database; as many wait for them.
      for (let count = 0; count < 16; count += 1) void socket.overWebSocket({ query }).catch(() => {});
      await eventually(async () => {
        const { rowCount } = await qiao.database.pool.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return rowCount === 5;
      });
      // Comes after them.
      await socket.overWebSocket({ query: '{' });
      socket.close();
      await eventually(() => qiao.services.push.subscriberCount === before);
    } finally {
      await holder.query('rollback');
      holder.release();
    }

    expect(await caller.ask(query)).toEqual({ status: 200, data: { officialAccounts: { totalCount: 1 } } });
  });
});

test('a caller has so many subscriptions on all of its sockets, and gets a place back for each that ends', async () => {
  const site = 'subscriber';
  const services = {
    ...qiao.services,
    config: {
      ...qiao.services.config,
      sockets: { ...qiao.services.config.sockets, subscriptionsPerCaller: 3 },
    },
  };
  const server = await startServer(services, { port: 0, sandbox: true }, createLogger('silent'));
  qiao.onClose(() => server.close());
  const url = `http://localhost:${server.port}/graphql`;
  const own = await qiao.token({ site });
  const [first, second] = [await BothWays.open(url, own), await BothWays.open(url, own)];
  const query = 'subscription { officialAccountChanged { kind } }';
  const before = qiao.services.push.subscriberCount;
  for (const ways of [first, first, second]) void ways.overWebSocket({ query }).catch(() => {});
  await eventually(() => qiao.services.push.subscriberCount === before + 3);

  expect(codesOf(await second.overWebSocket({ query }))).toEqual(['THROTTLED']);

  first.close();
  await eventually(() => qiao.services.push.subscriberCount === before + 1);
  const long = `${query} # ${'x'.repeat(2000)}`;
  expect(codesOf(await second.overWebSocket({ query: long }))).toEqual(['THROTTLED']);
  void second.overWebSocket({ query }).catch(() => {});
  await eventually(() => qiao.services.push.subscriberCount === before + 2);
  second.close();
});
