export const ACCOUNT_STATUSES = ['DRAFT', 'ACTIVE', 'ACTION_REQUIRED', 'REMOVED'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** An installation may keep this many accounts that were never authorized. */
export const DRAFTS_PER_INSTALLATION = 100;

/** Name, then description, because names are often Chinese; a draft with neither is told apart by the end of its id. */
export function displayNameOf(account: {
  id: string;
  name: string | null;
  description: string | null;
}): string {
  const words = [account.name, account.description].filter((word) => word !== null && word !== '');
  return words.length > 0 ? words.join(' ') : `Official account ${account.id.slice(-6)}`;
}
