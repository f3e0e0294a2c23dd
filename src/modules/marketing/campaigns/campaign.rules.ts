export const CAMPAIGN_STATUSES = ['DRAFT', 'SCHEDULED', 'ACTIVE', 'COMPLETED'] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

/** Somebody must be told this long before a default campaign ends. */
export const ENDING_SOON_DAYS = 60;
const DAY_MS = 86_400_000;

interface CampaignFacts {
  readonly status: CampaignStatus;
  readonly endAt: Date | null;
}

/** Whether activity can be booked on it. One that was activated stays `ACTIVE` in name past its end. */
export const isActive = ({ status, endAt }: CampaignFacts, now: Date): boolean =>
  status === 'ACTIVE' && (endAt === null || endAt > now);

export const isEndingSoon = (campaign: CampaignFacts, now: Date): boolean =>
  isActive(campaign, now) &&
  campaign.endAt !== null &&
  campaign.endAt.getTime() - now.getTime() <= ENDING_SOON_DAYS * DAY_MS;

/** A default campaign is made to last. */
const LASTING_YEARS = 10;

/** Whether it is a draft that Qiao made and could not activate: nobody else makes one that lasts ten years to the second. */
export const isOwnDraft = ({ status, startAt, endAt }: CampaignFacts & { startAt: Date | null }): boolean =>
  status === 'DRAFT' && startAt !== null && endAt?.getTime() === farAway(startAt).getTime();

export function farAway(now: Date): Date {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + LASTING_YEARS);
  return end;
}
