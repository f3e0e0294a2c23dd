import type { EntityManager } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RequestContext } from '../../src/kernel/context.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { UnitOfWork } from '../../src/kernel/unit-of-work.ts';
import { query } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { useDatabase } from '../kit/shared-database.ts';
import { callerContext, openWork } from './kit/work.ts';

const database = useDatabase();
let close: () => Promise<void>;
let work: UnitOfWork;
let ctx: RequestContext;
beforeAll(async () => {
  ({ work, close } = await openWork(database.url));
});
afterAll(() => close());
beforeEach(() => {
  ctx = callerContext(newId());
});

const transaction = async (em: EntityManager): Promise<string> => {
  const [row] = await em.execute<{ id: string }[]>(
    `select pg_backend_pid() || ' ' || now() || current_setting('transaction_read_only') as id`,
  );
  return row?.id ?? '';
};
const read = (context = ctx) => work.read(context, transaction);

describe('reads of one operation', () => {
  test('share a read-only transaction where they come together or follow each other at once', async () => {
    const first = await Promise.all([read(), read(), read()]);
    // As a loader asks for what an earlier read has brought.
    const second = await Promise.resolve().then(() => read());
    expect(new Set([...first, second]).size).toBe(1);
    expect(second.endsWith('on')).toBe(true);
  });

  test('end it while the operation waits for something else, and begin another after that', async () => {
    const first = await read();
    const idle = `select from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`;
    await eventually(async () => (await query(database, idle)).length === 0);
    expect(await read()).not.toBe(first);
  });

  test('do not suffer from one that fails', async () => {
    const failing = work.read(ctx, (em) => em.execute('select 1 / 0'));
    const [failed, next] = await Promise.allSettled([failing, read()]);
    expect([failed.status, next.status]).toEqual(['rejected', 'fulfilled']);
  });

  test('are apart from those of another operation of the same caller', async () => {
    const [first, second] = await Promise.all([read(), read({ ...ctx })]);
    expect(second).not.toBe(first);
  });
});

test('each read has entities of its own: what one has loaded is no news to another', async () => {
  const managers = await Promise.all([work.read(ctx, async (em) => em), work.read(ctx, async (em) => em)]);
  expect(managers[0]).not.toBe(managers[1]);
});
