import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../../kernel/ids.ts';
import { constant, inMs, type Rows, sql, withDates } from '../../kernel/statement.ts';
import type { AccountStanding, ConnectionStanding, NoticeKind } from './notice.rules.ts';

/** What decides about the notices of a subject, and those that are open now. */
export type Booked<S> = S & { readonly open: readonly NoticeKind[] };

const OPEN = (subject: string) =>
  constant(`coalesce((select json_agg(n.kind) from notice n
  where n.installation_id = i.id and ${subject} and n.solved_at is null), '[]') as open`);
const CAMPAIGN_END = constant(inMs('c.end_at'));

/** @param accountId default: all accounts that are not removed */
export async function accountStandings(
  rows: Rows,
  installationId: string,
  accountId: string | null = null,
): Promise<(Booked<AccountStanding> & { readonly accountId: string })[]> {
  const which = accountId === null ? sql`a.status <> 'REMOVED'` : sql`a.id = ${accountId}`;
  const found = await rows<Booked<AccountStanding> & { readonly accountId: string }>(
    sql`select a.id as "accountId", i.status as "installationStatus", a.status, c.status as "campaignStatus",
        ${CAMPAIGN_END} as "campaignEndAt", ${OPEN('n.account_id = a.id')}
      from official_account a join installation i on i.id = a.installation_id
      left join campaign c on c.installation_id = a.installation_id and c.id = a.default_campaign and c.gone_at is null
      where a.installation_id = ${installationId} and ${which} order by a.id`,
  );
  return found.map((row) => withDates(row, 'campaignEndAt'));
}

export async function connectionStanding(
  rows: Rows,
  installationId: string,
): Promise<Booked<ConnectionStanding> | null> {
  const [found] = await rows<Booked<ConnectionStanding>>(
    sql`select i.status, i.connection_state as "connectionState", i.failing_reason as "failingReason",
        ${OPEN('n.account_id is null')} from installation i where i.id = ${installationId}`,
  );
  return found ?? null;
}

/** An account, or the installation itself. */
export interface NoticeSubject {
  readonly installationId: string;
  readonly accountId: string | null;
}

/** Another transaction may have opened the same. */
export async function openNotice(
  em: EntityManager,
  { installationId, accountId }: NoticeSubject,
  kind: NoticeKind,
  { openedAt, nextMailAt }: { readonly openedAt: Date; readonly nextMailAt: Date },
): Promise<void> {
  await em.execute(
    `insert into notice (installation_id, id, kind, account_id, opened_at, next_mail_at) values (?, ?, ?, ?, ?, ?)
     on conflict do nothing`,
    [installationId, newId(), kind, accountId, openedAt, nextMailAt],
  );
}

export async function solveNotice(
  em: EntityManager,
  { installationId, accountId }: NoticeSubject,
  kind: NoticeKind,
  now: Date,
): Promise<void> {
  await em.execute(
    `update notice set solved_at = ?, next_mail_at = null
     where installation_id = ? and account_id is not distinct from ? and kind = ? and solved_at is null`,
    [now, installationId, accountId, kind],
  );
}

export async function solveAll(em: EntityManager, installationId: string, now: Date): Promise<void> {
  await em.execute(
    'update notice set solved_at = ?, next_mail_at = null where installation_id = ? and solved_at is null',
    [now, installationId],
  );
}

export async function deleteSolved(em: EntityManager, installationId: string, before: Date): Promise<void> {
  await em.execute('delete from notice where installation_id = ? and solved_at < ?', [
    installationId,
    before,
  ]);
}
