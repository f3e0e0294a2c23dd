import { defineModule } from '../../kernel/module.ts';
import type { PushChannel } from '../../kernel/push.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { Activity } from './activity.entity.ts';
import { ActivityService } from './activity.service.ts';

interface Lower {
  readonly work: UnitOfWork;
  readonly push: PushChannel;
}

/** What followers do. */
export const activities = defineModule({
  name: 'activities',
  tenantEntities: [Activity],
  compose: ({ work, push }: Lower) => ({ services: { activities: new ActivityService(work, push) } }),
  loadApi: () => import('./api.ts'),
});
