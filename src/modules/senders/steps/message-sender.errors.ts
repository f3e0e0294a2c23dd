import type { UserFault } from '../../../kernel/errors.ts';

const ACCOUNT = ['accountId'];

export const senderNotFound = (): UserFault => ({
  code: 'NOT_FOUND',
  message: 'No message sender has this ID, or you do not have access to it.',
  path: ['messageSenderId'],
});

export const noSenders = (): UserFault => ({
  code: 'NOT_FOUND',
  message:
    'There are no message senders: campaigns of your marketing platform have no steps that send messages.',
  path: ['messageSenderId'],
});

export const senderDeleted = (): UserFault => ({
  code: 'INVALID',
  message: 'This message sender was deleted in the marketing platform.',
  path: ['messageSenderId'],
});

export const accountNotUsable = (): UserFault => ({
  code: 'INVALID',
  message:
    'You configure this official account, but its access does not let you use it: add yourself with `updateAccess`, or set the mode to ALL_USERS.',
  path: ACCOUNT,
});

export const accountNotActive = (): UserFault => ({
  code: 'INVALID',
  message: 'The official account is not ACTIVE: its `requirements` say what is missing.',
  path: ACCOUNT,
});

export const openIdFieldUnknown = (): UserFault => ({
  code: 'INVALID',
  message: 'The marketing platform no longer has the contact field that holds the OpenID: map another one.',
  path: ACCOUNT,
});

export const impactTokenRequired = (senders: number): UserFault => ({
  code: 'REQUIRED',
  message: `This breaks ${senders === 1 ? 'one message sender' : `${senders} message senders`}: call \`changeImpact\`, and pass its \`impactToken\`.`,
  path: ['impactToken'],
});

export const impactChanged = (): UserFault => ({
  code: 'IMPACT_CHANGED',
  message:
    'What this breaks has changed, or the token is too old or of something else: see `changeImpact` again.',
  path: ['impactToken'],
});
