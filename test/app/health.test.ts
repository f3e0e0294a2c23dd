import fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { type Health, healthRoutes } from '../../src/app/watch/health.routes.ts';
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
