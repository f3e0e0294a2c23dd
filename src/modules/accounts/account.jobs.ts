import { z } from 'zod';
import { systemContext } from '../../kernel/context.ts';
import { type AnyJobHandler, handle, type JobType } from '../../kernel/jobs.ts';
import type { AccountReviewService } from './account-review.service.ts';
import { REVIEW } from './account-status.service.ts';

/** Daily, by the timetable. */
export const REVIEW_ALL: JobType<unknown> = {
  name: 'account.review-all',
  payload: z.unknown(),
  maxAttempts: 3,
};

export const accountJobs = (reviews: AccountReviewService): AnyJobHandler[] => [
  handle(REVIEW, ({ accountId, dueAt }, { installationId, requestId }) => {
    if (!installationId) throw new Error('a job of an installation was enqueued without one');
    return reviews.review(systemContext(installationId, 'job', requestId), accountId, new Date(dueAt));
  }),
  handle(REVIEW_ALL, () => reviews.reviewAll()),
];
