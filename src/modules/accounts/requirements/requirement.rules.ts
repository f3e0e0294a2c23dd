import {
  type AccountType,
  isRestricted,
  missingPermissionSets,
  type OpenPlatformBinding,
  type WeChatStatus,
} from '../../connections/facts/wechat-account.rules.ts';
import {
  type CampaignStatus,
  ENDING_SOON_DAYS,
  isActive,
  isEndingSoon,
} from '../../marketing/campaigns/campaign.rules.ts';
import { type FieldFit, fitFor } from '../../marketing/fields/contact-field.rules.ts';
import type { AccountStatus } from '../account/official-account.rules.ts';
import { MAPPED_FIELDS, type MappedField, PURPOSE_OF } from '../settings/mapping.rules.ts';
import { SETTINGS, type SettingColumn } from '../settings/settings.rules.ts';
import { CURRENT_TERMS } from '../terms/terms.rules.ts';
import { adviceOn, confirmationOf, notGranted } from './permission-advice.rules.ts';
import {
  REQUIREMENT_CODES,
  REQUIREMENTS,
  type Requirement,
  type RequirementCode,
} from './requirement-catalogue.rules.ts';

const DAY_MS = 86_400_000;

/** What the requirements of an account depend on. */
export interface AccountFacts extends Readonly<Record<MappedField, string | null>>, OutsideFacts {
  readonly status: AccountStatus;
  readonly authorized: boolean;
  readonly verified: boolean | null;
  readonly limitReached: boolean;
  readonly permissionSets: readonly number[] | null;
  readonly unconfirmedSets: readonly number[] | null;
  readonly wechatStatus: WeChatStatus | null;
  readonly accountType: AccountType | null;
  readonly defaultCampaign: string | null;
  readonly termsVersion: string | null;
  readonly openPlatformBinding: OpenPlatformBinding;
}

/** Facts that are not columns of the account: about other accounts, and from the marketing platform. */
export interface OutsideFacts {
  /** Whether an ACTIVE account on another open platform writes UnionIDs to the same contact field. */
  readonly unionIdFieldUsedElsewhere: boolean;
  /** What each mapped field can store; null if it is gone or not mapped. */
  readonly openIdFieldFit: FieldFit | null;
  readonly unionIdFieldFit: FieldFit | null;
  readonly subscriptionStatusFieldFit: FieldFit | null;
  readonly lastActivityFieldFit: FieldFit | null;
  /** Null if the campaign is gone or none is set. */
  readonly defaultCampaignStatus: CampaignStatus | null;
  readonly defaultCampaignEndAt: Date | null;
  /** Whether a selected user was disabled or deleted. */
  readonly accessUserDisabled: boolean;
}

/** The settings that requirements depend on. */
const NEEDED: Readonly<Record<SettingColumn & keyof AccountFacts, true>> = {
  openIdField: true,
  unionIdField: true,
  subscriptionStatusField: true,
  lastActivityField: true,
  defaultCampaign: true,
  termsVersion: true,
  accountType: true,
};

/** Whether requirements depend on a setting, by its name or as one of the facts. */
export const isNeeded = (setting: string): boolean => setting in NEEDED;

/** Whether a mapped field is gone, or no longer suitable for its purpose. */
const isLost = (facts: AccountFacts, field: MappedField): boolean =>
  facts[field] !== null && facts[`${field}Fit`] !== fitFor(PURPOSE_OF[field]);

function campaignOf({ defaultCampaignStatus: status, defaultCampaignEndAt: endAt }: OutsideFacts) {
  return status && { status, endAt };
}

/** The open requirements, in the order of `REQUIREMENT_CODES`. A removed account has none. */
export function requirementsOf(facts: AccountFacts, now: Date): Requirement[] {
  if (facts.status === 'REMOVED') return [];
  const unionIdMapped = facts.unionIdField !== null;
  const campaign = campaignOf(facts);
  const chosen = facts.defaultCampaign !== null;
  const lost = MAPPED_FIELDS.filter((field) => field !== 'openIdField' && isLost(facts, field));
  const advised = notGranted(facts);
  const holds: Readonly<Record<RequirementCode, boolean>> = {
    AUTHORIZATION_REQUIRED: !facts.authorized,
    ACCOUNT_RESTRICTED: facts.authorized && isRestricted(facts.wechatStatus),
    ACCOUNT_NOT_VERIFIED: facts.authorized && facts.verified === false,
    ACCOUNT_LIMIT_REACHED: facts.authorized && facts.limitReached,
    PERMISSION_MISSING: facts.authorized && missingPermissionSets(facts.permissionSets ?? []).length > 0,
    OPEN_ID_FIELD_REQUIRED: facts.openIdField === null,
    OPEN_ID_FIELD_MISSING: isLost(facts, 'openIdField'),
    DEFAULT_CAMPAIGN_REQUIRED: !chosen,
    DEFAULT_CAMPAIGN_NOT_ACTIVE: chosen && !(campaign && isActive(campaign, now)),
    TERMS_REQUIRED: facts.termsVersion === null,
    UNION_ID_UNAVAILABLE: unionIdMapped && facts.authorized && facts.openPlatformBinding !== 'BOUND',
    UNION_ID_PLATFORM_DIFFERS: unionIdMapped && facts.unionIdFieldUsedElsewhere,
    DEFAULT_CAMPAIGN_ENDING: campaign !== null && isEndingSoon(campaign, now),
    TERMS_OUTDATED: facts.termsVersion !== null && facts.termsVersion !== CURRENT_TERMS.version,
    PERMISSION_UNCONFIRMED: facts.authorized && (facts.unconfirmedSets ?? []).length > 0,
    PERMISSION_ADVISED: facts.authorized && advised.length > 0,
    MAPPED_FIELD_MISSING: lost.length > 0,
    SUBSCRIPTION_STATUS_ADVISED: facts.subscriptionStatusField === null,
    LAST_ACTIVITY_ADVISED: facts.lastActivityField === null,
    ACCESS_USER_DISABLED: facts.accessUserDisabled,
  };
  return REQUIREMENT_CODES.filter((code) => holds[code]).flatMap((code) => {
    const requirement = { code, ...REQUIREMENTS[code] };
    if (code === 'PERMISSION_ADVISED') return [{ ...requirement, message: adviceOn(advised) }];
    if (code === 'PERMISSION_UNCONFIRMED')
      return [{ ...requirement, message: confirmationOf(facts.unconfirmedSets ?? []) }];
    if (code !== 'MAPPED_FIELD_MISSING') return [requirement];
    // One per field, because each is resolved separately.
    return lost.map((field) => ({ ...requirement, path: [SETTINGS[field].input] }));
  });
}

/** The only place where the status of an account is decided. */
export function statusOf(
  account: { status: AccountStatus; wasActive: boolean },
  requirements: readonly Requirement[],
): AccountStatus {
  if (account.status === 'REMOVED') return 'REMOVED';
  if (!requirements.some(({ severity }) => severity === 'BLOCKING')) return 'ACTIVE';
  return account.wasActive ? 'ACTION_REQUIRED' : 'DRAFT';
}

/** When the requirements will next change because time has passed; null if never, as far as is known. */
export function nextReview(facts: OutsideFacts, now: Date): Date | null {
  const campaign = campaignOf(facts);
  if (!campaign?.endAt || !isActive(campaign, now)) return null;
  return isEndingSoon(campaign, now)
    ? campaign.endAt
    : new Date(campaign.endAt.getTime() - ENDING_SOON_DAYS * DAY_MS);
}
