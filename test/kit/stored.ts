import { withClient } from './database.ts';
import { eventually } from './eventually.ts';
import type { Qiao } from './qiao.ts';

const TABLES = [
  'installation',
  'api_key',
  'api_key_digest',
  'official_account',
  'account_access',
  'terms_acceptance',
  'authorization_session',
  'authorization_link',
  'authorizer',
  'credential',
  'slot_group',
  'callback_receipt',
  'audit_entry',
  'marketing_connection',
  'message_sender',
  'sender_execution',
  'installation_site',
  'site_name',
] as const;

type Row = Readonly<Record<string, unknown>>;

/** One statement as a superuser, whom no row-level security binds. */
export async function sql<T extends Row = Row>(
  qiao: Qiao,
  text: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const { rows } = await withClient(qiao.database.superuserUrl, (client) => client.query(text, [...values]));
  return rows as T[];
}

/**
 * Everything that is stored, row by row: equal before and after means that nothing happened. When a key was last used is
 * left out: that is noted whatever happens, at some moment later.
 */
export async function stored(qiao: Qiao): Promise<Record<(typeof TABLES)[number], Row[]>> {
  const tables = await withClient(qiao.database.superuserUrl, async (client) => {
    const found: [string, Row[]][] = [];
    for (const table of TABLES) {
      const { rows } = await client.query<Row>(`select * from ${table} t order by t::text`);
      found.push([table, rows.map(({ last_used_at: _noted, ...row }) => row)]);
    }
    return found;
  });
  return Object.fromEntries(tables) as Record<(typeof TABLES)[number], Row[]>;
}

/** What is stored of accounts and their connections, without sessions, callbacks and the audit trail. */
export async function storedConnections(qiao: Qiao) {
  const { official_account, account_access, authorizer, credential, slot_group } = await stored(qiao);
  return { official_account, account_access, authorizer, credential, slot_group };
}

/** Everything but callbacks, which are stored whatever comes of them. */
export async function storedButCallbacks(qiao: Qiao) {
  const { callback_receipt: _received, ...others } = await stored(qiao);
  return others;
}

/** Resolves when every callback is processed, or given up, and no job is due. */
export async function settled(qiao: Qiao): Promise<void> {
  const open = `select (select count(*) from callback_receipt where processed_at is null and given_up_at is null)
    + (select count(*) from graphile_worker._private_jobs where locked_at is not null or (run_at <= now() and attempts < max_attempts)) as open`;
  await eventually(async () => (await sql(qiao, open))[0]?.open === '0');
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
  await sql(qiao, 'update catalogue_read set read_at = read_at - make_interval(mins => $1)', [minutes]);
  for (const table of ['contact_field', 'marketing_user', 'campaign'])
    await sql(qiao, `update ${table} set as_of = as_of - make_interval(mins => $1)`, [minutes]);
}
