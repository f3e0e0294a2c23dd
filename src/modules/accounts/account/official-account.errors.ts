import type { UserFault } from '../../../kernel/errors.ts';
import { FIELD_TAKEN } from '../settings/mapping.rules.ts';
import { SETTINGS, type Setting } from '../settings/settings.rules.ts';
import { DRAFTS_PER_INSTALLATION } from './official-account.rules.ts';

export const accountNotFound = (path: string): UserFault => ({
  code: 'NOT_FOUND',
  message: 'There is no such official account, or you may not use it.',
  path: [path],
});

export const changedMeanwhile = (version: number): UserFault => ({
  code: 'CONFLICT',
  message: `Somebody else changed the account: it is at version ${version}. Read it again.`,
  path: ['expectedVersion'],
});

export const tooManyDrafts = (): UserFault => ({
  code: 'ACCOUNT_LIMIT_REACHED',
  message: `An installation may keep ${DRAFTS_PER_INSTALLATION} official accounts that were never authorized: authorize or remove one first.`,
});

export const fieldTaken = (path: string): UserFault => ({
  code: 'FIELD_ALREADY_MAPPED',
  message: FIELD_TAKEN,
  path: [path],
});

/** The fields of the inputs, in the order in which their faults are reported. */
const INPUT_ORDER = [
  'accountId',
  'expectedVersion',
  ...Object.values<Setting>(SETTINGS).flatMap(({ input, editInputs = [] }) => [input, ...editInputs]),
  'impactToken',
  'followerData',
  'retentionBasis',
];

/** Faults that belong to no field come last. */
export function inInputOrder(faults: readonly UserFault[]): UserFault[] {
  const placeOf = ({ path }: UserFault) => {
    const place = INPUT_ORDER.indexOf(path?.[0] ?? '');
    return place < 0 ? INPUT_ORDER.length : place;
  };
  return faults.toSorted((one, other) => placeOf(one) - placeOf(other));
}

export const noDefaultCampaign = (...path: string[]): UserFault => ({
  code: 'CAMPAIGN_NOT_FOUND',
  message: 'The account has no default campaign: choose one, or have one made by `createDefaultCampaign`.',
  path,
});
