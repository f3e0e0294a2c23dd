export const ACTIVITY_KINDS = [
  'FOLLOW',
  'UNFOLLOW',
  'SCAN',
  'MENU_CLICK',
  'MENU_VIEW',
  'MESSAGE',
  'LOCATION',
  'TEMPLATE_RESULT',
  'MASS_RESULT',
] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** How Qiao learned of an activity. */
export const ACTIVITY_SOURCES = ['PUSH', 'SYNCHRONIZATION'] as const;
export type ActivitySource = (typeof ACTIVITY_SOURCES)[number];

/** What is kept of an activity: never what somebody wrote. */
export type ActivityDetail = Readonly<Record<string, string | number | null>>;
