import { defineModule, on } from '../../kernel/module.ts';
import type { PushChannel } from '../../kernel/push.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { ExportPart } from '../followers/erasure/export-part.port.ts';
import { followersLeftSilently } from '../followers/follower.events.ts';
import { Activity } from './activity.entity.ts';
import { ActivityService } from './activity.service.ts';
import { activityExport } from './activity-export.service.ts';

interface Lower {
  readonly work: UnitOfWork;
  readonly push: PushChannel;
}

/** What followers do. */
export const activities = defineModule({
  name: 'activities',
  tenantEntities: [Activity],
  ports: () => ({ activityExport: activityExport as ExportPart }),
  compose({ work, push }: Lower) {
    const activities = new ActivityService(work, push);
    return {
      services: { activities },
      handlers: [on(followersLeftSilently, (tx, ctx, left) => activities.leftSilently(tx, ctx, left))],
    };
  },
  loadApi: () => import('./api.ts'),
});
