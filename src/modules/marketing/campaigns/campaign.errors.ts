import type { UserFault } from '../../../kernel/errors.ts';
import type { Campaign } from './campaign.entity.ts';

export const notACampaign = (path: readonly string[]): UserFault => ({
  code: 'INVALID',
  message: "Give the campaign's number, or paste the address that the browser shows for it.",
  path,
});

export const campaignNotFound = (path: readonly string[]): UserFault => ({
  code: 'CAMPAIGN_NOT_FOUND',
  message: 'The marketing platform has no campaign of this number.',
  path,
});

export const campaignNotActive = (
  { name, status }: Pick<Campaign, 'name' | 'status'>,
  path: readonly string[],
): UserFault => ({
  code: 'CAMPAIGN_NOT_ACTIVE',
  message: `“${name}” ${WHY[status]}: choose another, or activate it.`,
  path,
});

/** What is left where a campaign was made and then not activated. */
export const leftAsDraft = (name: string): string =>
  `“${name}” is there as a draft, which the next attempt uses.`;

/** The same, where nobody knows whether it is active. */
export const leftSomehow = (name: string): string =>
  `“${name}” may be there, as a draft or active: look there before you try again.`;

const WHY: Readonly<Record<Campaign['status'], string>> = {
  DRAFT: 'is a draft',
  SCHEDULED: 'is not active yet',
  ACTIVE: 'has ended',
  COMPLETED: 'is completed',
};
