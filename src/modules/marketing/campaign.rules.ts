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

/**
 * The id in what a person gives for a campaign: the id itself, or the address that the browser shows
 * (`https://secure.p01.eloqua.com/Main.aspx#campaigns&id=1234`). Null where there is none.
 */
export function campaignIdOf(reference: string): string | null {
  const text = reference.trim();
  if (/^\d{1,18}$/.test(text)) return text;
  if (!URL.canParse(text)) return null;
  const { search, hash } = new URL(text);
  const found = new RegExp(/[?&#]id=(\d{1,18})(?=[&#]|$)/).exec(`${search}${hash}`);
  return found?.[1] ?? null;
}

/** A default campaign is made to last. */
const LASTING_YEARS = 10;

export function farAway(now: Date): Date {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + LASTING_YEARS);
  return end;
}
