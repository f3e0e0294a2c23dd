import type { FastifyInstance } from 'fastify';
import { rowsIn, sql } from '../../kernel/statement.ts';
import type { Services } from '../compose.ts';
import { pendingMigrations } from '../database.ts';
import { type Health, healthRoutes } from './health.routes.ts';
import { metricsRoutes } from './metrics.routes.ts';

/** What is of one process: a server, or a worker. */
type OfProcess = Pick<Health, 'draining' | 'queue'>;

/** `/healthz`, `/readyz` and `/metrics`: for the orchestrator and the monitoring of an operator. */
export function watchRoutes(app: FastifyInstance, services: Services, ofProcess: OfProcess): void {
  healthRoutes(app, {
    pendingMigrations: async () => {
      await services.databases.callers.fork().execute('select');
      return pendingMigrations(services.orm);
    },
    isReadOnly: async () => {
      const [found] = await services.work.statement((em) =>
        rowsIn(em)<{ readOnly: boolean }>(
          sql`select current_setting('transaction_read_only')::bool as "readOnly"`,
        ),
      );
      return found?.readOnly ?? false;
    },
    wechat: () => services.component.health(),
    ...ofProcess,
  });
  metricsRoutes(app, services);
}
