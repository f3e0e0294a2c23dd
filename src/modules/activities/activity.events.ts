import { EventType } from '../../kernel/events.ts';

/** An activity was booked. */
export const followerActivity = new EventType<{ accountId: string; activityId: string }>('followerActivity');
