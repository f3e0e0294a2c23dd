import type { CronItem } from 'graphile-worker';
import type { Module } from '../kernel/module.ts';
import { MODULES } from '../modules/index.ts';
import { ROTATE_EVENT_LOG } from './event-log.ts';
import { RESEAL } from './reseal.ts';

const modules: readonly Module[] = MODULES;

/** All scheduled jobs, in UTC. With any number of workers, each entry runs once. */
export const timetable: readonly CronItem[] = [
  ...modules.flatMap(({ timetable = [] }) => timetable),
  { job: RESEAL, match: '37 20 * * *' },
  { job: ROTATE_EVENT_LOG, match: '23 * * * *' },
].map(({ job: { name, queue }, match }) => ({
  ...{ task: name, match },
  // One that waits for its queue is replaced by the next.
  ...(queue !== undefined && { options: { queueName: queue, jobKey: name } }),
}));
