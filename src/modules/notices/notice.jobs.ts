import { z } from 'zod';
import { type AnyJobHandler, BACKGROUND, contextOf, handle, type JobType } from '../../kernel/jobs.ts';
import { MAIL_NOTICES, type NoticeMailService } from './mail/notice-mail.service.ts';
import { MAIL_QUEUE } from './mail/outgoing-mail.ts';
import type { NoticeBookService } from './notice-book.service.ts';
import type { OperatorNoticeService } from './operator/operator-notice.service.ts';

/** Every minute, by the timetable. */
export const TEND_NOTICES: JobType<unknown> = {
  name: 'notice.tend',
  payload: z.unknown(),
  maxAttempts: 1,
  priority: BACKGROUND,
};

/** Every minute, by the timetable. It goes before the mails of installations that wait. */
export const TELL_OPERATOR: JobType<unknown> = {
  name: 'notice.tell-operator',
  queue: MAIL_QUEUE,
  payload: z.unknown(),
  maxAttempts: 1,
};

/** Hourly, by the timetable. */
export const REVIEW_NOTICES: JobType<unknown> = {
  name: 'notice.review',
  payload: z.unknown(),
  maxAttempts: 3,
  priority: BACKGROUND,
};

interface Services {
  readonly book: NoticeBookService;
  readonly mails: NoticeMailService;
  readonly operator: OperatorNoticeService;
}

export const noticeJobs = ({ book, mails, operator }: Services): AnyJobHandler[] => [
  handle(TEND_NOTICES, () => mails.tend()),
  handle(MAIL_NOTICES, (_payload, job) => mails.mail(contextOf(job))),
  handle(TELL_OPERATOR, () => operator.watch()),
  handle(REVIEW_NOTICES, () => book.review()),
];
