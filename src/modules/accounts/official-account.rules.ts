export const ACCOUNT_STATUSES = ['DRAFT', 'ACTIVE', 'ACTION_REQUIRED', 'REMOVED'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

export const ACCOUNT_TYPES = ['SUBSCRIPTION', 'SERVICE'] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

/** UNKNOWN: the account did not grant the permission to ask. */
export const OPEN_PLATFORM_BINDINGS = ['BOUND', 'NOT_BOUND', 'UNKNOWN'] as const;
export type OpenPlatformBinding = (typeof OPEN_PLATFORM_BINDINGS)[number];

/** Of the tokens of an account that was authorized. */
export const CREDENTIAL_STATES = ['VALID', 'FAILING', 'WITHDRAWN'] as const;
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/** An installation may keep this many accounts that were never authorized. */
export const DRAFTS_PER_INSTALLATION = 100;

/** Messages, users, and mass and template sending: without these sets of WeChat an account is of no use here. */
const NEEDED_PERMISSION_SETS = [1, 2, 7] as const;

export const missingPermissionSets = (granted: readonly number[]): number[] =>
  NEEDED_PERMISSION_SETS.filter((set) => !granted.includes(set));

/** Name, then description, because names are often Chinese; a draft with neither is told apart by the end of its id. */
export function displayNameOf(account: {
  id: string;
  name: string | null;
  description: string | null;
}): string {
  const words = [account.name, account.description].filter((word) => word !== null && word !== '');
  return words.length > 0 ? words.join(' ') : `Official account ${account.id.slice(-6)}`;
}

/** Which slots an account may take: those of its open platform, or of its installation if that is unknown; or needs none. */
export function slotGroupOf(
  installationId: string,
  binding: OpenPlatformBinding,
  openAppId: string | null,
): string | null {
  if (binding === 'BOUND') return openAppId;
  return binding === 'UNKNOWN' ? `installation:${installationId}` : null;
}
