import { z } from 'zod';
import { type AnyJobHandler, handle, type JobType } from '../../../kernel/jobs.ts';
import type { AppInstallationService } from './app-installation.service.ts';
import type { SignedCallService } from './signed-call.service.ts';

/** By the timetable. */
export const DELETE_OLD_CALLS: JobType<unknown> = {
  name: 'marketing.delete-old-calls',
  payload: z.unknown(),
  maxAttempts: 3,
};

interface Parts {
  readonly appInstallations: AppInstallationService;
  readonly signedCalls: SignedCallService;
}

export const eloquaJobs = ({ appInstallations, signedCalls }: Parts): AnyJobHandler[] => [
  handle(DELETE_OLD_CALLS, async () => {
    await signedCalls.deleteOld();
    await appInstallations.deleteOldStates();
  }),
];
