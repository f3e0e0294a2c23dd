import type { FastifyInstance } from 'fastify';
import type { Logger } from '../../kernel/logger.ts';
import type { Services } from '../compose.ts';
import type { Draining } from '../draining.ts';
import type { RunningWorker } from '../worker.ts';

/** `/healthz`, `/readyz` and `/metrics` of a worker, on HEALTH_PORT if there is one. Begun before the worker, closed after it. */
export class WorkerHealth {
  private worker: RunningWorker | null = null;
  private app: FastifyInstance | null = null;

  constructor(private readonly draining: Draining) {}

  /** What serves HTTP is loaded only here: a worker without a port does without. */
  async listen(services: Services, log: Logger): Promise<void> {
    const { healthPort: port, host } = services.config;
    if (port === undefined) return;
    const [{ createHttp }, { watchRoutes }] = await Promise.all([
      import('../http.ts'),
      import('./watch.routes.ts'),
    ]);
    this.app = await createHttp(services.config, log);
    watchRoutes(this.app, services, {
      queue: () => this.worker?.isConnected() ?? false,
      draining: () => this.draining.isOn,
    });
    await this.app.listen({ port, host });
  }

  /** It takes jobs; before this, the process is not ready. */
  began(worker: RunningWorker): void {
    this.worker = worker;
  }

  async close(): Promise<void> {
    await this.app?.close();
  }
}
