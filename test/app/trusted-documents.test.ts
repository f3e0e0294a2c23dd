import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TrustedDocuments } from '../../src/app/operations/trusted-documents.ts';
import { startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { BothWays, type Told } from '../kit/both-ways.ts';
import { useQiao } from '../kit/shared-qiao.ts';

const VIEWER = 'query Viewer { viewer { userId } }';
const HASH = createHash('sha256').update(VIEWER).digest('hex');
const ANSWER = { viewer: { userId: '17' } };

const qiao = useQiao();
let token: string;
let open: BothWays;
let closed: BothWays;
let closedUrl: string;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  token = await qiao.token();
  const log = createLogger('silent');
  const urlOf = async (only: boolean) => {
    const trusted = new TrustedDocuments(
      [
        ['viewer', VIEWER],
        ['sha256:own', VIEWER],
      ],
      only,
    );
    const server = await startServer(qiao.services, { port: 0, sandbox: false, trusted }, log);
    ends.push(() => server.close());
    return `http://localhost:${server.port}/graphql`;
  };
  closedUrl = await urlOf(true);
  open = await BothWays.open(await urlOf(false), token);
  closed = await BothWays.open(closedUrl, token);
  ends.unshift(
    () => open.close(),
    () => closed.close(),
  );
});
afterAll(async () => {
  for (const end of ends) await end();
});

const ask = async (ways: BothWays, operation: object) => [
  await ways.overHttp(operation),
  await ways.overWebSocket(operation),
];
const codes = (told: readonly Told[]) =>
  told.map(({ errors }) => errors.map(({ extensions }) => extensions.code).join());

describe.each([
  ['its id', { documentId: 'viewer' }],
  ['its id, which looks like a hash', { documentId: 'sha256:own' }],
  ['its hash', { documentId: `sha256:${HASH}` }],
  ["Apollo's extension", { extensions: { persistedQuery: { version: 1, sha256Hash: HASH } } }],
  ["the id in Apollo's extension", { extensions: { persistedQuery: { version: 1, sha256Hash: 'viewer' } } }],
])('a document is named by %s', (_how, name) => {
  test('and executed, over HTTP and WebSocket, whether others are or not', async () => {
    for (const ways of [open, closed])
      expect((await ask(ways, { query: '', ...name })).map(({ data }) => data)).toEqual([ANSWER, ANSWER]);
  });

  test('over HTTP also by GET', async () => {
    const search = new URLSearchParams(
      Object.entries(name).map(([key, value]): [string, string] => [
        key,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    );
    const answer = await fetch(`${closedUrl}?${search}`, {
      headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true' },
    });
    expect(await answer.json()).toMatchObject({ data: ANSWER });
  });
});

test('an id that no document has is refused, so that clients send the document', async () => {
  const named = { extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } };
  for (const ways of [open, closed])
    expect(codes(await ask(ways, { query: '', ...named }))).toEqual([
      'PERSISTED_QUERY_NOT_FOUND',
      'PERSISTED_QUERY_NOT_FOUND',
    ]);
  const sent = await ask(open, { query: '{ viewer { role } }', ...named });
  expect(sent.map(({ data }) => data)).toEqual([1, 2].map(() => ({ viewer: { role: 'ADMINISTRATOR' } })));
});

test.each<[what: string, id: unknown]>([
  ['an object without a text', { toString: null, valueOf: 1 }],
  ['a list in a list', [['viewer']]],
  ['a number', 7],
  ['a name of every object', '__proto__'],
])('no document has an id that is %s', async (_what, id) => {
  for (const name of [{ documentId: id }, { extensions: { persistedQuery: { version: 1, sha256Hash: id } } }])
    for (const ways of [open, closed])
      expect(codes(await ask(ways, { query: '', ...name }))).toEqual([
        'PERSISTED_QUERY_NOT_FOUND',
        'PERSISTED_QUERY_NOT_FOUND',
      ]);
});

test('any other document is refused where only trusted ones are executed, also the schema', async () => {
  for (const query of ['{ viewer { role } }', '{ __schema { types { name } } }', `${VIEWER} `])
    expect(codes(await ask(closed, { query }))).toEqual([
      'PERSISTED_QUERY_NOT_FOUND',
      'PERSISTED_QUERY_NOT_FOUND',
    ]);
  expect((await ask(closed, { query: VIEWER })).map(({ data }) => data)).toEqual([ANSWER, ANSWER]);
});

test('a stranger learns nothing of which ids there are', async () => {
  const asked = async (documentId: string) => {
    const answer = await fetch(closedUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ documentId }),
    });
    const { errors } = (await answer.json()) as {
      errors: { message: string; extensions: { code: string } }[];
    };
    return [answer.status, errors[0]?.extensions.code, errors[0]?.message];
  };
  expect(await asked('nothing')).toEqual(await asked('viewer'));
});

describe('the file', () => {
  const written = (content: unknown) => {
    const file = join(
      qiao.home,
      `documents-${createHash('md5').update(JSON.stringify(content)).digest('hex')}.json`,
    );
    writeFileSync(file, JSON.stringify(content));
    return file;
  };

  test.each([
    ['ids with documents, as codegen and Relay write it', { viewer: VIEWER }],
    [
      "Apollo's manifest",
      {
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ id: 'viewer', name: 'Viewer', type: 'query', body: VIEWER }],
      },
    ],
  ])('has %s', (_form, content) => {
    const trusted = TrustedDocuments.read(written(content), true);
    expect(trusted.named({ documentId: 'viewer' })).toEqual({ query: VIEWER, extensions: {} });
  });

  test('of another form is refused', () => {
    expect(() => TrustedDocuments.read(written([VIEWER]), true)).toThrow('neither ids with documents');
  });
});
