import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { TestClient } from '../kit/client.ts';
import { OfficialAccountChangedDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { statementsOf } from '../kit/statements.ts';
import { addAccount, COMPLETE, listening, TERMS } from '../kit/stories.ts';

/**
 * What operations may cost. `statements` is exact: lower it when an operation needs fewer. `cpu` is a limit of the CPU time
 * of client and server together, as a multiple of what a bare server needs for a small answer at the same moment; it is two to
 * three times of what is measured, so that only an operation that has become several times dearer fails on a busy machine.
 */
const BUDGETS: Readonly<Record<string, { readonly statements: number; readonly cpu?: number }>> = {
  'a list of twenty with mappings, campaign, access and requirements': { statements: 3, cpu: 30 },
  'a list of twenty with few fields': { statements: 1, cpu: 14 },
  'an object by its id': { statements: 1, cpu: 10 },
  'who the caller is': { statements: 0, cpu: 7 },
  'a change of an account': { statements: 6, cpu: 40 },
  'a new account': { statements: 8 },
};
/** Of a change with twenty subscribers, besides those of the change. */
const EVENT_STATEMENTS = 1;

const ROUNDS = 3;
const TIMES = 8;
const WARM_UP = 16;

const qiao = useQiao();
let admin: TestClient;
let accountId: string;
let count = 0;

beforeAll(async () => {
  admin = await qiao.caller({ site: 'budget' });
  ({ id: accountId } = await addAccount(admin, COMPLETE));
  const others = {
    defaultCampaign: '1234',
    subscriptionStatusFieldId: '100194',
    acceptedTermsVersion: TERMS,
  };
  for (let added = 1; added < 20; added += 1) await addAccount(admin, others);
});

const OPERATIONS: Readonly<Record<string, () => [query: string, variables?: object]>> = {
  'a list of twenty with mappings, campaign, access and requirements': () => [
    `{ officialAccounts(first: 20) { edges { node { id displayName status fieldMappings { purpose contactField { name } }
      defaultCampaign { name } access { mode userIds } requirements { code message } } } } }`,
  ],
  'a list of twenty with few fields': () => [
    '{ officialAccounts(first: 20) { edges { node { id displayName status } } } }',
  ],
  'an object by its id': () => [
    'query ($id: ID!) { node(id: $id) { ... on OfficialAccount { displayName } } }',
    { id: accountId },
  ],
  'who the caller is': () => ['{ viewer { __typename } }'],
  'a change of an account': () => [
    `mutation ($input: UpdateOfficialAccountInput!) {
      updateOfficialAccount(input: $input) { officialAccount { description } userErrors { code } } }`,
    { input: { accountId, description: `change ${count++}` } },
  ],
  'a new account': () => [
    'mutation { addOfficialAccount(input: {}) { officialAccount { id } userErrors { code } } }',
  ],
};

async function run(name: string): Promise<void> {
  const [query = '', variables] = OPERATIONS[name]?.() ?? [];
  const { errors } = await admin.ask(query, variables);
  expect(errors).toBeUndefined();
}

describe('SQL statements', () => {
  test.each(Object.entries(BUDGETS))('%s', async (name, { statements }) => {
    await run(name);

    expect(await statementsOf(qiao, () => run(name))).toBe(statements);
  });

  test('a change that twenty are told of', async () => {
    const clients = await Promise.all(
      Array.from({ length: 20 }, (_each, user) => qiao.caller({ site: 'budget', user: `${user + 1}` })),
    );
    const streams = await listening(qiao, 20, () =>
      clients.map((client) => client.subscribe(OfficialAccountChangedDocument, {})),
    );
    const change = async () => {
      const told = Promise.all(streams.map((stream) => stream.next()));
      await run('a change of an account');
      await told;
    };
    await change();

    const ofChange = BUDGETS['a change of an account']?.statements ?? 0;
    expect((await statementsOf(qiao, change)) - ofChange).toBe(EVENT_STATEMENTS);
    await Promise.all(streams.map((stream) => stream.return?.()));
  });
});

describe('CPU time', () => {
  const limited = Object.entries(BUDGETS).filter(([, { cpu }]) => cpu !== undefined);

  test.each(limited)('%s', async (name, { cpu = 0 }) => {
    const bare = await startBare();
    try {
      const times = await cpuTimes({ operation: () => run(name), yardstick: bare.ask });
      expect(times.operation / times.yardstick).toBeLessThan(cpu);
    } finally {
      await bare.close();
    }
  });
});

/** The lowest CPU time of each, in rounds by turns: whatever else runs on the machine only adds to it. */
async function cpuTimes(works: {
  readonly operation: () => Promise<unknown>;
  readonly yardstick: () => Promise<unknown>;
}): Promise<{ operation: number; yardstick: number }> {
  const times = { operation: Number.POSITIVE_INFINITY, yardstick: Number.POSITIVE_INFINITY };
  const names = ['operation', 'yardstick'] as const;
  for (const name of names) await repeat(WARM_UP, works[name]);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const name of names) {
      const before = process.cpuUsage();
      await repeat(TIMES, works[name]);
      const { user, system } = process.cpuUsage(before);
      times[name] = Math.min(times[name], (user + system) / TIMES);
    }
  return times;
}

async function repeat(times: number, work: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < times; time += 1) await work();
}

/** A server that does nothing but read and write JSON. */
async function startBare() {
  const answer = {
    data: { accounts: Array.from({ length: 20 }, (_each, id) => ({ id, status: 'ACTIVE' })) },
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      JSON.parse(body);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  });
  await once(server.listen(0), 'listening');
  const client = new TestClient(`http://localhost:${(server.address() as AddressInfo).port}`, admin.token);
  return {
    ask: () => client.ask('{ accounts { id status } }'),
    close: async () => {
      client.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
