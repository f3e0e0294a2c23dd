import { defineModule } from '../../kernel/module.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { AccountEditService } from '../accounts/account/account-edit.service.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { Follower } from './follower.entity.ts';
import { ERASE_REMOVED, followerJobs } from './follower.jobs.ts';
import { FollowerService } from './follower.service.ts';
import { FollowerSettings } from './follower-settings.entity.ts';
import { FollowerSettingsService } from './follower-settings.service.ts';

interface Lower {
  readonly work: UnitOfWork;
  readonly installations: InstallationService;
  readonly accountEdits: AccountEditService;
}

/** WeChat users as the accounts of an installation see them. */
export const followers = defineModule({
  name: 'followers',
  tenantEntities: [Follower, FollowerSettings],
  timetable: [{ job: ERASE_REMOVED, match: '41 * * * *' }],
  compose({ work, installations, accountEdits }: Lower) {
    const followers = new FollowerService(installations, work);
    const followerSettings = new FollowerSettingsService(accountEdits, work);
    return { services: { followers, followerSettings }, jobs: followerJobs(followers) };
  },
  loadApi: () => import('./api.ts'),
});
