import type { EntityManager } from '@mikro-orm/postgresql';
import type { RequestContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { columnsOf, rowsIn, selectList, sql, timesOf, withDates } from '../../../kernel/statement.ts';
import { type DeliveryReason, paceSince } from '../delivery.rules.ts';
import type { DeliveryImport } from './delivery-import.entity.ts';
import type { Line } from './delivery-queue.ts';

export type ImportRow = Pick<
  DeliveryImport,
  | 'id'
  | 'turn'
  | 'lease'
  | 'platformImportId'
  | 'platformRunId'
  | 'records'
  | 'failures'
  | 'dueAt'
  | 'startedAt'
>;

/** A worker's right to continue an import. */
export type Turn = Pick<ImportRow, 'id' | 'turn'>;

const TIMES = ['lease', 'dueAt', 'startedAt'] as const;
const COLUMNS = selectList(
  columnsOf('i', ['id', 'turn', 'platformImportId', 'platformRunId', 'records', 'failures']),
  timesOf('i', TIMES),
);

/** The import of a line that is under way, locked; else a new one. */
export async function lockedImport(
  em: EntityManager,
  { installationId }: RequestContext,
  { accountId, subject }: Line,
  now: Date,
): Promise<ImportRow> {
  const rows = rowsIn(em);
  const find = sql`select ${COLUMNS} from delivery_import i
    where i.installation_id = ${installationId} and i.account_id = ${accountId} and i.subject = ${subject}
      and i.ended_at is null for update`;
  const add = sql`insert into delivery_import (installation_id, id, account_id, subject, started_at)
    values (${installationId}, ${newId()}, ${accountId}, ${subject}, ${now}) on conflict do nothing`;
  let [found] = await rows<ImportRow>(find);
  // Another worker may end it at this moment.
  while (!found) {
    await rows(add);
    [found] = await rows<ImportRow>(find);
  }
  return withDates(found, ...TIMES);
}

/** Nothing was uploaded for it. */
export const dropImport = (
  em: EntityManager,
  { installationId }: RequestContext,
  id: string,
): Promise<unknown> =>
  rowsIn(em)(sql`delete from delivery_import where installation_id = ${installationId} and id = ${id}`);

/** Takes the lease; the earlier one, if any, is lost. */
export const takeTurn = (
  em: EntityManager,
  { installationId }: RequestContext,
  { id, turn, lease, startedAt, records }: Turn & { lease: Date; startedAt: Date; records: number },
): Promise<unknown> =>
  rowsIn(em)(
    sql`update delivery_import set turn = ${turn}, lease = ${lease}, due_at = null, started_at = ${startedAt}, records = ${records}
      where installation_id = ${installationId} and id = ${id}`,
  );

/** What a worker has achieved with an import. */
export interface Progress {
  readonly platformImportId: string | null;
  readonly platformRunId: string | null;
  readonly failures: number;
  readonly reason: DeliveryReason | null;
  readonly dueAt: Date | null;
  /** Null: another worker may continue. */
  readonly lease: Date | null;
}

/** Returns false if the lease was lost. */
export async function noteProgress(
  em: EntityManager,
  { installationId }: RequestContext,
  { id, turn }: Turn,
  { platformImportId, platformRunId, failures, reason, dueAt, lease }: Progress,
): Promise<boolean> {
  const noted = await rowsIn(em)(
    sql`update delivery_import set platform_import_id = ${platformImportId}, platform_run_id = ${platformRunId},
        failures = ${failures}, reason = ${reason}, due_at = ${dueAt}, lease = ${lease}
      where installation_id = ${installationId} and id = ${id} and turn = ${turn} and ended_at is null returning id`,
  );
  return noted.length > 0;
}

/** What is stored of it is where the next worker goes on. */
export const giveBack = (
  em: EntityManager,
  { installationId }: RequestContext,
  { id, turn }: Turn,
  failures: number,
  dueAt: Date,
): Promise<unknown> =>
  rowsIn(em)(
    sql`update delivery_import set failures = ${failures}, due_at = ${dueAt}, lease = null
      where installation_id = ${installationId} and id = ${id} and turn = ${turn} and ended_at is null`,
  );

/** Returns false if the lease was lost. */
export async function endImport(
  em: EntityManager,
  { installationId }: RequestContext,
  { id, turn }: Turn,
  rejected: number,
  now: Date,
): Promise<boolean> {
  const ended = await rowsIn(em)(
    sql`update delivery_import set ended_at = ${now}, rejected = ${rejected}, lease = null, due_at = null, failures = 0, reason = null
      where installation_id = ${installationId} and id = ${id} and turn = ${turn} and ended_at is null returning id`,
  );
  return ended.length > 0;
}

export interface Pace {
  /** Imports of the installation in the last hour. */
  readonly count: number;
  readonly latest: Date | null;
}

export async function paceOf(
  em: EntityManager,
  { installationId }: RequestContext,
  now: Date,
): Promise<Pace> {
  const [found] = await rowsIn(em)<Pace>(
    sql`select count(*)::int as count, (extract(epoch from max(started_at)) * 1000)::float8 as latest
      from delivery_import where installation_id = ${installationId} and started_at > ${paceSince(now)} and records > 0`,
  );
  return found ? withDates(found, 'latest') : { count: 0, latest: null };
}
