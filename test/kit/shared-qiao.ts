import { afterAll, test } from 'vitest';
import { emptied, query } from './database.ts';
import { eventually } from './eventually.ts';
import { keep } from './handles.ts';
import { lend, type Qiao, startWorld, type World } from './qiao.ts';
import { OPEN_JOBS } from './stored.ts';
import { listeners } from './stories.ts';

/** How long a file may take to come to rest, also on a machine that is busy with other things. */
const REST_MS = 20_000;

interface Shared {
  readonly world: World;
  /** The server's own subscriptions. */
  readonly listeners: number;
}

/** One Qiao for each worker: started for the first file that wants it, closed when the worker ends. */
const worker = test.extend(
  'shared',
  { scope: 'worker' },
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures it needs
  async ({}, { onCleanup }): Promise<Shared> => {
    const world = await keep(() => startWorld());
    onCleanup(() => world.close());
    return { world, listeners: listeners(world) };
  },
);

/**
 * The worker's Qiao, for the test file that calls this at its top. It is as if it had just been started: nothing is stored,
 * and the sandboxes know nothing but Qiao. The file fails if it leaves a job, a transaction or a subscription that goes on.
 */
export function useQiao(): Qiao {
  let lent: Qiao | null = null;
  let shared: Shared | null = null;
  worker.beforeAll(async ({ shared: { world, ...others } }) => {
    shared = { world, ...others };
    await world.begin();
    lent = lend(world);
  });
  afterAll(async () => {
    await lent?.close();
    lent = null;
    if (shared) await putBack(shared);
  });
  return new Proxy({} as Qiao, {
    get(_target, name) {
      if (!lent) throw new Error('Qiao is there for tests and their hooks, not where they are defined');
      return lent[name as keyof Qiao];
    },
  });
}

/** Ends what the file has begun, and forgets it. */
async function putBack({ world, listeners: own }: Shared): Promise<void> {
  const { database, services } = world;
  const left: string[] = [];
  const expectSoon = (what: string, gone: () => Promise<boolean> | boolean) =>
    eventually(gone, REST_MS).catch(() => void left.push(what));
  await services.confirmations.settled();
  await expectSoon('a job', async () => (await query(database, OPEN_JOBS)).length === 0);
  await expectSoon('a subscription', () => listeners(world) <= own);
  await expectSoon('a transaction', async () => (await query(database, OPEN_TRANSACTIONS)).length === 0);
  await world.forget();
  await emptied(database);
  services.push.resync();
  if (left.length > 0) throw new Error(`the file leaves something that goes on: ${left.join(', ')}`);
}

const OPEN_TRANSACTIONS = `select from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and state like 'idle in transaction%'`;
