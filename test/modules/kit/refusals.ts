import { expect } from 'vitest';
import type { TestDatabase } from '../../kit/database.ts';
import { withClient } from '../../kit/database.ts';
import type { Rows } from './rows.ts';

/** Who tries raw SQL: the owner, with the installation set as Qiao's own transactions have it, or a superuser. */
export const WRITERS = ['owner', 'superuser'] as const;
export type Writer = (typeof WRITERS)[number];

export interface Attempt {
  readonly by: Writer;
  readonly installationId: string;
  readonly sql: string;
  readonly values?: readonly unknown[];
}

/** Runs one statement in a transaction of its own and commits it. Null: it was accepted; else the name of the constraint. */
export async function attempt(
  database: TestDatabase,
  { by, installationId, sql, values = [] }: Attempt,
): Promise<string | null> {
  return withClient(by === 'owner' ? database.url : database.superuserUrl, async (client) => {
    await client.query('begin');
    await client.query(`select set_config('qiao.installation', $1, true)`, [installationId]);
    try {
      await client.query(sql, [...values]);
      await client.query('commit');
      return null;
    } catch (error) {
      const { constraint, message } = error as { constraint?: string; message: string };
      return constraint ?? message;
    }
  });
}

/** Proves that PostgreSQL refuses the statement for this one reason, and that no row of any table is other than before. */
export async function expectRefusal(
  database: TestDatabase,
  rows: Rows,
  tried: Attempt,
  constraint: string,
): Promise<void> {
  const before = await rows.everything();
  expect(await attempt(database, tried)).toBe(constraint);
  expect(await rows.everything()).toEqual(before);
}
