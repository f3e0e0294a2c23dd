import type { EntityManager } from '@mikro-orm/postgresql';
import {
  columnsOf,
  rowsIn,
  type Sql,
  selectList,
  sql,
  timesOf,
  withDates,
} from '../../../kernel/statement.ts';
import type { Push } from '../callback-receipt.repository.ts';

/** A message as it is stored, before it is processed. */
export interface ArrivedMessage {
  readonly dedupKey: string;
  /** WeChat's time, to the second; the first of all times if the message has none. */
  readonly sentAt: Date;
  readonly shard: number;
  readonly appId: string;
  readonly query: Record<string, unknown>;
  readonly body: string;
  /** By the clock of the server. */
  readonly arrivedAt: Date;
  /** The id of the request that brought it. */
  readonly traceId: string;
}

export interface OpenMessage extends Omit<ArrivedMessage, 'shard' | 'query' | 'arrivedAt' | 'traceId'> {
  /** The order of arrival. */
  readonly number: number;
  readonly query: Push['query'];
  /** When it was stored. */
  readonly receivedAt: Date;
  readonly arrivedAt: Date | null;
  readonly traceId: string | null;
}

/**
 * BOOKED: there is an activity, or a follower, of it · NOT_USED: Qiao has no use for it, or it came too late · UNKNOWN_ACCOUNT:
 * no installation had the account · GIVEN_UP: it cannot be processed.
 */
export type InboxOutcome = 'BOOKED' | 'NOT_USED' | 'UNKNOWN_ACCOUNT' | 'GIVEN_UP';

/**
 * Adds the job that drains a shard, for each of the shards, in their order, so that two statements do not wait for each
 * other. It has no named queue: there the next job would wait for up to a second after the one before.
 */
const addJobs = (job: string, shards: Sql): Sql => sql`
  select enqueue_jobs(array(
    select (${job}, json_build_object('payload', json_build_object('shard', shard)), null, null, 25,
      'inbox:' || shard, 0, null)::graphile_worker.job_spec
    from (${shards}) shards order by shard))`;

/** Stores those that are new, and wakes a worker for their shards: one statement, so both are committed or neither is. */
export async function storeMessages(
  em: EntityManager,
  job: string,
  messages: readonly ArrivedMessage[],
): Promise<void> {
  await rowsIn(em)(sql`
    with stored as (
      insert into inbox_message (dedup_key, sent_at, shard, app_id, query, body, arrived_at, trace_id)
      select "dedupKey", "sentAt", shard, "appId", query, body, "arrivedAt", "traceId"
      from json_to_recordset(${JSON.stringify(messages)}::json) arrived
        ("dedupKey" text, "sentAt" timestamptz, shard smallint, "appId" text, query jsonb, body text,
          "arrivedAt" timestamptz, "traceId" text)
      on conflict do nothing returning shard
    ) ${addJobs(job, sql`select distinct shard from stored`)}`);
}

const OPEN = selectList(
  columnsOf('m', ['dedupKey', 'appId', 'query', 'body', 'traceId']),
  timesOf('m', ['sentAt', 'receivedAt', 'arrivedAt']),
  { number: 'm.number::float8' },
);

/** The first messages of a shard that nobody has processed, in the order of arrival. */
export async function openMessages(em: EntityManager, shard: number, limit: number): Promise<OpenMessage[]> {
  const found = await rowsIn(em)<OpenMessage>(
    sql`select ${OPEN} from inbox_message m
      where m.shard = ${shard} and m.outcome is null order by m.number limit ${limit}`,
  );
  return found.map((row) => withDates(row, 'sentAt', 'receivedAt', 'arrivedAt'));
}

/**
 * Locks the first of the open messages that a worker has read, until the end of the transaction. That is the lease of the shard:
 * who does not get it leaves, and the other worker reads again after its transaction.
 */
export async function leaseFrom(
  em: EntityManager,
  { dedupKey, sentAt }: Pick<OpenMessage, 'dedupKey' | 'sentAt'>,
): Promise<boolean> {
  const found = await rowsIn(em)(
    sql`select number from inbox_message where dedup_key = ${dedupKey} and sent_at = ${sentAt} and outcome is null
      for update skip locked`,
  );
  return found.length > 0;
}

/** What was processed is not needed any more. What was given up may be tried again, by hand; what has no account, with one. */
const CLOSE = `
  update inbox_message m set outcome = closed.outcome, processed_at = ?,
    body = case when closed.outcome in ('BOOKED', 'NOT_USED') then '' else m.body end,
    query = case when closed.outcome in ('BOOKED', 'NOT_USED') then '{}' else m.query end
  from json_to_recordset(?::json) closed ("dedupKey" text, "sentAt" timestamptz, outcome text)
  where m.dedup_key = closed."dedupKey" and m.sent_at = closed."sentAt" and m.outcome is null
  returning m.number::float8 as number`;

/**
 * Records what became of messages.
 *
 * @returns the numbers of those that were open until now; others wait for this transaction, and then find none of them open
 */
export async function closeMessages(
  em: EntityManager,
  closed: readonly (Pick<OpenMessage, 'dedupKey' | 'sentAt'> & { readonly outcome: InboxOutcome })[],
  now: Date,
): Promise<ReadonlySet<number>> {
  const rows = closed.map(({ dedupKey, sentAt, outcome }) => ({ dedupKey, sentAt, outcome }));
  const found = await em.execute<{ number: number }[]>(CLOSE, [now, JSON.stringify(rows)]);
  return new Set(found.map(({ number }) => number));
}

/** Records that closed messages came too late to change anything. */
export const notUsed = (
  em: EntityManager,
  messages: readonly Pick<OpenMessage, 'dedupKey' | 'sentAt'>[],
): Promise<unknown> => {
  const rows = messages.map(({ dedupKey, sentAt }) => ({ dedupKey, sentAt }));
  return rowsIn(em)(
    sql`update inbox_message m set outcome = 'NOT_USED'
      from json_to_recordset(${JSON.stringify(rows)}::json) late ("dedupKey" text, "sentAt" timestamptz)
      where m.dedup_key = late."dedupKey" and m.sent_at = late."sentAt"`,
  );
};

export interface AccountOwner {
  readonly appId: string;
  readonly installationId: string;
  readonly accountId: string;
}

/** Which of these WeChat accounts are connected, and where. */
export const ownersOf = (em: EntityManager, appIds: readonly string[]): Promise<AccountOwner[]> =>
  rowsIn(em)<AccountOwner>(
    sql`select app_id as "appId", installation_id as "installationId", account_id as "accountId"
      from authorizer where app_id = any(${[...new Set(appIds)]}::text[])`,
  );

/** Messages may come while an authorization is being completed. Only those that follow its confirmation are its own. */
const REOPEN = `
  update inbox_message m set outcome = null, processed_at = null from authorizer a
  where m.outcome = 'UNKNOWN_ACCOUNT' and a.app_id = m.app_id
    and m.received_at > now() - interval '10 minutes' and m.sent_at >= a.authorized_at`;

/** Opens messages whose account is connected now, and wakes a worker for each shard that has open messages. */
export async function reviveMessages(em: EntityManager, job: string): Promise<void> {
  await em.execute(REOPEN);
  await rowsIn(em)(addJobs(job, sql`select distinct shard from inbox_message where outcome is null`));
}

export const rotateInbox = (em: EntityManager): Promise<unknown> => em.execute('select rotate_inbox()');
