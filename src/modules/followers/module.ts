import { defineModule } from '../../kernel/module.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { Follower } from './follower.entity.ts';
import { FollowerService } from './follower.service.ts';

/** WeChat users as the accounts of an installation see them. */
export const followers = defineModule({
  name: 'followers',
  tenantEntities: [Follower],
  compose: ({ work }: { readonly work: UnitOfWork }) => ({
    services: { followers: new FollowerService(work) },
  }),
  loadApi: () => import('./api.ts'),
});
