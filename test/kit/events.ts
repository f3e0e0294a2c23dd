import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DomainEvent } from '../../src/kernel/events.ts';
import type { PushChannel } from '../../src/kernel/push.ts';

type Told = Pick<DomainEvent, 'id' | 'name' | 'payload'>;

/** Commits the events, which are of one installation, as another process does it, and wakes the readers of the log. */
export async function logEvents(
  client: Pick<pg.Client | pg.Pool, 'query'>,
  installationId: string,
  events: readonly Told[],
): Promise<void> {
  await client.query(logging(installationId, events));
  await client.query('notify qiao_events');
}

/** The same as one statement, for a transaction that goes on. */
export const logging = (installationId: string, events: readonly Told[]): string =>
  `select set_config('qiao.installation', ${pg.escapeLiteral(installationId)}, true), log_events(${pg.escapeLiteral(JSON.stringify(events))})`;

/** Resolves when all that was committed so far has arrived. */
export async function arrived(push: PushChannel, client: Pick<pg.Pool, 'query'>): Promise<void> {
  const mark = { id: randomUUID(), name: 'mark', payload: {} };
  const told = push.subscribe((event) => event.id === mark.id);
  await logEvents(client, randomUUID(), [mark]);
  await told.next();
  await told.return?.();
}

/** What a crash of PostgreSQL leaves of an unlogged table, and of the connections of readers. */
export const CRASH = `delete from event_log_origin; ${lost()}`;

/** Ends the connections of readers, as a restart of PostgreSQL does it. */
export const LOSE = lost();

function lost(): string {
  return `select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'qiao push' and datname = current_database()`;
}
