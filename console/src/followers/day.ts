import type { FollowerStatisticsQuery } from './generated/operations.ts';

/** What happened on one day. */
export type Day = NonNullable<FollowerStatisticsQuery['officialAccount']>['followerStatistics'][number];

/** A time of a day that is on that day in the person's own time zone. */
export const atNoon = (day: string): string => `${day}T12:00:00`;

/** Of bars; what they mean is told by their place and form too. */
export const COLORS = {
  follows: 'var(--mantine-color-teal-6)',
  bound: 'var(--mantine-color-blue-6)',
  unfollows: 'var(--mantine-color-orange-6)',
} as const;
