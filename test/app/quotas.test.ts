import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Quota, Quotas } from '../../src/app/operations/quotas.ts';
import { startServer } from '../../src/app/server.ts';
import type { RequestContext } from '../../src/kernel/context.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { eventually } from '../kit/eventually.ts';
import { useQiao } from '../kit/shared-qiao.ts';

const qiao = useQiao();
const log = createLogger('silent');
/** Nothing worth mentioning comes back while a test runs. */
const QUOTA: Quota = { bucket: 2000, restorePerSecond: 0.001 };

let installationId: string;
const as = (userId: string): RequestContext => ({
  requestId: newId(),
  installationId,
  caller: { kind: 'USER', userId, role: 'MARKETER' },
});
const left = (quotas: Quotas, userId: string) => quotas.charge(as(userId), 0).status().currentlyAvailable;

/** A little comes back while the test runs. */
function expectSeconds(seconds: number | null, most: number): void {
  expect(seconds).toBeLessThanOrEqual(most);
  expect(seconds).toBeGreaterThan(most - 600);
}

let servers: Quotas[];
beforeEach(() => {
  installationId = newId();
  servers = [1, 2].map(() => new Quotas(QUOTA, qiao.services.push, qiao.services.work, log));
});
afterEach(() => Promise.all(servers.map((server) => server.close())));
const first = () => servers[0] as Quotas;

describe('a caller', () => {
  test('pays what an operation may cost, and gets back what it did not', () => {
    const charge = first().charge(as('17'), 500);
    expect([charge.retryAfter, left(first(), '17')]).toEqual([null, 1500]);
    charge.settle(50);
    expect(left(first(), '17')).toBe(1950);
    expect([charge.more(50), left(first(), '17')]).toEqual([null, 1900]);
    charge.settle(0);
    expect(left(first(), '17')).toBe(2000);
  });

  test('without enough points pays nothing, and learns when there are enough', () => {
    first().charge(as('17'), 1900);
    const refused = first().charge(as('17'), 200);
    expectSeconds(refused.retryAfter, 100_000);
    refused.settle(0);
    expect(left(first(), '17')).toBe(100);
  });

  test('takes nothing from another caller, until their installation has spent four times as much', () => {
    for (const user of ['1', '2', '3', '4']) expect(first().charge(as(user), 2000).retryAfter).toBeNull();
    expectSeconds(first().charge(as('5'), 100).retryAfter, 25_000);
    installationId = newId();
    expect(first().charge(as('5'), 100).retryAfter).toBeNull();
  });
});

test('all servers share a bucket', async () => {
  const second = servers[1] as Quotas;
  first().charge(as('17'), 1500);
  await eventually(() => left(second, '17') <= 500);
  second.charge(as('17'), 400).settle(300);
  await eventually(() => left(first(), '17') <= 200);
  expect(left(first(), '17')).toBe(200);
});

test('an operation says what it cost, over HTTP also in headers; who has spent everything is told when to come back', async () => {
  const quota = { bucket: 100, restorePerSecond: 0.001 };
  const server = await startServer(qiao.services, { port: 0, sandbox: false, quota }, log);
  qiao.onClose(() => server.close());
  const token = await qiao.token({ site: 'spender' });
  const ask = (query: string) =>
    fetch(`http://localhost:${server.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });

  const answer = await ask('{ officialAccounts(first: 100) { edges { node { id } } } }');
  expect(await answer.json()).toMatchObject({
    data: { officialAccounts: { edges: [] } },
    extensions: {
      cost: {
        requestedQueryCost: 10,
        actualQueryCost: 1,
        throttleStatus: { maximumAvailable: 100, currentlyAvailable: 99, restoreRate: 0.001 },
      },
    },
  });
  expect(answer.headers.get('ratelimit')).toBe('"points";r=99;t=100000');
  expect(answer.headers.get('ratelimit-policy')).toBe('"points";q=100;w=100000');

  const zones = '{ a: timeZones { name } b: timeZones { name } }';
  expect((await ask(zones)).status).toBe(200);
  const refused = await ask(zones);
  expect(refused.status).toBe(429);
  expectSeconds(Number(refused.headers.get('retry-after')), 69_000);
  expect(await refused.json()).toMatchObject({
    errors: [
      {
        extensions: {
          code: 'THROTTLED',
          retryable: true,
          retryAfter: expect.any(Number),
          requestId: expect.any(String),
        },
      },
    ],
  });
});

test('a document that is refused costs its caller a point; a caller without points is refused before the document is read', async () => {
  const quota = { bucket: 3, restorePerSecond: 0.001 };
  const server = await startServer(qiao.services, { port: 0, sandbox: false, quota }, log);
  qiao.onClose(() => server.close());
  const token = await qiao.token({ site: 'scribbler' });
  const code = async () => {
    const answer = await fetch(`http://localhost:${server.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ this is no document (' }),
    });
    const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
    return errors[0]?.extensions.code;
  };
  const codes = [await code(), await code(), await code(), await code()];
  expect(codes).toEqual([...Array.from({ length: 3 }, () => 'GRAPHQL_PARSE_FAILED'), 'THROTTLED']);
});
