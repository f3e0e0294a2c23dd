import { CURRENT_TERMS } from './terms.rules.ts';

export const ACCOUNT_STATUSES = ['DRAFT', 'ACTIVE', 'ACTION_REQUIRED', 'REMOVED'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

export const ACCOUNT_TYPES = ['SUBSCRIPTION', 'SERVICE'] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

export const ACCESS_MODES = ['ALL_USERS', 'SELECTED_USERS'] as const;
export type AccessMode = (typeof ACCESS_MODES)[number];

/** UNKNOWN: the account did not grant the permission to ask. */
export const OPEN_PLATFORM_BINDINGS = ['BOUND', 'NOT_BOUND', 'UNKNOWN'] as const;
export type OpenPlatformBinding = (typeof OPEN_PLATFORM_BINDINGS)[number];

/** Of the tokens of an account that was authorized. */
export const CREDENTIAL_STATES = ['VALID', 'FAILING', 'WITHDRAWN'] as const;
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

export const REQUIREMENT_CODES = [
  'AUTHORIZATION_REQUIRED',
  'ACCOUNT_NOT_VERIFIED',
  'ACCOUNT_LIMIT_REACHED',
  'PERMISSION_MISSING',
  'OPEN_ID_FIELD_REQUIRED',
  'DEFAULT_CAMPAIGN_REQUIRED',
  'TERMS_REQUIRED',
  'TERMS_OUTDATED',
  'UNION_ID_UNAVAILABLE',
  'UNION_ID_PLATFORM_DIFFERS',
  'SUBSCRIPTION_STATUS_ADVISED',
  'LAST_ACTIVITY_ADVISED',
] as const;
export type RequirementCode = (typeof REQUIREMENT_CODES)[number];

export const REQUIREMENT_SEVERITIES = ['BLOCKING', 'ADVICE'] as const;
export type RequirementSeverity = (typeof REQUIREMENT_SEVERITIES)[number];

/** An installation may keep this many accounts that were never authorized. */
export const DRAFTS_PER_INSTALLATION = 100;

/** Messages, users, and mass and template sending: without these sets of WeChat an account is of no use here. */
const NEEDED_PERMISSION_SETS = [1, 2, 7] as const;

export const missingPermissionSets = (granted: readonly number[]): number[] =>
  NEEDED_PERMISSION_SETS.filter((set) => !granted.includes(set));

/** One thing between an account and ACTIVE (or advised), with the mutation and the path in its input that cure it. */
export interface Requirement {
  readonly code: RequirementCode;
  readonly severity: RequirementSeverity;
  readonly message: string;
  readonly mutation: string;
  readonly path: readonly string[];
}

/** What the requirements of an account depend on. */
export interface AccountFacts {
  readonly status: AccountStatus;
  readonly authorized: boolean;
  readonly verified: boolean | null;
  readonly limitReached: boolean;
  readonly permissionSets: readonly number[] | null;
  readonly openIdField: string | null;
  readonly unionIdField: string | null;
  readonly subscriptionStatusField: string | null;
  readonly lastActivityField: string | null;
  readonly defaultCampaign: string | null;
  readonly termsVersion: string | null;
  readonly openPlatformBinding: OpenPlatformBinding;
  /** Whether an ACTIVE account on another open platform writes UnionIDs to the same contact field. */
  readonly unionIdFieldUsedElsewhere: boolean;
}

const CATALOGUE: Readonly<Record<RequirementCode, Omit<Requirement, 'code'>>> = {
  AUTHORIZATION_REQUIRED: {
    severity: 'BLOCKING',
    message: "The account's administrator must scan WeChat's QR code to authorize Qiao.",
    mutation: 'authorizeAccount',
    path: ['accountId'],
  },
  ACCOUNT_NOT_VERIFIED: {
    severity: 'BLOCKING',
    message: "WeChat's verification of the account has lapsed: renew it in mp.weixin.qq.com.",
    mutation: 'authorizeAccount',
    path: ['accountId'],
  },
  ACCOUNT_LIMIT_REACHED: {
    severity: 'BLOCKING',
    message:
      'The account was bound to another open platform, which has no slot left: remove an account of that one.',
    mutation: 'removeOfficialAccount',
    path: ['accountId'],
  },
  PERMISSION_MISSING: {
    severity: 'BLOCKING',
    message: 'The administrator has withdrawn permissions that Qiao needs: authorize again and grant them.',
    mutation: 'authorizeAccount',
    path: ['accountId'],
  },
  OPEN_ID_FIELD_REQUIRED: {
    severity: 'BLOCKING',
    message: 'Choose the contact field that holds the OpenID.',
    mutation: 'updateFieldMappings',
    path: ['openIdFieldId'],
  },
  DEFAULT_CAMPAIGN_REQUIRED: {
    severity: 'BLOCKING',
    message: 'Choose the campaign that receives activity belonging to no other campaign.',
    mutation: 'updateOfficialAccount',
    path: ['defaultCampaign'],
  },
  TERMS_REQUIRED: {
    severity: 'BLOCKING',
    message: 'Accept the terms.',
    mutation: 'updateOfficialAccount',
    path: ['acceptedTermsVersion'],
  },
  TERMS_OUTDATED: {
    severity: 'ADVICE',
    message: 'The terms have changed: accept the new version.',
    mutation: 'updateOfficialAccount',
    path: ['acceptedTermsVersion'],
  },
  UNION_ID_UNAVAILABLE: {
    severity: 'BLOCKING',
    message:
      'UnionID is mapped, but the account is not known to be bound to an open platform: bind it, or unmap UnionID.',
    mutation: 'updateFieldMappings',
    path: ['unionIdFieldId'],
  },
  UNION_ID_PLATFORM_DIFFERS: {
    severity: 'BLOCKING',
    message:
      'The UnionID field is used by an account of another open platform, whose UnionIDs differ: choose another field.',
    mutation: 'updateFieldMappings',
    path: ['unionIdFieldId'],
  },
  SUBSCRIPTION_STATUS_ADVISED: {
    severity: 'ADVICE',
    message: 'Map the subscription status, so that campaigns can leave out people who unfollowed.',
    mutation: 'updateFieldMappings',
    path: ['subscriptionStatusFieldId'],
  },
  LAST_ACTIVITY_ADVISED: {
    severity: 'ADVICE',
    message: 'Map the last activity, so that campaigns can tell who is still there.',
    mutation: 'updateFieldMappings',
    path: ['lastActivityFieldId'],
  },
};

/** Which requirements hold, in the order in which a person would see to them. A removed account has none. */
export function requirementsOf(facts: AccountFacts): Requirement[] {
  if (facts.status === 'REMOVED') return [];
  const unionIdMapped = facts.unionIdField !== null;
  const holds: Readonly<Record<RequirementCode, boolean>> = {
    AUTHORIZATION_REQUIRED: !facts.authorized,
    ACCOUNT_NOT_VERIFIED: facts.authorized && facts.verified === false,
    ACCOUNT_LIMIT_REACHED: facts.authorized && facts.limitReached,
    PERMISSION_MISSING: facts.authorized && missingPermissionSets(facts.permissionSets ?? []).length > 0,
    OPEN_ID_FIELD_REQUIRED: facts.openIdField === null,
    DEFAULT_CAMPAIGN_REQUIRED: facts.defaultCampaign === null,
    TERMS_REQUIRED: facts.termsVersion === null,
    TERMS_OUTDATED: facts.termsVersion !== null && facts.termsVersion !== CURRENT_TERMS.version,
    UNION_ID_UNAVAILABLE: unionIdMapped && facts.authorized && facts.openPlatformBinding !== 'BOUND',
    UNION_ID_PLATFORM_DIFFERS: unionIdMapped && facts.unionIdFieldUsedElsewhere,
    SUBSCRIPTION_STATUS_ADVISED: facts.subscriptionStatusField === null,
    LAST_ACTIVITY_ADVISED: facts.lastActivityField === null,
  };
  return REQUIREMENT_CODES.filter((code) => holds[code]).map((code) => ({ code, ...CATALOGUE[code] }));
}

/** The one rule for the status of an account. */
export function statusOf(
  account: { status: AccountStatus; wasActive: boolean },
  requirements: readonly Requirement[],
): AccountStatus {
  if (account.status === 'REMOVED') return 'REMOVED';
  if (!requirements.some((requirement) => requirement.severity === 'BLOCKING')) return 'ACTIVE';
  return account.wasActive ? 'ACTION_REQUIRED' : 'DRAFT';
}

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
