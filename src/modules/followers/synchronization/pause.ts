import type { WeChatError } from '../../../integrations/wechat/errors.ts';
import { MINUTE_MS, nextQuota, type SynchronizationReason } from './synchronization.rules.ts';

export interface Pause {
  readonly reason: SynchronizationReason;
  /** Null: it does not go on. */
  readonly resumesAt: Date | null;
}

/** What a refused call means for work that goes on with many calls. */
export function pauseAfter({ reaction }: Pick<WeChatError, 'reaction'>, now: Date): Pause {
  const inAMinute = new Date(now.getTime() + MINUTE_MS);
  switch (reaction) {
    case 'QUOTA_DAY':
      return { reason: 'QUOTA_USED_UP', resumesAt: nextQuota(now) };
    case 'QUOTA_MINUTE':
      return { reason: 'TOO_MANY_CALLS', resumesAt: inAMinute };
    case 'RETRY':
    case 'REFRESH_TOKEN':
    case 'RECOVER_REFRESH_TOKEN':
    case 'WAIT_FOR_TICKET':
    case 'CONFIGURATION':
      return { reason: 'WECHAT_UNAVAILABLE', resumesAt: inAMinute };
    case 'REAUTHORIZE':
      return { reason: 'NOT_AUTHORIZED', resumesAt: null };
    case 'PERMISSION_MISSING':
    case 'CAPABILITY_MISSING':
    case 'ACCOUNT_RESTRICTED':
      return { reason: 'NOT_ALLOWED', resumesAt: null };
    default:
      return { reason: 'REFUSED', resumesAt: null };
  }
}
