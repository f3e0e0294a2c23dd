import { z } from 'zod';
import { type AnyJobHandler, handle, type JobType } from '../../kernel/jobs.ts';
import { type CallbackService, PROCESS } from './callback.service.ts';
import { DRAIN, type InboxDrainService } from './inbox/inbox-drain.service.ts';
import { ANSWER_RELEASE_TEST, type ReleaseTestService } from './release-test.service.ts';

/** Runs daily. */
export const DELETE_OLD_RECEIPTS: JobType<unknown> = {
  name: 'callback.delete-old',
  payload: z.unknown(),
  maxAttempts: 3,
};

/** Runs every minute. */
export const TEND_INBOX: JobType<unknown> = {
  name: 'inbox.tend',
  payload: z.unknown(),
  maxAttempts: 3,
};

export function callbackJobs(
  callbacks: CallbackService,
  releaseTest: ReleaseTestService,
  drain: InboxDrainService,
): AnyJobHandler[] {
  return [
    handle(PROCESS, ({ receiptId }, job) => callbacks.process(receiptId, job)),
    handle(ANSWER_RELEASE_TEST, ({ receiptId }, job) => releaseTest.answer(receiptId, job.lastAttempt)),
    handle(DELETE_OLD_RECEIPTS, () => callbacks.deleteOld()),
    handle(DRAIN, ({ shard }, { requestId }) => drain.drain(shard, requestId)),
    handle(TEND_INBOX, () => drain.tend()),
  ];
}
