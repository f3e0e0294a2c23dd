import type { UserFault } from '../../../kernel/errors.ts';

export const linkNotFound = (): UserFault => ({
  code: 'NOT_FOUND',
  message: 'There is no such binding link, or you may not use the account.',
  path: ['bindingLinkId'],
});

export const notCapable = (reason: string): UserFault => ({
  code: 'INVALID',
  message: `The account cannot do this. ${reason}`,
  path: ['accountId'],
});

export const operatorRequired = (message: string): UserFault => ({ code: 'OPERATOR_REQUIRED', message });

export const wechatUnavailable = (): UserFault => ({
  code: 'UPSTREAM_UNAVAILABLE',
  message: 'WeChat is not available. Nothing changed; try again in a minute.',
});
