import type { AccountStatus } from '../accounts/account/official-account.rules.ts';
import type {
  ConnectionFailure,
  ConnectionState,
  InstallationStatus,
} from '../installations/installation.rules.ts';
import { type CampaignStatus, isEndingSoon } from '../marketing/campaigns/campaign.rules.ts';

/** What is wrong with an official account. */
const ACCOUNT_NOTICES = ['ACCOUNT_ACTION_REQUIRED', 'CAMPAIGN_ENDING'] as const;
/** What is wrong with the connection to the marketing platform. */
const CONNECTION_NOTICES = ['CONNECTION_LOST', 'CONNECTION_REFUSED'] as const;

export const NOTICE_KINDS = [...ACCOUNT_NOTICES, ...CONNECTION_NOTICES] as const;
export type AccountNotice = (typeof ACCOUNT_NOTICES)[number];
export type ConnectionNotice = (typeof CONNECTION_NOTICES)[number];
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** How long a solved notice is kept. */
export const KEPT_DAYS = 90;

/** What decides about the notices of an account. */
export interface AccountStanding {
  readonly installationStatus: InstallationStatus;
  readonly status: AccountStatus;
  /** Null: it has no default campaign, or the campaign is gone. */
  readonly campaignStatus: CampaignStatus | null;
  readonly campaignEndAt: Date | null;
}

/** The notices that an account has now. A draft has none: its administrator is still adding it. */
export function noticesOfAccount(standing: AccountStanding, now: Date): AccountNotice[] {
  const { installationStatus, status, campaignStatus, campaignEndAt: endAt } = standing;
  if (installationStatus === 'UNINSTALLED' || (status !== 'ACTIVE' && status !== 'ACTION_REQUIRED'))
    return [];
  const holds: Readonly<Record<AccountNotice, boolean>> = {
    ACCOUNT_ACTION_REQUIRED: status === 'ACTION_REQUIRED',
    CAMPAIGN_ENDING: campaignStatus !== null && isEndingSoon({ status: campaignStatus, endAt }, now),
  };
  return ACCOUNT_NOTICES.filter((kind) => holds[kind]);
}

/** What decides about the notices of an installation. */
export interface ConnectionStanding {
  readonly status: InstallationStatus;
  readonly connectionState: ConnectionState;
  readonly failingReason: ConnectionFailure | null;
}

/** Only what an administrator can end: other failures end by themselves, or are the operator's. */
export function noticesOfConnection(standing: ConnectionStanding): ConnectionNotice[] {
  const { status, connectionState, failingReason } = standing;
  if (status === 'UNINSTALLED') return [];
  if (connectionState === 'LOST') return ['CONNECTION_LOST'];
  return connectionState === 'FAILING' && failingReason === 'ACCESS_REFUSED' ? ['CONNECTION_REFUSED'] : [];
}
