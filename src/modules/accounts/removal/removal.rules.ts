import { isStorable } from '../../../kernel/text.rules.ts';

/** What happens to the follower data of a removed account. */
export const FOLLOWER_DATA_POLICIES = ['ERASE', 'RETAIN_WITH_BASIS'] as const;
export type FollowerDataPolicy = (typeof FOLLOWER_DATA_POLICIES)[number];

export interface FollowerDataDecision {
  readonly followerData: FollowerDataPolicy;
  /** The legal basis for keeping it: required with RETAIN_WITH_BASIS, otherwise not allowed. */
  readonly retentionBasis: string | null;
}

export const BASIS_LIMIT = 1000;

interface RemovalFault {
  readonly code: 'REQUIRED' | 'INVALID';
  readonly message: string;
  readonly path: readonly string[];
}

export function removalFaults({ followerData, retentionBasis }: FollowerDataDecision): RemovalFault[] {
  const path = ['retentionBasis'];
  if (followerData === 'RETAIN_WITH_BASIS' && retentionBasis === null) {
    const message =
      'WeChat demands that what is held of followers is deleted: say by what right it is to be kept, or choose ERASE.';
    return [{ code: 'REQUIRED', message, path }];
  }
  if (retentionBasis === null) return [];
  if (followerData === 'ERASE')
    return [{ code: 'INVALID', message: 'With ERASE nothing is retained: give no basis.', path }];
  if (retentionBasis.length <= BASIS_LIMIT && isStorable(retentionBasis)) return [];
  return [{ code: 'INVALID', message: `A basis is text of at most ${BASIS_LIMIT} characters.`, path }];
}
