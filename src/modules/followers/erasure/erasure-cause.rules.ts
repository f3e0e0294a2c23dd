/** Why somebody was erased. LEFT_SILENTLY: WeChat does not list them any more, and has pushed no unfollow. */
export const ERASURE_CAUSES = [
  'UNFOLLOWED',
  'LEFT_SILENTLY',
  'CONSENT_WITHDRAWN',
  'WECHAT_ACCOUNT_CLOSED',
  'REQUESTED',
  'ACCOUNT_REMOVED',
] as const;
export type ErasureCause = (typeof ERASURE_CAUSES)[number];

/** Why somebody leaves in a push, or in a list of WeChat's. */
export type LeavingCause = Exclude<ErasureCause, 'REQUESTED' | 'ACCOUNT_REMOVED'>;
