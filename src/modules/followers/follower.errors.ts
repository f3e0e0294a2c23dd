import type { UserFault } from '../../kernel/errors.ts';

export const followerNotFound = (...path: string[]): UserFault => ({
  code: 'NOT_FOUND',
  message: 'No follower has this ID: they may have unfollowed, or you do not have access to their account.',
  path,
});
