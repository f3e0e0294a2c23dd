import type { UserFault } from '../../kernel/errors.ts';
import { DRAFTS_PER_INSTALLATION } from './official-account.rules.ts';

export const accountNotFound = (path: string): UserFault => ({
  code: 'NOT_FOUND',
  message: 'There is no such official account, or you may not use it.',
  path: [path],
});

export const tooManyDrafts = (): UserFault => ({
  code: 'ACCOUNT_LIMIT_REACHED',
  message: `An installation may keep ${DRAFTS_PER_INSTALLATION} official accounts that were never authorized: authorize or remove one first.`,
});

export const fieldTaken = (path: string): UserFault => ({
  code: 'FIELD_ALREADY_MAPPED',
  message: 'Another official account of your installation uses this contact field.',
  path: [path],
});
