/** State of the tokens of an account that has been authorized. */
export const CREDENTIAL_STATES = ['VALID', 'FAILING', 'WITHDRAWN'] as const;
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/** Why a credential is FAILING, as far as is known. */
export const FAILING_REASONS = ['REFRESH_TOKEN_UNKNOWN', 'WECHAT_UNAVAILABLE'] as const;
export type FailingReason = (typeof FAILING_REASONS)[number];

/** Why a credential is WITHDRAWN: the last thing that ended it. UNKNOWN ended before reasons were recorded. */
export const WITHDRAWN_REASONS = [
  'MERCHANT_WITHDREW',
  'TOKENS_LOST',
  'REMOVED',
  'REPLACED',
  'UNINSTALLED',
  'UNKNOWN',
] as const;
export type WithdrawnReason = Exclude<(typeof WITHDRAWN_REASONS)[number], 'UNKNOWN'>;

export const CREDENTIAL_STATE_REASONS = [...FAILING_REASONS, ...WITHDRAWN_REASONS] as const;
export type CredentialStateReason = (typeof CREDENTIAL_STATE_REASONS)[number];

interface CredentialHealth {
  readonly credentialState: CredentialState;
  readonly credentialStateReason: CredentialStateReason | null;
}

/** How an account's credential is, for the audit trail; null before the first authorization. */
export const healthOf = ({
  credentialState,
  credentialStateReason,
}: {
  readonly credentialState: CredentialState | null;
  readonly credentialStateReason: CredentialStateReason | null;
}): CredentialHealth | null => credentialState && { credentialState, credentialStateReason };

/** The columns of a credential that works. State and reason are only ever written together. */
export const VALID: CredentialHealth = { credentialState: 'VALID', credentialStateReason: null };

export const failing = (reason: FailingReason | null): CredentialHealth => ({
  credentialState: 'FAILING',
  credentialStateReason: reason,
});

export const withdrawn = (reason: WithdrawnReason): CredentialHealth => ({
  credentialState: 'WITHDRAWN',
  credentialStateReason: reason,
});

/** Between two thirds and eleven twelfths of its life: early enough to retry, and spread over time. */
const EARLIEST = 2 / 3;
const LATEST = 11 / 12;

const SHORTEST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;

/**
 * When a failed refresh is retried: after as long as it has been failing, but at least a minute and at most an hour, so that
 * a permanent refusal does not use up the daily quota. The current access token works meanwhile.
 */
export function retryTimeOf(now: Date, failingSince: Date): Date {
  const failingFor = now.getTime() - failingSince.getTime();
  return new Date(now.getTime() + Math.min(Math.max(failingFor, SHORTEST_RETRY_MS), LONGEST_RETRY_MS));
}

/**
 * When a token issued at `now` is refreshed: before it expires, so that no caller ever waits for a refresh.
 *
 * @param random from 0 to 1; spreads accounts that were connected, or failed, at the same moment
 */
export function refreshTimeOf(now: Date, expiresAt: Date, random: number): Date {
  const life = expiresAt.getTime() - now.getTime();
  return new Date(now.getTime() + life * (EARLIEST + (LATEST - EARLIEST) * random));
}

/** Identifies one pair of tokens. Versions alone restart when a WeChat account is released and connected again. */
export interface HeldCredential {
  readonly accountId: string;
  readonly appId: string;
  readonly revision: number;
  readonly version: number;
}

/** Matches the row of that pair. Only columns of that row: PostgreSQL checks them again after it has waited for a lock. */
export const heldRow = ({ appId, revision, version }: HeldCredential) => ({
  appId,
  revision,
  tokenVersion: version,
});

/** Whether this account still has that pair. */
export const isHeld = (
  { accountId, revision, version }: HeldCredential,
  account: { readonly id: string },
  credential: { readonly revision: number; readonly tokenVersion: number },
): boolean =>
  account.id === accountId && credential.revision === revision && credential.tokenVersion === version;
