import { z } from 'zod';
import { type AnyJobHandler, BACKGROUND, contextOf, handle, type JobType } from '../../kernel/jobs.ts';
import type { AdoptionRunService } from './adoption/adoption-run.service.ts';
import { ADOPT } from './adoption/contact-adoption.service.ts';
import { LOOK_UP, LOOK_UP_AGAIN, type LookUpService } from './binding/look-up.service.ts';
import type { FollowerService } from './follower.service.ts';
import type { BindingLinkService } from './links/binding-link.service.ts';
import { READ_INFO } from './synchronization/follower-info.repository.ts';
import type { FollowerInfoService } from './synchronization/follower-info.service.ts';
import { SYNCHRONIZE } from './synchronization/synchronization.service.ts';
import type { SynchronizerService } from './synchronization/synchronizer.service.ts';

const inBackground = (name: string): JobType<unknown> => ({
  ...{ name, payload: z.unknown(), maxAttempts: 3, priority: BACKGROUND },
});

/** Hourly. */
export const ERASE_REMOVED = inBackground('follower.erase-removed');
export const LOOK_UP_FORGOTTEN = inBackground('follower.look-up-forgotten');

/** Daily. */
export const DELETE_OLD_ERASED = inBackground('follower.delete-old-erased');
export const DELETE_OLD_LINKS = inBackground('follower.delete-old-links');

interface Services {
  readonly followers: FollowerService;
  readonly lookUps: LookUpService;
  readonly adoptionRuns: AdoptionRunService;
  readonly bindingLinks: BindingLinkService;
  readonly synchronizer: SynchronizerService;
  readonly infos: FollowerInfoService;
}

export const followerJobs = ({
  followers,
  lookUps,
  adoptionRuns,
  bindingLinks,
  synchronizer,
  infos,
}: Services): AnyJobHandler[] => [
  handle(ERASE_REMOVED, () => followers.eraseRemoved()),
  handle(DELETE_OLD_ERASED, () => followers.deleteOldErased()),
  handle(DELETE_OLD_LINKS, (_payload, { requestId }) => bindingLinks.deleteOld(requestId)),
  handle(LOOK_UP, ({ accountId }, job) => lookUps.lookUp(contextOf(job), accountId, null)),
  handle(LOOK_UP_AGAIN, ({ accountId, since }, job) => lookUps.lookUp(contextOf(job), accountId, since)),
  handle(LOOK_UP_FORGOTTEN, (_payload, { requestId }) => lookUps.soonEverywhere(requestId)),
  handle(ADOPT, ({ adoptionId }, job) => adoptionRuns.run(contextOf(job), adoptionId, job.lastAttempt)),
  handle(SYNCHRONIZE, ({ synchronizationId }, job) => synchronizer.step(contextOf(job), synchronizationId)),
  handle(READ_INFO, ({ accountId }, job) => infos.readSome(contextOf(job), accountId)),
];
