import type { Qiao } from './qiao.ts';

const ANNOUNCEMENT = 'select pg_notify(?, ?)';

/** How many statements Qiao sends to PostgreSQL while `work` is done. Nothing else may be going on. */
export async function statementsOf(qiao: Qiao, work: () => Promise<unknown>): Promise<number> {
  const connections = Object.values(qiao.services.databases).map((pool) => pool.getConnection());
  const { execute } = connections[0] as (typeof connections)[number];
  let count = 0;
  for (const connection of connections)
    connection.execute = ((...statement: Parameters<typeof execute>) => {
      // Servers tell each other by the clock what callers have spent.
      if (statement[0] !== ANNOUNCEMENT) count += 1;
      return execute.apply(connection, statement);
    }) as typeof execute;
  try {
    await work();
    return count;
  } finally {
    for (const connection of connections) connection.execute = execute;
  }
}
