import type { FollowerQuery } from './generated/operations.ts';

/** A follower with all that their page shows. */
export type FullFollower = NonNullable<Extract<FollowerQuery['node'], { openId: string }>>;

export const isFollower = (node: FollowerQuery['node'] | undefined): node is FullFollower =>
  node != null && 'openId' in node;
