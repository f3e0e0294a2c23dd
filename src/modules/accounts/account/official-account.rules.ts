export const ACCOUNT_STATUSES = ['DRAFT', 'ACTIVE', 'ACTION_REQUIRED', 'REMOVED'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** The most accounts that an installation may have that were never authorized. */
export const DRAFTS_PER_INSTALLATION = 100;

/** The name, then the description, because names are often Chinese. A draft with neither shows the end of its ID. */
export function displayNameOf(account: {
  id: string;
  name: string | null;
  description: string | null;
}): string {
  const words = [account.name, account.description].filter((word) => word !== null && word !== '');
  return words.length > 0 ? words.join(' ') : `Official account ${account.id.slice(-6)}`;
}
