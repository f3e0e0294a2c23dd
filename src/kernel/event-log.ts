import type pg from 'pg';
import type { DomainEvent } from './events.ts';

/** A snapshot of PostgreSQL in its own text form, `xmin:xmax:xip,xip,…`: which transactions could be seen at a moment. */
type Snapshot = string;

/** Events that were read together: all that could be seen `upTo` a snapshot and not `from` an earlier one. */
interface Batch {
  /** Which log it is: positions in another one mean nothing here. */
  readonly origin: string;
  readonly from: Snapshot;
  readonly upTo: Snapshot;
}

interface Row {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly installationId: string;
  readonly payload: unknown;
}

/** An event, and where it is in the log. */
export class LoggedEvent implements DomainEvent {
  readonly id: string;
  readonly name: string;
  readonly installationId: string;
  readonly payload: unknown;

  constructor(
    private readonly batch: Batch,
    private readonly row: Row,
  ) {
    this.id = row.id;
    this.name = row.name;
    this.installationId = row.installationId;
    this.payload = row.payload;
  }

  get cursor(): string {
    return cursorOf(this.batch, this.row.number);
  }
}

/** What a reader finds where it connects. */
interface Opened {
  readonly origin: string;
  readonly snapshot: Snapshot;
  /** The last transaction whose events were dropped. */
  readonly trimmedTo: string | null;
}

/** How many events are read at once. */
const PAGE = 500;

/**
 * Reads the event log, from the moment it is first opened. A position is a snapshot: each read asks for the events that can be
 * seen and could not be seen before, so no event is missed or comes twice, and no transaction that takes long holds up
 * others. Events of one read are ordered by their numbers. An account's events have their numbers in the order of its changes,
 * because they are taken under the account's lock.
 */
export class EventLog {
  private position: { readonly origin: string; readonly snapshot: Snapshot } | null = null;
  /** Where a read has more events than a page. */
  private rest: { readonly upTo: Snapshot; readonly after: number } | null = null;

  /** For who reads the state that is there now: whatever happens later comes after it. */
  get cursor(): string {
    if (!this.position) return '';
    const { origin, snapshot } = this.position;
    return cursorOf({ origin, from: snapshot, upTo: snapshot }, 0);
  }

  /**
   * Call it on each new connection before the first read.
   *
   * @returns whether reading goes on where it ended. If not, events may be missing before the next one
   */
  async open(client: pg.Client): Promise<boolean> {
    // The tables are small when statements are planned, and large later.
    await client.query('set enable_seqscan = off');
    await client.query(FORGET_OTHERS);
    await client.query('insert into event_log_origin default values on conflict do nothing');
    const { rows } = await client.query<Opened>(OPEN);
    const [opened] = rows as [Opened];
    const goesOn = this.position !== null && isIn(opened, this.position);
    if (!goesOn) {
      this.position = { origin: opened.origin, snapshot: opened.snapshot };
      this.rest = null;
    }
    return goesOn;
  }

  /** The next events, in order, and whether there are more now. */
  async read(
    client: pg.Client,
  ): Promise<{ readonly events: readonly LoggedEvent[]; readonly isAll: boolean }> {
    if (!this.position) throw new Error('the event log was not opened');
    const { origin, snapshot: from } = this.position;
    const { xmax, running } = partsOf(from);
    const { rows } = await client.query<{ snapshot: Snapshot; events: readonly Row[] | null }>({
      name: 'read-event-log',
      text: READ,
      values: [xmax, running, this.rest?.upTo, this.rest?.after, PAGE],
    });
    const upTo = this.rest?.upTo ?? rows[0]?.snapshot ?? from;
    const found = rows[0]?.events ?? [];
    const isAll = found.length < PAGE;
    this.rest = isAll ? null : { upTo, after: found.at(-1)?.number ?? 0 };
    if (isAll) this.position = { origin, snapshot: upTo };
    const batch: Batch = { origin, from, upTo };
    return { events: found.map((row) => new LoggedEvent(batch, row)), isAll };
  }
}

/**
 * A dump that was restored in a new cluster has transactions that this one has not reached: their events would be new with
 * each read. Its positions belong to the other cluster, too.
 */
const FORGET_OTHERS = `
  with events as (
    delete from event_log where transaction_id >= pg_snapshot_xmax(pg_current_snapshot())
  )
  delete from event_log_origin where trimmed_to >= pg_snapshot_xmax(pg_current_snapshot())`;

/** `pg_control_system` tells a copy in another cluster from the original. */
const OPEN = `
  select md5(concat_ws(' ', system_identifier, current_database(), id)) as origin,
    pg_current_snapshot()::text as snapshot, trimmed_to::text as "trimmedTo"
  from event_log_origin, pg_control_system()`;

/** In snapshot `from`, transactions from `xmax` ($1) on could not be seen, nor those that were running ($2). */
const READ = `
  with seen_first as (
    select transaction_id, number, id, name, installation_id::text, payload from event_log
    where transaction_id >= $1::xid8
    union all
    select transaction_id, number, id, name, installation_id::text, payload from event_log
    where transaction_id = any($2::xid8[])
    union all
    select transaction_id, number, id, name, '', payload from announcement
    where transaction_id >= $1::xid8 or transaction_id = any($2::xid8[])
  ), page as (
    select number, id, name, installation_id as "installationId", payload from seen_first
    where ($3::pg_snapshot is null or pg_visible_in_snapshot(transaction_id, $3)) and number > coalesce($4::bigint, 0)
    order by number limit $5
  )
  select pg_current_snapshot()::text as snapshot, (select json_agg(page order by number) from page) as events`;

/** Whether events after the position are all there, and those before it are not taken for others. */
function isIn(opened: Opened, { origin, snapshot }: { origin: string; snapshot: Snapshot }): boolean {
  const { xmin, xmax } = partsOf(snapshot);
  return (
    origin === opened.origin &&
    BigInt(xmax) <= BigInt(partsOf(opened.snapshot).xmax) &&
    BigInt(opened.trimmedTo ?? 0) < BigInt(xmin)
  );
}

function partsOf(snapshot: Snapshot) {
  const [xmin = '', xmax = '', running = ''] = snapshot.split(':');
  return { xmin, xmax, running: running === '' ? [] : running.split(',') };
}

/** Enough to read later whatever follows: what was not seen in `from`, without what was seen `upTo` and up to the number. */
const cursorOf = ({ origin, from, upTo }: Batch, number: number): string =>
  encoded([origin, from, upTo, String(number)]);

/** For state that is read in the order of ids: what follows is the state after the id, and then what comes after the cursor. */
export const cursorWithin = (cursor: string, id: string): string =>
  encoded([Buffer.from(cursor, 'base64url').toString(), id]);

const encoded = (parts: readonly string[]): string => Buffer.from(parts.join(' ')).toString('base64url');
