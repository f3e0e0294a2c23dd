import type { CronItem } from 'graphile-worker';
import { REVIEW_ALL } from '../modules/accounts/requirements/account.jobs.ts';
import {
  READ_ALL_FACTS,
  RECONCILE,
  REFRESH_DUE,
  REVIVE_EXCHANGES,
  WATCH_TICKETS,
} from '../modules/authorizations/authorization.jobs.ts';
import { DELETE_OLD_RECEIPTS } from '../modules/callbacks/callback.jobs.ts';
import {
  DELETE_OLD_CALLS,
  READ_ALL_CATALOGUES,
  REFRESH_MARKETING_TOKENS,
} from '../modules/marketing/marketing.jobs.ts';
import { TIDY_EXECUTIONS } from '../modules/senders/sender.jobs.ts';

/** What runs by the clock, in UTC. Any number of workers: each entry is run once. */
export const timetable: readonly CronItem[] = [
  { task: REFRESH_DUE.name, match: '* * * * *' },
  { task: REVIVE_EXCHANGES.name, match: '* * * * *' },
  { task: WATCH_TICKETS.name, match: '* * * * *' },
  { task: READ_ALL_FACTS.name, match: '41 18 * * *' },
  { task: REVIEW_ALL.name, match: '23 17 * * *' },
  { task: RECONCILE.name, match: '11 19 * * *' },
  { task: DELETE_OLD_RECEIPTS.name, match: '17 3 * * *' },
  { task: REFRESH_MARKETING_TOKENS.name, match: '* * * * *' },
  { task: READ_ALL_CATALOGUES.name, match: '23 19 * * *' },
  { task: TIDY_EXECUTIONS.name, match: '37 3 * * *' },
  { task: DELETE_OLD_CALLS.name, match: '*/15 * * * *' },
];
