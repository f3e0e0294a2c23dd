import type { FastifyInstance } from 'fastify';

export interface Health {
  /** Rejects when the database does not answer. */
  database(): Promise<unknown>;
  draining(): boolean;
}

/** `/healthz`: the process runs. `/readyz`: it can serve; 503 when not, or when it is about to stop. */
export function healthRoutes(app: FastifyInstance, health: Health): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const database = await health.database().then(
      () => 'ok',
      () => 'unavailable',
    );
    const ready = database === 'ok' && !health.draining();
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ok' : 'unavailable', database, draining: health.draining() });
  });
}
