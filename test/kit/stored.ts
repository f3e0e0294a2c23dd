import { timetable } from '../../src/app/timetable.ts';
import { query } from './database.ts';
import { eventually } from './eventually.ts';
import type { Qiao } from './qiao.ts';

type Row = Readonly<Record<string, unknown>>;
/** Rows by table. `jobs` are those that wait or have been given up. */
export type Stored = Readonly<Record<string, readonly Row[]>>;

/** One statement as a superuser, whom no row-level security binds. */
export const sql = <T extends Row = Row>(
  qiao: Qiao,
  text: string,
  values: readonly unknown[] = [],
): Promise<T[]> => query<T>(qiao.database, text, values);

/** The same for a change that no event tells: Qiao doubts what it keeps in memory. */
export async function sqlUnseen(qiao: Qiao, text: string, values: readonly unknown[] = []): Promise<void> {
  await sql(qiao, text, values);
  qiao.services.push.resync();
}

/** How long what goes on may take, also on a machine that is busy with other things. */
const REST_MS = 60_000;

/** Jobs that run, or that a worker takes up next. */
export const OPEN_JOBS = `select from graphile_worker._private_jobs
  where locked_at is not null or (run_at <= now() and attempts < max_attempts)`;

/**
 * Everything that is stored, row by row, once no job runs or is due: equal before and after means that nothing happened.
 * The tables are those of all entities. Two things change by themselves and are left out: when a key was last used
 * (`last_used_at`), and the jobs that the timetable adds.
 */
export async function stored(qiao: Qiao): Promise<Stored> {
  let found = await snapshot(qiao);
  await eventually(async () => {
    if (!found.isAtRest) found = await snapshot(qiao);
    return found.isAtRest;
  }, REST_MS);
  return found.rows;
}

/** The same at this moment, where a job is held that must not end; without callbacks and jobs, which go on meanwhile. */
export async function storedMeanwhile(qiao: Qiao): Promise<Stored> {
  const { callback_receipt: _arriving, jobs: _running, ...rows } = (await snapshot(qiao)).rows;
  return rows;
}

interface Found extends Row {
  readonly of: string;
  readonly row: Row;
}

/** One statement, and so one snapshot, whatever the number of tables. It has a name: each connection plans it once. */
async function snapshot(qiao: Qiao): Promise<{ isAtRest: boolean; rows: Stored }> {
  const tables = tablesOf(qiao);
  const names = timetable.map(({ task }) => `'${task}'`).join(', ');
  const parts = [
    `select 'open' as of, null::jsonb as row, null as place from (${OPEN_JOBS}) open`,
    ...tables.map((table) => `select '${table}', to_jsonb(t) - 'last_used_at', t::text from ${table} t`),
    `select 'jobs', to_jsonb(j) || jsonb_build_object('task', t.identifier), lpad(j.id::text, 20, '0')
     from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier not in (${names})`,
  ];
  const text = `${parts.join(' union all ')} order by of, place`;
  const { rows: found } = await qiao.database.pool.query<Found>({ name: 'stored', text });
  const rows: Record<string, Row[]> = Object.fromEntries([...tables, 'jobs'].map((name) => [name, []]));
  for (const { of, row } of found) rows[of]?.push(row);
  return { isAtRest: found.every(({ of }) => of !== 'open'), rows };
}

const tablesOf = (qiao: Qiao): string[] =>
  [...qiao.services.orm.getMetadata().getAll().values()].map(({ tableName }) => tableName).toSorted();

/** Some tables of {@link stored}. */
export async function storedIn<T extends string>(
  qiao: Qiao,
  ...tables: T[]
): Promise<Record<T, readonly Row[]>> {
  const all = await stored(qiao);
  return Object.fromEntries(tables.map((table) => [table, rowsOf(all, table)])) as Record<T, readonly Row[]>;
}

/** All tables of {@link stored} but these. */
export async function storedBut(qiao: Qiao, ...tables: readonly string[]): Promise<Stored> {
  const all = await stored(qiao);
  for (const table of tables) rowsOf(all, table);
  return Object.fromEntries(Object.entries(all).filter(([table]) => !tables.includes(table)));
}

function rowsOf(all: Stored, table: string): readonly Row[] {
  const rows = all[table];
  if (!rows) throw new Error(`there is no table ${table}`);
  return rows;
}

/** What is stored of accounts and their connections, without sessions, callbacks and the audit trail. */
export const storedConnections = (qiao: Qiao) =>
  storedIn(qiao, 'official_account', 'account_access', 'authorizer', 'credential', 'slot_group');

/** Everything but what was read of the marketing platform on the way. */
export const storedButCatalogues = (qiao: Qiao): Promise<Stored> =>
  storedBut(qiao, 'contact_field', 'marketing_user', 'campaign', 'catalogue_read');

/** Everything except the records of signed calls, which are stored in any case so that no call is accepted twice. */
export const storedButSignedCalls = (qiao: Qiao): Promise<Stored> => storedBut(qiao, 'signed_call');

/** Everything except callbacks, which are stored in any case. */
export const storedButCallbacks = (qiao: Qiao): Promise<Stored> => storedBut(qiao, 'callback_receipt');

/** Resolves when every callback is processed, or given up, and no job runs or is due. */
export async function settled(qiao: Qiao): Promise<void> {
  const open = `select 'callback' as what, null as id, null as attempts, null as locked_at
      from callback_receipt where processed_at is null and given_up_at is null
    union all select t.identifier, j.id, j.attempts, j.locked_at
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where j.locked_at is not null or (j.run_at <= now() and j.attempts < j.max_attempts)`;
  let rows: Row[] = [];
  await eventually(async () => {
    rows = await sql(qiao, open);
    return rows.length === 0;
  }, REST_MS).catch(() => {
    throw new Error(`something goes on: ${JSON.stringify(rows)}`);
  });
}

/**
 * Makes waiting jobs due and wakes the workers, which otherwise look once a second. Locks them in the order of their keys, as
 * Qiao does.
 *
 * @param which a condition on `graphile_worker._private_jobs`; default: every job that does not run
 * @returns how many there were
 */
export async function hurry(
  qiao: Qiao,
  which = 'locked_at is null',
  values: readonly unknown[] = [],
): Promise<number> {
  const due = await sql(
    qiao,
    `update graphile_worker._private_jobs set run_at = now()
     where id in (select id from graphile_worker._private_jobs where ${which} order by key collate "C" for update) returning id`,
    values,
  );
  await sql(qiao, `select pg_notify('jobs:insert', '{"count":8}')`);
  return due.length;
}

export interface StoredConnection extends Row {
  readonly slotGroup: string | null;
  readonly slot: number | null;
  /** Null where there is no credential. */
  readonly tokenVersion: number | null;
  readonly revision: number | null;
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
}

/** Who holds a WeChat account's slot and tokens; undefined if nobody does. Tokens are sealed. */
export async function connectionOf(qiao: Qiao, appId: string): Promise<StoredConnection | undefined> {
  const [found] = await sql<StoredConnection>(
    qiao,
    `select a.slot_group as "slotGroup", a.slot, c.token_version as "tokenVersion", c.revision,
       c.access_token as "accessToken", c.refresh_token as "refreshToken"
     from authorizer a left join credential c using (installation_id, app_id) where a.app_id = $1`,
    [appId],
  );
  return found;
}

/** The own id inside an opaque one. */
export const ownId = (globalId: string): string =>
  Buffer.from(globalId, 'base64url').toString('utf8').split(':').at(-1) ?? '';

/** As if everything had been read from the marketing platform so long ago: it is asked again where that is too long. */
export async function outdateCatalogues(qiao: Qiao, minutes: number): Promise<void> {
  const { contactFields, marketingUsers, campaigns } = qiao.services;
  // What reads still, after somebody stopped waiting for it, would bring everything up to date again.
  await eventually(
    () => [contactFields, marketingUsers, campaigns].every((one) => readersOf(one) === 0),
    30_000,
  );
  for (const column of ['read_at', 'partly_read_at', 'doubted_at'])
    await sql(qiao, `update catalogue_read set ${column} = ${column} - make_interval(mins => $1)`, [minutes]);
  for (const table of ['contact_field', 'marketing_user', 'campaign'])
    await sql(qiao, `update ${table} set as_of = as_of - make_interval(mins => $1)`, [minutes]);
}

const readersOf = (catalogue: object): number =>
  (
    Reflect.get(
      Reflect.get(Reflect.get(catalogue, 'catalogue') as object, 'reader') as object,
      'reading',
    ) as Map<string, unknown>
  ).size;
