import { z } from 'zod';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';

/** Reads all catalogues of one installation. */
export const READ_CATALOGUES: JobType<Record<string, never>> = {
  name: 'marketing.read-catalogues',
  payload: z.strictObject({}),
  maxAttempts: 3,
  priority: BACKGROUND,
};
