import type { UserFault } from '../../../kernel/errors.ts';

const ACCOUNT = ['accountId'];

export const senderNotFound = (): UserFault => ({
  code: 'NOT_FOUND',
  message: 'There is no such message sender, or it is not for you.',
  path: ['messageSenderId'],
});

export const senderDeleted = (): UserFault => ({
  code: 'INVALID',
  message: 'This message sender was deleted in the marketing platform.',
  path: ['messageSenderId'],
});

export const accountNotFound = (): UserFault => ({
  code: 'NOT_FOUND',
  message: 'There is no such official account, or you may not use it.',
  path: ACCOUNT,
});

export const accountNotUsable = (): UserFault => ({
  code: 'INVALID',
  message:
    'You configure this official account, but its access does not let you use it: add yourself with `updateAccess`, or set the mode to ALL_USERS.',
  path: ACCOUNT,
});

export const accountNotActive = (): UserFault => ({
  code: 'INVALID',
  message: 'The official account is not ACTIVE: its `requirements` tell what is missing.',
  path: ACCOUNT,
});

export const openIdFieldUnknown = (): UserFault => ({
  code: 'INVALID',
  message: 'The contact field that holds the OpenID is not known in the marketing platform: map another one.',
  path: ACCOUNT,
});

export const impactTokenRequired = (senders: number): UserFault => ({
  code: 'REQUIRED',
  message: `This breaks ${senders === 1 ? 'one message sender' : `${senders} message senders`}: see \`changeImpact\`, and give its \`impactToken\`.`,
  path: ['impactToken'],
});

export const impactChanged = (): UserFault => ({
  code: 'IMPACT_CHANGED',
  message:
    'What this breaks has changed, or the token is too old or of something else: see `changeImpact` again.',
  path: ['impactToken'],
});
