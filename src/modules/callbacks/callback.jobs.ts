import { z } from 'zod';
import { type AnyJobHandler, handle, type JobType } from '../../kernel/jobs.ts';
import { type CallbackService, PROCESS } from './callback.service.ts';

/** Runs daily. */
export const DELETE_OLD_RECEIPTS: JobType<unknown> = {
  name: 'callback.delete-old',
  payload: z.unknown(),
  maxAttempts: 3,
};

export function callbackJobs(callbacks: CallbackService): AnyJobHandler[] {
  return [
    handle(PROCESS, ({ receiptId }, job) => callbacks.process(receiptId, job.requestId)),
    handle(DELETE_OLD_RECEIPTS, () => callbacks.deleteOld()),
  ];
}
