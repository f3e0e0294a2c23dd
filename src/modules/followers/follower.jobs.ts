import { z } from 'zod';
import { type AnyJobHandler, BACKGROUND, handle, type JobType } from '../../kernel/jobs.ts';
import type { FollowerService } from './follower.service.ts';

/** Hourly. */
export const ERASE_REMOVED: JobType<unknown> = {
  name: 'follower.erase-removed',
  payload: z.unknown(),
  maxAttempts: 3,
  priority: BACKGROUND,
};

/** Daily. */
export const DELETE_OLD_ERASED: JobType<unknown> = {
  name: 'follower.delete-old-erased',
  payload: z.unknown(),
  maxAttempts: 3,
  priority: BACKGROUND,
};

export const followerJobs = (followers: FollowerService): AnyJobHandler[] => [
  handle(ERASE_REMOVED, () => followers.eraseRemoved()),
  handle(DELETE_OLD_ERASED, () => followers.deleteOldErased()),
];
