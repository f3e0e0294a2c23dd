import { afterAll, test } from 'vitest';
import { createDatabase, emptied, type TestDatabase } from './database.ts';

/** One database for each worker, for files that need no Qiao. */
const worker = test.extend(
  'database',
  { scope: 'worker' },
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures it needs
  async ({}, { onCleanup }): Promise<TestDatabase> => {
    const database = await createDatabase();
    onCleanup(() => database.drop());
    return database;
  },
);

/**
 * The worker's migrated database, empty, for the test file that calls this at its top. A file that changes anything but rows
 * takes one of its own (`createDatabase`).
 */
export function useDatabase(): TestDatabase {
  let lent: TestDatabase | null = null;
  worker.beforeAll(({ database }) => {
    lent = database;
  });
  afterAll(async () => {
    if (lent) await emptied(lent);
    lent = null;
  });
  return new Proxy({} as TestDatabase, {
    get(_target, name) {
      if (!lent)
        throw new Error('the database is there for tests and their hooks, not where they are defined');
      return lent[name as keyof TestDatabase];
    },
  });
}
