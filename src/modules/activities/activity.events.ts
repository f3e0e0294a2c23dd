import { EventType } from '../../kernel/events.ts';
import type { ActivityKind } from './activity.rules.ts';

/** An activity was booked. */
export const followerActivity = new EventType<{ accountId: string; activityId: string }>('followerActivity');

/** What a module that delivers activities needs to know of one. */
export interface BookedActivity {
  readonly id: string;
  readonly accountId: string;
  readonly followerId: string | null;
  readonly kind: ActivityKind;
  readonly occurredAt: Date;
}

/** Activities were booked in this transaction, in one statement. */
export const activitiesBooked = new EventType<{ activities: readonly BookedActivity[] }>('activitiesBooked', {
  inside: true,
});
