import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { compose } from '../../src/app/compose.ts';
import { publishedIssuer } from '../../src/app/published-issuer.ts';
import { type ServerOptions, startServer } from '../../src/app/server.ts';
import { REQUEST_ERRORS, type RequestErrorCode } from '../../src/kernel/errors.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { withClient } from '../kit/database.ts';
import { isFull } from '../kit/depth.ts';
import { freePort } from '../kit/ports.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { sql } from '../kit/stored.ts';

const SITE = 'statuses';
const MEDIA_TYPES = ['application/json', 'application/graphql-response+json'] as const;

/** A row of the table in docs/clients.md. */
interface Documented {
  readonly statuses: readonly number[];
  /** Where it differs. */
  readonly ofJson: number | null;
  readonly retryAfter: boolean;
  readonly retryable: boolean;
}

/** The table, by code. */
function documented(): Map<string, Documented> {
  const [, table = ''] = readFileSync('docs/clients.md', 'utf8').split(
    '| code | status | for `application/json` | retryable | what to do |\n',
  );
  const [, ...rows] = (table.split('\n\n')[0] ?? '')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const found = new Map<string, Documented>();
  for (const [, names = '', status = '', ofJson = '', retryable = ''] of rows) {
    const [common = '', others = ''] = status.split('(');
    const row = {
      ofJson: ofJson === '' ? null : Number(ofJson),
      retryAfter: status.includes('with `Retry-After`'),
      retryable: retryable === 'yes',
    };
    for (const name of names.match(/[A-Z][A-Z_]{6,}/g) ?? []) {
      const own = others.includes(name) ? (others.match(/\d{3}/g) ?? []) : [];
      found.set(name, { ...row, statuses: [...(common.match(/\d{3}/g) ?? []), ...own].map(Number) });
    }
  }
  return found;
}
const table = documented();

const qiao = useQiao();
let token: string;
let marketer: string;
let uninstalled: string;
beforeAll(async () => {
  token = await qiao.token({ site: SITE });
  marketer = await qiao.token({ site: SITE, user: '4', role: 'marketer' });
  uninstalled = await qiao.token({ site: 'statusesgone' });
  await qiao.eloqua.uninstall('statusesgone');
});

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly body: {
    readonly data?: unknown;
    readonly errors: readonly {
      readonly extensions: { readonly code: string; readonly [name: string]: unknown };
    }[];
  };
}
type Ask = (accept: string) => Promise<Answer>;

async function send(url: string, accept: string, options: RequestInit): Promise<Answer> {
  const headers = { 'content-type': 'application/json', accept, ...options.headers };
  const response = await fetch(url, { method: 'POST', ...options, headers });
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    retryAfter: response.headers.get('retry-after'),
    body: (await response.json()) as Answer['body'],
  };
}

const asked =
  (payload: object, by: () => string | null = () => token, url = () => `${qiao.url}/graphql`): Ask =>
  (accept) => {
    const bearer = by();
    const headers = bearer === null ? {} : { authorization: `Bearer ${bearer}` };
    return send(url(), accept, { headers, body: JSON.stringify(payload) });
  };
const query = (text: string, by?: () => string | null) => asked({ query: text }, by);

/** The answer of another server beside the shared one, which logs nothing. */
async function elsewhere(
  text: string,
  accept: string,
  services = qiao.services,
  options: Partial<ServerOptions> = {},
): Promise<Answer> {
  const log = createLogger('silent');
  const server = await startServer(services, { port: 0, sandbox: true, ...options }, log);
  const ask = asked({ query: text }, undefined, () => `http://localhost:${server.port}/graphql`);
  return ask(accept).finally(() => server.close());
}

const throttled: Ask = (accept) =>
  elsewhere('{ officialAccounts(first: 100) { edges { node { id } } } }', accept, qiao.services, {
    quota: { bucket: 1, restorePerSecond: 0.001 },
  });

/** Its identity provider does not answer. */
const away: Ask = async (accept) => {
  const { issuer, audience } = qiao.environment.issuer;
  const keys = `http://localhost:${await freePort()}/keys`;
  const environment = { ...qiao.environment, issuer: publishedIssuer(issuer, audience, keys) };
  const services = await compose(qiao.config, environment, createLogger('silent'));
  return elsewhere('{ viewer { userId } }', accept, services).finally(() => services.close());
};

/** The database refuses what nothing in the code expects it to refuse. */
const defect: Ask = async (accept) => {
  await sql(qiao, 'alter table official_account add constraint refusing check (false) not valid');
  const add = 'mutation { addOfficialAccount(input: {}) { userErrors { code } } }';
  return elsewhere(add, accept).finally(() =>
    sql(qiao, 'alter table official_account drop constraint refusing'),
  );
};

/** A table stays locked for longer than an operation may take. */
const late: Ask = (accept) =>
  withClient(qiao.database.superuserUrl, async (client) => {
    await client.query('begin');
    await client.query('lock table contact_field in access exclusive mode');
    return query('{ contactFields { totalCount } }')(accept).finally(() => client.query('rollback'));
  });

/** A key that was used for another input. */
const reused: Ask = async (accept) => {
  const add = (description: string) =>
    query(
      `mutation { addOfficialAccount(input: { description: "${description}" }) @idempotent(key: "reused") { userErrors { code } } }`,
    )(accept);
  await add('first');
  return add('second');
};

/** Bytes that no HTTP client sends. */
const raw =
  (text: string): Ask =>
  async (accept) => {
    const socket = connect(Number(new URL(qiao.url).port), 'localhost');
    socket.write(text.replace('ACCEPT', accept));
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    return {
      status: Number(head.split(' ')[1]),
      contentType: /content-type: (.*)/.exec(head)?.[1] ?? '',
      retryAfter: null,
      body: JSON.parse(body),
    };
  };

/** What the table leaves open: where a code has several statuses, which one. */
type Status = number | { readonly json: number; readonly other: number } | null;

const CASES: readonly (readonly [code: RequestErrorCode, how: string, status: Status, ask: Ask])[] = [
  ['UNAUTHENTICATED', 'no token', null, query('{ viewer { userId } }', () => null)],
  ['FORBIDDEN', 'a marketer', null, query('{ auditEntries { totalCount } }', () => marketer)],
  [
    'NOT_FOUND',
    'no such account',
    null,
    query('{ changeImpact(accountId: "x", change: REMOVE) { change } }'),
  ],
  ['INSTALLATION_UNAVAILABLE', 'uninstalled', 400, query('{ terms { version } }', () => uninstalled)],
  ['BAD_REQUEST', 'no document', 400, asked({})],
  [
    'BAD_REQUEST',
    'a mutation by GET',
    405,
    (accept) => {
      const mutation = encodeURIComponent('mutation { __typename }');
      const headers = { authorization: `Bearer ${token}` };
      return send(`${qiao.url}/graphql?query=${mutation}`, accept, { method: 'GET', headers });
    },
  ],
  ['BAD_REQUEST', 'a large body', 413, asked({ query: 'x'.repeat(110_000) })],
  [
    'BAD_REQUEST',
    'another kind of body',
    415,
    (accept) =>
      send(`${qiao.url}/graphql`, accept, {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'x',
      }),
  ],
  [
    'BAD_REQUEST',
    'long headers',
    431,
    raw(`POST /graphql HTTP/1.1\r\nhost: localhost\r\naccept: ACCEPT\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`),
  ],
  ['GRAPHQL_PARSE_FAILED', 'no GraphQL', null, query('{')],
  ['GRAPHQL_VALIDATION_FAILED', 'no such field', null, query('{ nothing }')],
  ['BAD_USER_INPUT', 'a wrong cursor', null, query('{ apiKeys(after: "x") { totalCount } }')],
  [
    'BAD_USER_INPUT',
    'a wrong variable',
    { json: 200, other: 400 },
    asked({ query: 'query($n: Int!) { apiKeys(first: $n) { totalCount } }', variables: { n: 'x' } }),
  ],
  [
    'OPERATION_RESOLUTION_FAILURE',
    'no such operation',
    null,
    asked({ query: 'query A { __typename }', operationName: 'B' }),
  ],
  ['QUERY_TOO_COMPLEX', 'a long document', null, query(`{ __typename } # ${'x'.repeat(17_000)}`)],
  ['IDEMPOTENCY_CONFLICT', 'another input', null, reused],
  ['THROTTLED', 'a spent quota', null, throttled],
  [
    'PERSISTED_QUERY_NOT_FOUND',
    'a hash',
    null,
    asked({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
  ],
  ['SERVICE_UNAVAILABLE', 'no identity provider', null, away],
  ['INTERNAL_SERVER_ERROR', 'a defect', null, defect],
  // It takes the ten seconds that an operation may take.
  ...(isFull() ? [['DEADLINE_EXCEEDED', 'a locked table', null, late] as const] : []),
];

/** 408 needs a slow client, and is tested in http.test.ts; 406 says what a client does not read. */
const WITHOUT_CASE: readonly number[] = [406, 408];

test('the table in docs/clients.md has all codes of the registry, with their status and whether to retry', () => {
  const registry = REQUEST_ERRORS as Record<string, { status?: number; retryable?: boolean }>;
  expect([...table.keys()].toSorted()).toEqual(Object.keys(registry).toSorted());
  for (const [code, { statuses, retryable }] of table)
    expect({ code, status: statuses[0], retryable }).toEqual({
      code,
      status: registry[code]?.status ?? 200,
      retryable: registry[code]?.retryable ?? false,
    });
});

test('every code of the registry, and every status of the table, is produced below', () => {
  const produced = new Set<string>([...CASES.map(([code]) => code), 'DEADLINE_EXCEEDED']);
  expect([...produced].toSorted()).toEqual(Object.keys(REQUEST_ERRORS).toSorted());
  const statuses = CASES.filter(([code]) => code === 'BAD_REQUEST').map(([, , status]) => status);
  expect([...statuses, ...WITHOUT_CASE].toSorted()).toEqual(
    (table.get('BAD_REQUEST')?.statuses ?? []).toSorted(),
  );
});

const statusesOf = (status: NonNullable<Status>, ofJson: number | null) =>
  typeof status === 'number' ? { json: ofJson ?? status, other: status } : status;

describe.each(MEDIA_TYPES)('%s:', (mediaType) => {
  test.each(CASES)('%s (%s) has the status that the table says', async (code, _how, status, ask) => {
    const row = table.get(code) as Documented;
    const answer = await ask(mediaType);
    const [error, ...others] = answer.body.errors;
    expect(others).toEqual([]);
    expect(error?.extensions).toMatchObject({ code, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(answer.body.data ?? null).toBeNull();
    const { json, other } = statusesOf(status ?? row.statuses[0] ?? 0, row.ofJson);
    expect(answer.status).toBe(mediaType === 'application/json' ? json : other);
    expect(answer.contentType).toMatch(/^application\/(graphql-response\+)?json; charset=utf-8$/);
    expect(answer.retryAfter !== null, 'Retry-After').toBe(row.retryAfter);
    expect(error?.extensions.retryable ?? false).toBe(row.retryable);
  });
});
