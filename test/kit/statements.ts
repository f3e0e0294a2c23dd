import { TenantReads } from '../../src/kernel/tenant-reads.ts';
import type { Qiao } from './qiao.ts';

const ANNOUNCEMENT = /insert into announcement/;

/** How many statements Qiao sends to PostgreSQL while `work` is done. Nothing else may be going on. */
export async function statementsOf(qiao: Qiao, work: () => Promise<unknown>): Promise<number> {
  const { owner, callers } = qiao.services.databases;
  const connections = [owner, callers].map((pool) => pool.getConnection());
  const { execute } = connections[0] as (typeof connections)[number];
  const { rows } = TenantReads.prototype;
  let count = 0;
  TenantReads.prototype.rows = function counted(ctx) {
    const run = rows.call(this, ctx);
    return (statement) => {
      count += 1;
      return run(statement);
    };
  };
  for (const connection of connections)
    connection.execute = ((...statement: Parameters<typeof execute>) => {
      // Servers tell each other by the clock what callers have spent.
      if (!ANNOUNCEMENT.test(String(statement[0]))) count += 1;
      return execute.apply(connection, statement);
    }) as typeof execute;
  try {
    await work();
    return count;
  } finally {
    for (const connection of connections) connection.execute = execute;
    TenantReads.prototype.rows = rows;
  }
}
