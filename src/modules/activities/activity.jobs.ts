import { z } from 'zod';
import { type AnyJobHandler, BACKGROUND, handle, type JobType } from '../../kernel/jobs.ts';
import type { ActivityRetentionService } from './activity-retention.service.ts';

/** Daily, by the timetable. */
export const DELETE_OLD_ACTIVITIES: JobType<unknown> = {
  name: 'activity.delete-old',
  payload: z.unknown(),
  maxAttempts: 3,
  priority: BACKGROUND,
};

export const activityJobs = (retention: ActivityRetentionService): AnyJobHandler[] => [
  handle(DELETE_OLD_ACTIVITIES, () => retention.deleteOld()),
];
