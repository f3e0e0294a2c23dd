import type { UserFault } from '../../../kernel/errors.ts';
import type { Campaign } from './campaign.entity.ts';

export const notACampaign = (path: readonly string[]): UserFault => ({
  code: 'INVALID',
  message: "Give the campaign's ID, or paste its URL from the browser.",
  path,
});

export const campaignNotFound = (path: readonly string[]): UserFault => ({
  code: 'CAMPAIGN_NOT_FOUND',
  message: 'The marketing platform has no campaign with this ID.',
  path,
});

export const campaignNotActive = (
  { name, status }: Pick<Campaign, 'name' | 'status'>,
  path: readonly string[],
): UserFault => ({
  code: 'CAMPAIGN_NOT_ACTIVE',
  message: `“${name}” ${WHY[status]}. Choose another campaign, or activate this one.`,
  path,
});

/** The result if a campaign was created but not activated. */
export const leftAsDraft = (name: string): string => `“${name}” exists as a draft. The next attempt uses it.`;

/** The result if it is unknown whether the campaign is active. */
export const leftUnknown = (name: string): string =>
  `“${name}” may exist, as a draft or active. Check the marketing platform before you try again.`;

const WHY: Readonly<Record<Campaign['status'], string>> = {
  DRAFT: 'is a draft',
  SCHEDULED: 'is not active yet',
  ACTIVE: 'has ended',
  COMPLETED: 'is completed',
};
