import { createHash } from 'node:crypto';
import { parse, print } from 'graphql';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { compose } from '../../src/app/compose.ts';
import { TrustedDocuments } from '../../src/app/operations/trusted-documents.ts';
import { publishedIssuer } from '../../src/app/published-issuer.ts';
import { startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { apiClient } from '../kit/api-clients.ts';
import { TestClient } from '../kit/client.ts';
import { clockBeforeEndOf } from '../kit/clock.ts';
import { eventually } from '../kit/eventually.ts';
import { OfficialAccountChangedDocument } from '../kit/generated/operations.ts';
import { freePort } from '../kit/ports.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { statementsOf } from '../kit/statements.ts';
import { ownId, sql } from '../kit/stored.ts';
import { addAccount, listening } from '../kit/stories.ts';

/** Servers of its own, whose log is read. The file takes some 3 s. */
const qiao = useQiao();
const lines: Record<string, unknown>[] = [];
let url: string;
/** Of a server by whose clock the token is about to end. */
let urlBeforeEnd: string;
let admin: TestClient;
let token: string;

/** As clients print it. */
const TRUSTED = print(parse('query Trusted { viewer { role } }'));

beforeAll(async () => {
  const log = createLogger('info', { write: (line) => void lines.push(JSON.parse(line)) }, 'qiao-server');
  const trusted = new TrustedDocuments([['the-id', TRUSTED]]);
  token = await qiao.token({ site: 'log' });
  const start = async (services: typeof qiao.services) => {
    const server = await startServer(services, { port: 0, sandbox: false, trusted }, log);
    qiao.onClose(() => server.close());
    return `http://localhost:${server.port}/graphql`;
  };
  url = await start(qiao.services);
  urlBeforeEnd = await start({ ...qiao.services, clock: clockBeforeEndOf(token) });
  admin = new TestClient(url, token);
  qiao.onClose(() => admin.close());
});
beforeEach(() => {
  lines.length = 0;
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
/** What operations said of themselves. */
const told = (msg = 'operation') => lines.filter((line) => line.msg === msg);
const ANY = { time: expect.any(String), version: expect.any(String), requestId: expect.any(String) };
const FIXED = { ...ANY, service: 'qiao-server', ms: expect.any(Number) };
const USER = { caller: { kind: 'USER', id: '17' }, installation: expect.stringMatching(/^[\da-f-]{36}$/) };

test('a query is one line, which has neither variables nor values', async () => {
  const query = `query Find($id: ID!) { officialAccount(id: $id) { id } officialAccounts(filter: { search: "somebody" }) { totalCount } }`;
  await admin.ask(query, { id: 'T2ZmaWNpYWxBY2NvdW50OjE3' });

  expect(lines).toEqual([
    {
      ...FIXED,
      ...USER,
      level: 'info',
      msg: 'operation',
      operation: 'Find',
      type: 'query',
      hash: sha256(query),
      statements: expect.any(Number),
      outcome: 'OK',
      cost: expect.any(Number),
    },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/somebody|T2Zm/);
});

test('over WebSocket too, with the id of a trusted document, and the key of an API client', async () => {
  const { client, apiKey } = await apiClient(qiao, await qiao.caller({ site: 'log' }), ['AUDIT_READ']);
  const socket = new TestClient(url, client.token);
  qiao.onClose(() => socket.close());
  lines.length = 0;
  for await (const _ of socket.subscribe(parse(TRUSTED), {})) break;

  expect(told()).toMatchObject([
    {
      operation: 'Trusted',
      hash: 'the-id',
      caller: { kind: 'API_CLIENT', id: ownId(apiKey.id) },
      statements: 0,
      outcome: 'OK',
    },
  ]);
});

test('the statements are those that were sent', async () => {
  const { id } = await addAccount(admin, {});
  lines.length = 0;
  const change = `mutation ($input: UpdateOfficialAccountInput!) { updateOfficialAccount(input: $input) { userErrors { code } } }`;
  const read = `{ officialAccounts(first: 20) { edges { node { displayName requirements { code } } } } }`;
  const sent = [
    await statementsOf(qiao, () => admin.ask(change, { input: { accountId: id, description: 'counted' } })),
    await statementsOf(qiao, () => admin.ask(read)),
  ];

  // The setting that names the installation belongs to the frame of a transaction.
  const [ofChange = 0, ofRead] = sent;
  expect(told().map(({ statements }) => statements)).toEqual([ofChange - 1, ofRead]);
  expect(ofChange).toBeGreaterThan(2);
});

test('operations that run at once on one socket count only their own', async () => {
  const ask = async (query: string) => {
    for await (const _ of admin.subscribe(parse(query), {})) break;
  };
  const reading = 'query Reading { officialAccounts(first: 20) { edges { node { displayName } } } }';
  await ask(reading);
  const [{ statements: alone } = {}] = told();
  expect(alone).toBeGreaterThan(0);
  lines.length = 0;
  await Promise.all(Array.from({ length: 20 }, (_, index) => ask(index % 2 ? reading : TRUSTED)));
  for (const { operation, statements } of told())
    expect(statements).toBe(operation === 'Reading' ? alone : 0);
  expect(told()).toHaveLength(20);
});

test('a subscription whose client disappears, or whose token ends, is told, too', async () => {
  const brief = new TestClient(urlBeforeEnd, token);
  const gone = new TestClient(url, token);
  await listening(qiao, 2, () => [
    gone.subscribe(OfficialAccountChangedDocument, {}),
    brief.subscribe(OfficialAccountChangedDocument, {}),
  ]);
  gone.close();
  await eventually(() => told('subscription ended').length === 2);
  brief.close();
  expect(told('subscription ended')).toMatchObject([{ outcome: 'OK' }, { outcome: 'OK' }]);
});

test('a mutation that is refused says so, whether its client asks for the reason or not', async () => {
  await admin.ask(
    'mutation { addOfficialAccount(input: { acceptedTermsVersion: "of tomorrow" }) { officialAccount { id } } }',
  );
  expect(told()).toMatchObject([{ type: 'mutation', operation: null, outcome: 'REFUSED', level: 'info' }]);
});

test.each([
  ['is not GraphQL', '{ viewer', 'GRAPHQL_PARSE_FAILED', null],
  ['does not fit the schema', '{ secretField }', 'GRAPHQL_VALIDATION_FAILED', null],
  ['has a wrong argument', '{ officialAccounts(first: -1) { totalCount } }', 'BAD_USER_INPUT', 'query'],
])('what %s has the code of its error', async (_what, query, outcome, type) => {
  await admin.ask(query);
  expect(told()).toMatchObject([{ level: 'info', outcome, type, hash: sha256(query), ...USER }]);
});

test('a stranger has no name, and no document', async () => {
  await new TestClient(url, null).ask('query Secret { viewer { role } }');
  expect(told()).toMatchObject([
    { outcome: 'UNAUTHENTICATED', operation: null, hash: null, caller: null, installation: null },
  ]);
});

test('a fault of ours is an error', async () => {
  await sql(qiao, 'alter table official_account add constraint refusing check (false) not valid');
  await admin
    .ask('mutation Add { addOfficialAccount(input: {}) { userErrors { code } } }')
    .finally(() => sql(qiao, 'alter table official_account drop constraint refusing'));
  expect(told()).toMatchObject([{ level: 'error', outcome: 'INTERNAL_SERVER_ERROR', operation: 'Add' }]);
});

test('a subscription is told when it begins, and when it has ended', async () => {
  const stream = await listening(qiao, 1, () => admin.subscribe(OfficialAccountChangedDocument, {}));
  expect(told('subscription began')).toMatchObject([
    { operation: 'OfficialAccountChanged', type: 'subscription', outcome: 'OK', cost: expect.any(Number) },
  ]);
  await addAccount(admin, {});
  await stream.next();
  await stream.return?.();
  await eventually(() => told('subscription ended').length === 1);

  const [began] = told('subscription began');
  const { hash, requestId, caller, installation } = began ?? {};
  expect(told('subscription ended')).toEqual([
    {
      ...{ ...FIXED, level: 'info', msg: 'subscription ended', operation: 'OfficialAccountChanged' },
      ...{ type: 'subscription', hash, requestId, caller, installation, results: 1, outcome: 'OK' },
    },
  ]);
});

test('one too many on a socket is a line, too', async () => {
  const streams = await listening(qiao, 100, () =>
    Array.from({ length: 101 }, () => admin.subscribe(OfficialAccountChangedDocument, {})),
  );
  await eventually(() => told().length === 1);
  expect(told()).toMatchObject([{ ...USER, operation: null, type: null, hash: null, outcome: 'THROTTLED' }]);
  await Promise.all(streams.map((stream) => stream.return?.()));
});

test('in development nothing of this is written', async () => {
  const quiet: string[] = [];
  const log = createLogger('warn', { write: (line) => void quiet.push(line) });
  const server = await startServer(qiao.services, { port: 0, sandbox: true }, log);
  await new TestClient(`http://localhost:${server.port}/graphql`, token).ask('{ viewer { role } }');
  await server.close();
  expect(quiet).toEqual([]);
});

test('while the keys of the identity provider cannot be read, the cause is one line, and each operation says its outcome', async () => {
  const { issuer, audience } = qiao.environment.issuer;
  const keys = `http://localhost:${await freePort()}/keys`;
  const environment = { ...qiao.environment, issuer: publishedIssuer(issuer, audience, keys) };
  const services = await compose(qiao.config, environment, createLogger('silent'));
  const log = createLogger('info', { write: (line) => void lines.push(JSON.parse(line)) }, 'qiao-server');
  const server = await startServer(services, { port: 0, sandbox: false }, log);
  const client = new TestClient(`http://localhost:${server.port}/graphql`, token);
  lines.length = 0;
  for (let count = 0; count < 3; count += 1) await client.ask('{ viewer { role } }');
  await client.close();
  await server.close();
  await services.close();

  expect(told('a caller could not be signed in')).toMatchObject([
    { level: 'error', err: { message: expect.stringContaining('(AUTH_JWKS_URL): ECONNREFUSED') } },
  ]);
  expect(told().map(({ outcome }) => outcome)).toEqual(Array(3).fill('SERVICE_UNAVAILABLE'));
  expect(lines.filter(({ level }) => level !== 'info')).toHaveLength(4);
});
