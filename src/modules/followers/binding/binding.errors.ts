import type { UserFault } from '../../../kernel/errors.ts';

export const followerNotFound = (): UserFault => ({
  code: 'NOT_FOUND',
  message: 'There is no such follower, or you may not use the account.',
  path: ['followerId'],
});

export const contactNotFound = (path: readonly string[]): UserFault => ({
  code: 'NOT_FOUND',
  message: 'The marketing platform has no such contact.',
  path,
});

export const notAnAddress = (path: readonly string[]): UserFault => ({
  code: 'INVALID',
  message: 'This is not an e-mail address.',
  path,
});

export const contactAmbiguous = (path: readonly string[]): UserFault => ({
  code: 'CONFLICT',
  message: 'Several contacts have this e-mail address. Give the ID of one of them.',
  path,
});

export const contactTaken = (): UserFault => ({
  code: 'CONFLICT',
  message: 'This contact is bound to another follower of the account. Unlink that follower first.',
  path: ['contact'],
});
