import { z } from 'zod';
import { type AnyJobHandler, contextOf, handle, type JobType } from '../../../kernel/jobs.ts';
import { type AccountReviewService, REVIEW_INSTALLATION } from './account-review.service.ts';
import { REVIEW } from './account-status.service.ts';

/** Daily, by the timetable. */
export const REVIEW_ALL: JobType<unknown> = {
  name: 'account.review-all',
  payload: z.unknown(),
  maxAttempts: 3,
};

export const accountJobs = (reviews: AccountReviewService): AnyJobHandler[] => [
  handle(REVIEW, ({ accountId, dueAt }, job) => reviews.review(contextOf(job), accountId, new Date(dueAt))),
  handle(REVIEW_ALL, () => reviews.reviewAll()),
  handle(REVIEW_INSTALLATION, (_payload, job) => reviews.reviewInstallation(contextOf(job))),
];
