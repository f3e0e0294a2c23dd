import { defineModule } from '../../kernel/module.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { AccountEditService } from '../accounts/account/account-edit.service.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { ErasedFollower } from './erasure/erased-follower.entity.ts';
import { ErasureService } from './erasure/erasure.service.ts';
import { ErasureKey } from './erasure/erasure-key.entity.ts';
import { Follower } from './follower.entity.ts';
import { DELETE_OLD_ERASED, ERASE_REMOVED, followerJobs } from './follower.jobs.ts';
import { FollowerService } from './follower.service.ts';
import { FollowerSettings } from './settings/follower-settings.entity.ts';
import { FollowerSettingsService } from './settings/follower-settings.service.ts';

interface Lower {
  readonly work: UnitOfWork;
  readonly keys: KeyRing;
  readonly installations: InstallationService;
  readonly accountEdits: AccountEditService;
}

/** WeChat users as the accounts of an installation see them. */
export const followers = defineModule({
  name: 'followers',
  tenantEntities: [Follower, FollowerSettings, ErasedFollower],
  platformEntities: [ErasureKey],
  timetable: [
    { job: ERASE_REMOVED, match: '41 * * * *' },
    { job: DELETE_OLD_ERASED, match: '29 3 * * *' },
  ],
  compose({ work, keys, installations, accountEdits }: Lower) {
    const followers = new FollowerService(installations, new ErasureService(keys), work);
    const followerSettings = new FollowerSettingsService(accountEdits, work);
    return { services: { followers, followerSettings }, jobs: followerJobs(followers) };
  },
  loadApi: () => import('./api.ts'),
});
