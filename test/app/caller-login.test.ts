import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withLogin } from '../../src/app/caller-login.ts';
import type { TestClient } from '../kit/client.ts';
import { createDatabase, query } from '../kit/database.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { sql } from '../kit/stored.ts';

const login = { name: `caller_${randomUUID().replaceAll('-', '')}`, password: 'chosen' };
let qiao: Qiao;
let client: TestClient;

beforeAll(async () => {
  const database = await createDatabase();
  await query(database, `create role ${login.name} login password '${login.password}'`);
  await query(database, `grant qiao_tenant to ${login.name}`);
  qiao = await startQiao({
    database,
    env: { DATABASE_CALLER_URL: withLogin(database.url, login) },
    logTo: { write: () => {} },
  });
  client = await qiao.caller();
});
afterAll(async () => {
  await qiao.close();
});

const accounts = async (): Promise<unknown> => {
  const answer = await client.ask<object, object>('{ officialAccounts { edges { cursor } } }');
  return answer.data ?? answer.errors?.map(({ extensions }) => extensions?.code);
};
const readiness = async () => (await fetch(`${qiao.url}/readyz`)).status;

test('callers are served on the login that DATABASE_CALLER_URL names', async () => {
  expect(await accounts()).toEqual({ officialAccounts: { edges: [] } });
  const used = await sql(qiao, 'select from pg_stat_activity where usename = $1', [login.name]);
  expect(used.length).toBeGreaterThan(0);
});

test('when it is let in no more, callers are told to come back, and the server is not ready', async () => {
  expect(await readiness()).toBe(200);
  await sql(qiao, `alter role ${login.name} password 'replaced'`);
  await sql(qiao, 'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [login.name]);

  expect(await accounts()).toEqual(['SERVICE_UNAVAILABLE']);
  expect(await readiness()).toBe(503);

  await sql(qiao, `alter role ${login.name} password '${login.password}'`);
  expect(await accounts()).toEqual({ officialAccounts: { edges: [] } });
  expect(await readiness()).toBe(200);
});
