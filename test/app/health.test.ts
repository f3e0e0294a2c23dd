import fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { type Health, healthRoutes } from '../../src/app/watch/health.routes.ts';
import { eventually } from '../kit/eventually.ts';
import { startQiao } from '../kit/qiao.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { sql } from '../kit/stored.ts';

const qiao = useQiao();

const readiness = async () => {
  const response = await fetch(`${qiao.url}/readyz`);
  return [response.status, await response.json()];
};

test('a server that can serve says so', async () => {
  expect(await readiness()).toEqual([
    200,
    {
      status: 'ok',
      database: 'ok',
      migrations: 'ok',
      draining: false,
      wechat: { state: 'OK', errcode: null, address: null, since: null },
    },
  ]);
});

test('a server whose database lacks migrations says which, until they have run', async () => {
  const [latest] = await sql<{ name: string }>(
    qiao,
    'delete from migration where name = (select max(name) from migration) returning name',
  );

  expect(await readiness()).toEqual([
    503,
    {
      status: 'unavailable',
      reason: `The database lacks migrations: ${latest?.name}. Run \`npm run migrate\`.`,
      database: 'ok',
      migrations: 'pending',
      draining: false,
      wechat: expect.anything(),
    },
  ]);
  expect((await fetch(`${qiao.url}/healthz`)).status).toBe(200);

  await sql(qiao, 'insert into migration (name) values ($1)', [latest?.name]);
  expect((await readiness())[0]).toBe(200);
});

test('a migration that only a newer version knows does not matter', async () => {
  await sql(qiao, `insert into migration (name) values ('9999_of_tomorrow')`);
  expect((await readiness())[0]).toBe(200);
  await sql(qiao, `delete from migration where name = '9999_of_tomorrow'`);
});

describe('a server', () => {
  const ask = async (health: Partial<Health>) => {
    const app = fastify();
    const fine: Health = {
      pendingMigrations: async () => [],
      isReadOnly: async () => false,
      wechat: () => Promise.reject(new Error('not asked here')),
      draining: () => false,
    };
    healthRoutes(app, { ...fine, ...health });
    const response = await app.inject('/readyz');
    await app.close();
    return [response.statusCode, response.json()];
  };

  test('that is about to stop wants no more requests', async () => {
    expect(await ask({ draining: () => true })).toEqual([
      503,
      {
        status: 'unavailable',
        reason: 'The process is about to stop.',
        database: 'ok',
        migrations: 'ok',
        draining: true,
      },
    ]);
  });

  test('whose database is read-only says so, and serves what only reads', async () => {
    expect(await ask({ isReadOnly: async () => true })).toEqual([
      200,
      { status: 'ok', database: 'read-only', migrations: 'ok', draining: false },
    ]);
  });

  test('that is a worker says whether it can take jobs', async () => {
    expect(await ask({ queue: () => true })).toMatchObject([200, { status: 'ok', queue: 'ok' }]);
    expect(await ask({ queue: () => false })).toMatchObject([
      503,
      { reason: 'The job queue is not connected.', database: 'ok', queue: 'unavailable' },
    ]);
  });

  test.each([
    ['refuses', () => Promise.reject(new Error('a secret of the driver'))],
    ['never answers', () => new Promise<never>(() => {})],
  ])('whose database %s cannot serve, and does not say why', async (_how, pendingMigrations) => {
    expect(await ask({ pendingMigrations })).toEqual([
      503,
      {
        status: 'unavailable',
        reason: 'The database does not answer.',
        database: 'unavailable',
        migrations: 'unknown',
        draining: false,
      },
    ]);
  });
});

test('a server on a database that becomes a copy, as after a failover, answers queries, refuses changes, and goes on by itself', async () => {
  const own = await startQiao();
  try {
    const admin = await own.caller();
    const set = async (value: 'on' | 'off') => {
      const { pathname } = new URL(own.database.url);
      await sql(
        own,
        `begin read write; alter database "${pathname.slice(1)}" set default_transaction_read_only = ${value}; commit`,
      );
      // A failover ends all connections; the new ones find what is so then.
      await sql(
        own,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    };
    const ready = async () => {
      const response = await fetch(`${own.url}/readyz`);
      return [response.status, ((await response.json()) as { database: string }).database];
    };
    const isSo = (expected: readonly unknown[]) =>
      eventually(async () => JSON.stringify(await ready().catch(() => null)) === JSON.stringify(expected));
    const add = () =>
      admin.ask('mutation { addOfficialAccount(input: {}) { userErrors { code } } }').catch(() => null);

    await set('on');
    await isSo([200, 'read-only']);
    await eventually(async () => (await admin.ask('{ viewer { role } }')).data != null);
    await eventually(async () => (await add())?.errors?.[0]?.extensions?.code === 'SERVICE_UNAVAILABLE');

    await set('off');
    await isSo([200, 'ok']);
    await eventually(async () => (await add())?.data != null);
  } finally {
    await own.close();
  }
});
