import type { UserFault } from '../../../kernel/errors.ts';

export const sessionNotFound = (): UserFault => ({
  code: 'NOT_FOUND',
  message: 'There is no such authorization session.',
  path: ['sessionId'],
});

export const alreadyConfirmed = (path: string): UserFault => ({
  code: 'AUTHORIZATION_IN_PROGRESS',
  message: 'The administrator has already confirmed. The session ends by itself in a moment.',
  path: [path],
});

export const noImpactToken = (): UserFault => ({
  code: 'INVALID',
  message: 'This is not a token from `changeImpact`.',
  path: ['impactToken'],
});

export const operatorRequired = (message: string): UserFault => ({ code: 'OPERATOR_REQUIRED', message });

export const wechatUnavailable = (): UserFault => ({
  code: 'UPSTREAM_UNAVAILABLE',
  message: 'WeChat is not available. Nothing changed; try again in a minute.',
});
