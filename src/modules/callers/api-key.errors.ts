import { RequestError, type UserFault } from '../../kernel/errors.ts';
import { KEYS_PER_INSTALLATION } from './api-key.rules.ts';

export const keyNotFound = (): UserFault => ({
  code: 'NOT_FOUND',
  message: 'There is no such API key.',
  path: ['apiKeyId'],
});

export const tooManyKeys = (): UserFault => ({
  code: 'API_KEY_LIMIT_REACHED',
  message: `An installation has at most ${KEYS_PER_INSTALLATION} API keys that are not revoked: revoke one first.`,
});

export const keyMistyped = (): RequestError =>
  new RequestError(
    'UNAUTHENTICATED',
    'This is not a whole API key: its checksum does not fit. Copy all of it again.',
  );

export const keyUnknown = (): RequestError =>
  new RequestError('UNAUTHENTICATED', 'This API key does not exist here, or was revoked.');

export const keyExpired = (prefix: string, at: Date): RequestError =>
  new RequestError(
    'UNAUTHENTICATED',
    `The API key ${prefix} expired at ${at.toISOString()}: ask an administrator for another one.`,
  );
