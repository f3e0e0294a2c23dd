import type { EntityManager } from '@mikro-orm/postgresql';
import {
  columnsOf,
  type Rows,
  rowsIn,
  selectList,
  sql,
  timesOf,
  withDates,
} from '../../../kernel/statement.ts';
import type { NoticeKind } from '../notice.rules.ts';
import { after, MAIL_GAP_MS, remindAt, retryAt } from './mail-times.rules.ts';

/** A notice that is about to be mailed. */
export interface ClaimedNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly accountId: string | null;
  readonly openedAt: Date;
  /** That have told it before. */
  readonly mails: number;
  /** This one included. */
  readonly attempts: number;
}

/** Whether the installation has a notice that is to be mailed now, and its last mail is long enough ago. */
export async function isMailDue(rows: Rows, installationId: string, now: Date): Promise<boolean> {
  const [found] = await rows<{ due: boolean }>(
    sql`select exists (select from notice where installation_id = ${installationId} and next_mail_at <= ${now})
      and not exists (select from notice where installation_id = ${installationId}
        and mailed_at > ${after(now, -MAIL_GAP_MS)}) as due`,
  );
  return found?.due ?? false;
}

const CLAIMED = selectList(
  columnsOf('n', ['id', 'kind', 'accountId', 'mails', 'attempts']),
  timesOf('n', ['openedAt']),
);

/**
 * Takes all open notices that nobody was told yet, if one of them is due, and those that are due again. Until they are
 * booked, or it is time for another attempt, nobody else gets them.
 */
export async function claimNotices(
  em: EntityManager,
  installationId: string,
  now: Date,
): Promise<ClaimedNotice[]> {
  if (!(await isMailDue(rowsIn(em), installationId, now))) return [];
  const found = await rowsIn(em)<ClaimedNotice>(
    sql`select ${CLAIMED} from notice n where n.installation_id = ${installationId}
        and (n.next_mail_at <= ${now} or (n.next_mail_at is not null and n.mails = 0 and n.attempts = 0))
      order by n.id for update`,
  );
  const claimed = found.map((row) => ({ ...withDates(row, 'openedAt'), attempts: row.attempts + 1 }));
  for (const { id, attempts } of claimed)
    await em.execute(
      'update notice set attempts = ?, next_mail_at = ? where installation_id = ? and id = ?',
      [attempts, retryAt(attempts, now), installationId, id],
    );
  return claimed;
}

/** They were mailed. One that was solved meanwhile is not mailed again. */
export async function bookMailed(
  em: EntityManager,
  installationId: string,
  mailed: readonly ClaimedNotice[],
  now: Date,
): Promise<void> {
  for (const { id, mails } of mailed)
    await em.execute(
      `update notice set mailed_at = ?, mails = ?, attempts = 0,
         next_mail_at = case when solved_at is null then ?::timestamptz end
       where installation_id = ? and id = ?`,
      [now, mails + 1, remindAt(mails + 1, now), installationId, id],
    );
}
