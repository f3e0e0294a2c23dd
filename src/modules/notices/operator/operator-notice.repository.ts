import type { EntityManager } from '@mikro-orm/postgresql';
import { after, MAIL_GAP_MS, OPERATOR_GATHER_MS, remindAt, retryAt } from '../mail/mail-times.rules.ts';
import { OperatorNotice } from './operator-notice.entity.ts';
import type { OperatorNoticeKind } from './operator-notice.rules.ts';

/**
 * Keeps what is so, and forgets what is not any more; but not within an hour of its mail: if it is so again, it is told when
 * the hour has passed. Each row that is so is locked, also where nothing is changed, so that of workers that look at the same
 * moment one tells.
 */
export async function keepOnly(
  em: EntityManager,
  kinds: readonly OperatorNoticeKind[],
  now: Date,
): Promise<void> {
  const over = { kind: { $nin: [...kinds] } };
  await em.nativeDelete(OperatorNotice, {
    ...over,
    $or: [{ mailedAt: null }, { mailedAt: { $lte: after(now, -MAIL_GAP_MS) } }],
  });
  await em.nativeUpdate(OperatorNotice, over, { mails: 1, attempts: 0, nextMailAt: null });
  for (const kind of kinds)
    await em.execute(
      `insert into operator_notice as n (kind, opened_at, next_mail_at) values (?, ?, ?)
       on conflict (kind) do update set opened_at = excluded.opened_at,
         next_mail_at = greatest(excluded.next_mail_at, n.mailed_at + make_interval(secs => ?))
       where n.mails = 1 and n.attempts = 0 and n.next_mail_at is null`,
      [kind, now, after(now, OPERATOR_GATHER_MS), MAIL_GAP_MS / 1000],
    );
}

/** Takes all that the operator was not told yet, if one of them is due, and those that are due again. */
export async function claimForOperator(em: EntityManager, now: Date): Promise<OperatorNotice[]> {
  const open = await em.find(OperatorNotice, {}, { orderBy: { kind: 'asc' } });
  const isLately = open.some(({ mailedAt }) => mailedAt && mailedAt > after(now, -MAIL_GAP_MS));
  const isDue = ({ nextMailAt }: OperatorNotice) => nextMailAt !== null && nextMailAt <= now;
  if (isLately || !open.some(isDue)) return [];
  const claimed = open.filter(
    (notice) => isDue(notice) || (notice.nextMailAt && notice.mails === 0 && notice.attempts === 0),
  );
  for (const notice of claimed) {
    notice.attempts += 1;
    notice.nextMailAt = retryAt(notice.attempts, now);
  }
  await em.flush();
  return claimed;
}

export async function bookForOperator(
  em: EntityManager,
  mailed: readonly OperatorNotice[],
  now: Date,
): Promise<void> {
  for (const { kind, openedAt, mails } of mailed) {
    const booked = { mailedAt: now, mails: mails + 1, attempts: 0, nextMailAt: remindAt(mails + 1, now) };
    await em.nativeUpdate(OperatorNotice, { kind, openedAt }, booked);
  }
}
