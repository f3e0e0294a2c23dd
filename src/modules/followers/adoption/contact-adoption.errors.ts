import type { UserFault } from '../../../kernel/errors.ts';

export const noOpenIdField = (): UserFault => ({
  code: 'REQUIRED',
  message: 'The account has no OpenID field whose contacts could be read. Map one by `updateFieldMappings`.',
  path: ['accountId'],
});

export const otherAdoptionRuns = (): UserFault => ({
  code: 'CONFLICT',
  message: 'Another adoption of this account is running. Wait until it ends; see `contactAdoption`.',
  path: ['dryRun'],
});
