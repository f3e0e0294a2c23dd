import pg from 'pg';
import type { RequestContext } from './context.ts';
import { RequestError } from './errors.ts';
import { beginStatement } from './observation.ts';
import { ReadMessage } from './read-message.ts';
import type { Rows, Sql } from './statement.ts';
import { statementName } from './statement-name.ts';
import { Turns } from './turns.ts';

/** A statement that waits to be sent, and who waits for its rows. */
interface Waiting {
  readonly statement: Sql;
  readonly resolve: (rows: object[]) => void;
  readonly reject: (error: unknown) => void;
}

/** PostgreSQL's code for a statement that was cancelled. */
const CANCELLED = '57014';

/**
 * Runs statements that are written by hand, for callers. What an operation asks for at the same moment goes in one message,
 * and so in one transaction of its own. A read whose caller has left, or whose deadline has passed, is cancelled.
 */
export class TenantReads {
  private readonly waiting = new WeakMap<RequestContext, Waiting[]>();
  private readonly turns: Turns;
  private readonly pool: pg.Pool;
  /** Its only connection cancels what others do. */
  private readonly cancelling: pg.Pool;

  /** @param connections how many at once; the callers of one installation have half of them */
  constructor(url: string, connections: number) {
    this.turns = new Turns(Math.ceil(connections / 2));
    // A statement with a name is planned for any values: those of today would be planned for anew each time.
    const options = '-c plan_cache_mode=force_generic_plan';
    this.pool = new pg.Pool({
      connectionString: url,
      application_name: 'qiao reads',
      max: connections,
      options,
    });
    this.cancelling = new pg.Pool({ connectionString: url, application_name: 'qiao cancels', max: 1 });
    for (const pool of [this.pool, this.cancelling]) pool.on('error', () => {});
  }

  rows(ctx: RequestContext): Rows {
    return <R extends object>(statement: Sql) =>
      new Promise<R[]>((resolve, reject) => {
        this.ask(ctx, { statement, resolve: resolve as Waiting['resolve'], reject });
      });
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.cancelling.end()]);
  }

  private ask(ctx: RequestContext, asked: Waiting): void {
    const others = this.waiting.get(ctx);
    if (others) {
      others.push(asked);
      return;
    }
    this.waiting.set(ctx, [asked]);
    // Loaders ask at the end of a turn of the event loop, one after the other.
    process.nextTick(() => void this.send(ctx));
  }

  private async send(ctx: RequestContext): Promise<void> {
    const asked = this.waiting.get(ctx) ?? [];
    this.waiting.delete(ctx);
    const endTurn = await this.turns.take(ctx.installationId);
    try {
      const results = await this.results(
        ctx,
        asked.map(({ statement }) => statement),
      );
      asked.forEach(({ resolve }, index) => void resolve([...(results[index] ?? [])]));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    } finally {
      endTurn?.();
    }
  }

  private async results({ installationId, signal }: RequestContext, statements: readonly Sql[]) {
    const client = await this.pool.connect();
    if (signal?.aborted) {
      client.release();
      throw new RequestError('DEADLINE_EXCEEDED');
    }
    let cancelled: Promise<unknown> = Promise.resolve();
    const cancel = () => {
      cancelled = this.cancel(client);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    let message: ReadMessage | null = null;
    let failed = false;
    const ends = statements.map(({ text }) => beginStatement(() => statementName(text)));
    try {
      return await new Promise<readonly object[][]>((resolve, reject) => {
        message = new ReadMessage(installationId, statements, (error, results) =>
          error ? reject(error) : resolve(results),
        );
        client.query(message);
      });
    } catch (error) {
      failed = true;
      throw (error as { code?: string }).code === CANCELLED ? new RequestError('DEADLINE_EXCEEDED') : error;
    } finally {
      for (const end of ends) end?.(failed ? 'FAILED' : undefined);
      signal?.removeEventListener('abort', cancel);
      // Otherwise the cancellation might reach the next read on this connection.
      await cancelled;
      client.release(failed && (message as ReadMessage | null)?.leavesUnknown);
    }
  }

  private async cancel(client: pg.PoolClient): Promise<void> {
    const { processID } = client as unknown as { processID: number };
    await this.cancelling.query('select pg_cancel_backend($1)', [processID]).catch(() => {});
  }
}
