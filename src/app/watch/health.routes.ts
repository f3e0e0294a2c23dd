import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { ComponentHealth } from '../../modules/connections/component/component.service.ts';

export interface Health {
  /** The names of the migrations that the database does not have. Rejects if it does not answer. */
  pendingMigrations(): Promise<readonly string[]>;
  /** Whether the database is read-only. Rejects if it does not answer. */
  isReadOnly(): Promise<boolean>;
  /** Whether WeChat works with us. Rejects if the database does not answer. */
  wechat(): Promise<ComponentHealth>;
  /** Whether the process is stopping. */
  draining(): boolean;
  /** Of a worker: whether it can take jobs. */
  queue?(): boolean;
}

/** Time limit of the check: a slower database cannot serve requests either. */
const TIMEOUT_MS = 2_000;

/**
 * `/healthz` answers while the process runs. `/readyz` says whether it can serve requests, or take jobs; 503 with the reason
 * if not. What WeChat refuses is shown, but is no reason: a server that is taken out of service for it could not say so any
 * more. Nor is a database that is read-only: it is so for all servers, and what only reads goes on (ADR 46).
 */
export function healthRoutes(app: FastifyInstance, health: Health): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const [pending, isReadOnly, wechat] = await Promise.all([
      inTime(health.pendingMigrations()),
      inTime(health.isReadOnly()),
      inTime(health.wechat()),
    ]);
    const draining = health.draining();
    const queue = health.queue?.();
    const reason =
      reasonOf(pending, draining) ?? (queue === false ? 'The job queue is not connected.' : null);
    return reply.code(reason === null ? 200 : 503).send({
      status: reason === null ? 'ok' : 'unavailable',
      ...(reason !== null && { reason }),
      database: pending && isReadOnly !== null ? (isReadOnly ? 'read-only' : 'ok') : 'unavailable',
      migrations: pending === null ? 'unknown' : pending.length === 0 ? 'ok' : 'pending',
      ...(queue !== undefined && { queue: queue ? 'ok' : 'unavailable' }),
      draining,
      ...(wechat && { wechat }),
    });
  });
}

/** Null: there is no answer, or not in time. */
const inTime = <T>(answer: Promise<T>): Promise<T | null> =>
  Promise.race([answer.catch(() => null), sleep(TIMEOUT_MS, null, { ref: false })]);

function reasonOf(pending: readonly string[] | null, draining: boolean): string | null {
  if (draining) return 'The process is about to stop.';
  if (pending === null) return 'The database does not answer.';
  if (pending.length > 0)
    return `The database lacks migrations: ${pending.join(', ')}. Run \`npm run migrate\`.`;
  return null;
}
