import type { FastifyInstance } from 'fastify';
import { readable } from '../shared/journal.ts';
import { bodyOf, pathOf } from '../shared/requests.ts';

const QUERY_AUTH = '/cgi-bin/component/api_query_auth';

/**
 * Holds `api_query_auth` of a code back until the message that carried it is answered. Who answers only after the call
 * then runs into the time limit, as with the slow API of the true test; who answers first notices nothing.
 */
export class CodeHold {
  readonly #held = new Map<string, Promise<void>>();

  constructor(app: FastifyInstance) {
    app.addHook('preHandler', async (request) => {
      if (this.#held.size === 0 || pathOf(request) !== QUERY_AUTH) return;
      const body = readable(bodyOf(request)) as { authorization_code?: unknown } | null;
      await this.#held.get(String(body?.authorization_code));
    });
  }

  /** Holds the code until `work` has ended. */
  async during<T>(code: string, work: () => Promise<T>): Promise<T> {
    const result = work();
    this.#held.set(
      code,
      result.then(
        () => undefined,
        () => undefined,
      ),
    );
    try {
      return await result;
    } finally {
      this.#held.delete(code);
    }
  }
}
