import type { UserFault } from '../../../kernel/errors.ts';

/** @param reason why the account cannot, as a sentence */
export const cannotListFollowers = (reason: string): UserFault => ({
  code: 'CAPABILITY_MISSING',
  message: `WeChat does not let Qiao list the followers of this account. ${reason}`,
  path: ['accountId'],
});
