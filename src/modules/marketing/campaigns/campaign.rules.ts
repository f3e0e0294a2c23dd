export const CAMPAIGN_STATUSES = ['DRAFT', 'SCHEDULED', 'ACTIVE', 'COMPLETED'] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

/** An account gets a recommendation this long before its default campaign ends. */
export const ENDING_SOON_DAYS = 60;
const DAY_MS = 86_400_000;

interface CampaignFacts {
  readonly status: CampaignStatus;
  readonly endAt: Date | null;
}

/** Whether the campaign can receive activities. An activated campaign keeps the status `ACTIVE` after its end. */
export const isActive = ({ status, endAt }: CampaignFacts, now: Date): boolean =>
  status === 'ACTIVE' && (endAt === null || endAt > now);

export const isEndingSoon = (campaign: CampaignFacts, now: Date): boolean =>
  isActive(campaign, now) &&
  campaign.endAt !== null &&
  campaign.endAt.getTime() - now.getTime() <= ENDING_SOON_DAYS * DAY_MS;

/** A new default campaign ends after this many years. */
const LASTING_YEARS = 10;

/**
 * Whether it is a draft that Qiao created and could not activate: no one else creates one that lasts exactly ten years.
 */
export const isOwnDraft = ({
  status,
  startAt,
  endAt,
}: {
  readonly status: CampaignStatus | undefined;
  readonly startAt: Date | null | undefined;
  readonly endAt: Date | null | undefined;
}): boolean => status === 'DRAFT' && !!startAt && endAt?.getTime() === farAway(startAt).getTime();

/** The end of a renewed campaign: a midnight, so that all who renew it on one day name the same, and one write is enough. */
export function renewedEnd(now: Date): Date {
  const end = farAway(now);
  end.setUTCHours(24, 0, 0, 0);
  return end;
}

export function farAway(now: Date): Date {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + LASTING_YEARS);
  return end;
}
