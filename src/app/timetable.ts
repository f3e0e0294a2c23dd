import type { CronItem } from 'graphile-worker';
import type { Module } from '../kernel/module.ts';
import { MODULES } from '../modules/index.ts';

const modules: readonly Module[] = MODULES;

/** What runs by the clock, in UTC. Any number of workers: each entry is run once. */
export const timetable: readonly CronItem[] = modules
  .flatMap(({ timetable = [] }) => timetable)
  .map(({ job, match }) => ({ task: job.name, match }));
