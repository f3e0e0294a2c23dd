import type { MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { BACKGROUND, type JobType } from '../kernel/jobs.ts';

/** Hourly, and when a process starts. */
export const ROTATE_EVENT_LOG: JobType<unknown> = {
  name: 'event-log.rotate',
  payload: z.unknown(),
  maxAttempts: 3,
  priority: BACKGROUND,
};

/** Makes the partitions of the next weeks, and drops events after thirty days. */
export async function rotateEventLog(orm: MikroORM): Promise<void> {
  await orm.em.fork().execute('select rotate_event_log()');
}
