import { defineModule } from '../../kernel/module.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { Follower } from './follower.entity.ts';
import { ERASE_REMOVED, followerJobs } from './follower.jobs.ts';
import { FollowerService } from './follower.service.ts';

interface Lower {
  readonly work: UnitOfWork;
  readonly installations: InstallationService;
}

/** WeChat users as the accounts of an installation see them. */
export const followers = defineModule({
  name: 'followers',
  tenantEntities: [Follower],
  timetable: [{ job: ERASE_REMOVED, match: '41 * * * *' }],
  compose({ work, installations }: Lower) {
    const followers = new FollowerService(installations, work);
    return { services: { followers }, jobs: followerJobs(followers) };
  },
  loadApi: () => import('./api.ts'),
});
