import {
  Check,
  Enum,
  Index,
  ManyToOne,
  OneToOne,
  PrimaryKey,
  Property,
  Trigger,
  Unique,
} from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { Credential } from '../../connections/credential/credential.entity.ts';
import {
  CREDENTIAL_STATE_REASONS,
  CREDENTIAL_STATES,
  type CredentialState,
  type CredentialStateReason,
} from '../../connections/credential/credential.rules.ts';
import {
  ACCOUNT_TYPES,
  type AccountType,
  OPEN_PLATFORM_BINDINGS,
  type OpenPlatformBinding,
  WECHAT_STATUSES,
  type WeChatStatus,
} from '../../connections/facts/wechat-account.rules.ts';
import { Installation } from '../../installations/installation.entity.ts';
import { ACCESS_MODES, type AccessMode } from '../access/access.rules.ts';
import {
  FOLLOWER_DATA_POLICIES,
  type FollowerDataDecision,
  type FollowerDataPolicy,
} from '../removal/removal.rules.ts';
import type { SettingValues } from '../settings/settings.rules.ts';
import { ACCOUNT_STATUSES, type AccountStatus } from './official-account.rules.ts';

/**
 * A WeChat official account of an installation: its settings, and copies of the facts that WeChat reports about it.
 *
 * Constraints enforce the rules for every writer, even raw SQL. They bind our statuses, never the facts that WeChat reports:
 * a fact that breaks a rule takes the account to ACTION_REQUIRED. A trigger enforces that a contact field has one purpose in
 * all accounts of an installation, with the table `contact_field_purpose`: no constraint can compare two columns of two rows.
 */
@TenantEntity('official_account')
@Check({
  name: 'official_account_active_is_complete',
  expression: `status <> 'ACTIVE' or (open_id_field is not null and default_campaign is not null and terms_version is not null and credential_app_id is not null)`,
})
@Check({
  name: 'official_account_union_id_needs_open_platform',
  expression: `status <> 'ACTIVE' or union_id_field is null or open_app_id is not null`,
})
@Check({
  name: 'official_account_field_used_once',
  expression: `open_id_field <> union_id_field and open_id_field <> subscription_status_field and open_id_field <> last_activity_field and union_id_field <> subscription_status_field and union_id_field <> last_activity_field and subscription_status_field <> last_activity_field`,
})
@Check({
  name: 'official_account_union_id_one_open_platform',
  expression: `exclude using gist (installation_id with =, union_id_field with =, open_app_id with <>) where (status = 'ACTIVE' and union_id_field is not null)`,
})
@Check({
  name: 'official_account_bound_has_open_platform',
  expression: `(open_platform_binding = 'BOUND') = (open_app_id is not null)`,
})
@Check({
  name: 'official_account_removed_keeps_nothing',
  expression: `status <> 'REMOVED' or (credential_app_id is null and removed_at is not null and follower_data is not null)`,
})
@Check({
  name: 'official_account_withdrawn_has_a_reason',
  expression: `credential_state is distinct from 'WITHDRAWN' or credential_state_reason is not null`,
})
@Check({
  name: 'official_account_reason_fits_credential_state',
  expression: `credential_state_reason is null or coalesce(credential_state, 'VALID') = case when credential_state_reason in ('REFRESH_TOKEN_UNKNOWN', 'WECHAT_UNAVAILABLE') then 'FAILING' else 'WITHDRAWN' end`,
})
@Check({
  name: 'official_account_retention_has_a_basis',
  expression: `(retention_basis is not null) = (follower_data is not null and follower_data = 'RETAIN_WITH_BASIS')`,
})
@Check({
  name: 'official_account_note_is_text',
  expression: String.raw`char_length(note) <= 500 and note !~ '[\u0001-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]'`,
})
@Unique({
  name: 'official_account_open_id_field_unique',
  properties: ['installationId', 'openIdField'],
  where: `status <> 'REMOVED'`,
})
@Unique({
  name: 'official_account_last_activity_field_unique',
  properties: ['installationId', 'lastActivityField'],
  where: `status <> 'REMOVED'`,
})
@Trigger({
  name: 'official_account_one_purpose',
  timing: 'after',
  events: ['insert', 'update'],
  expression: 'written in migrations/0026_growth.sql',
})
@Index({
  name: 'official_account_in_use_index',
  properties: ['installationId', 'id'],
  where: `status <> 'REMOVED'`,
})
@Index({
  name: 'official_account_status_index',
  properties: ['installationId', 'accessMode', 'status', 'id'],
})
@Index({
  name: 'official_account_type_index',
  properties: ['installationId', 'accountType', 'accessMode', 'status', 'id'],
})
@Index({
  name: 'official_account_union_id_field_index',
  properties: ['installationId', 'unionIdField', 'status', 'openAppId'],
  where: 'union_id_field is not null',
})
@Index({
  name: 'official_account_subscription_status_field_index',
  properties: ['installationId', 'subscriptionStatusField'],
  where: `status <> 'REMOVED'`,
})
@Index({
  name: 'official_account_draft_index',
  properties: ['installationId'],
  where: `status = 'DRAFT' and app_id is null`,
})
@Index({
  name: 'official_account_default_campaign_index',
  properties: ['installationId', 'defaultCampaign'],
  where: `status <> 'REMOVED'`,
})
@Index({
  name: 'official_account_open_app_id_index',
  properties: ['installationId', 'openAppId'],
  where: `status <> 'REMOVED'`,
})
export class OfficialAccount implements SettingValues {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Enum({ type: 'string', items: () => [...ACCOUNT_STATUSES], default: 'DRAFT' })
  status: AccountStatus = 'DRAFT';

  /** Whether it was ever ACTIVE. If something is missing, it is then ACTION_REQUIRED; otherwise it is a DRAFT. */
  @Property({ type: 'boolean', default: false })
  wasActive = false;

  /** Counts changes by callers, not by Qiao itself. Compared with `expectedVersion`. */
  @Property({ type: 'integer', default: 1 })
  version = 1;

  /** Chosen by the caller until the account is authorized; then reported by WeChat. */
  @Enum({ type: 'string', items: () => [...ACCOUNT_TYPES], nullable: true })
  accountType: AccountType | null = null;

  @Property({ type: 'text', nullable: true })
  description: string | null = null;

  /** May have several lines. */
  @Property({ type: 'text', nullable: true })
  note: string | null = null;

  /** IANA name; null: the installation's default. */
  @Property({ type: 'text', nullable: true })
  defaultTimezone: string | null = null;

  @Property({ type: 'text', nullable: true })
  openIdField: string | null = null;

  @Property({ type: 'text', nullable: true })
  unionIdField: string | null = null;

  @Property({ type: 'text', nullable: true })
  subscriptionStatusField: string | null = null;

  @Property({ type: 'text', nullable: true })
  lastActivityField: string | null = null;

  @Property({ type: 'text', nullable: true })
  defaultCampaign: string | null = null;

  @Enum({ type: 'string', items: () => [...ACCESS_MODES], default: 'ALL_USERS' })
  accessMode: AccessMode = 'ALL_USERS';

  @Property({ type: 'text', nullable: true })
  termsVersion: string | null = null;

  // Facts that WeChat reports. Copied here, because a tenant cannot read platform tables.

  @Property({ type: 'text', nullable: true })
  appId: string | null = null;

  @Property({ type: 'text', nullable: true })
  originalId: string | null = null;

  @Property({ type: 'text', nullable: true })
  name: string | null = null;

  @Property({ type: 'text', nullable: true })
  avatarUrl: string | null = null;

  @Property({ type: 'text', nullable: true })
  principalName: string | null = null;

  @Property({ type: 'boolean', nullable: true })
  verified: boolean | null = null;

  /** Null: WeChat has not said. */
  @Enum({ type: 'string', items: () => [...WECHAT_STATUSES], nullable: true })
  wechatStatus: WeChatStatus | null = null;

  @Enum({ type: 'string', items: () => [...OPEN_PLATFORM_BINDINGS], default: 'UNKNOWN' })
  openPlatformBinding: OpenPlatformBinding = 'UNKNOWN';

  @Property({ type: 'text', nullable: true })
  openAppId: string | null = null;

  /** IDs of the permission sets that the account granted; null before the first authorization. */
  @Property({ type: 'jsonb', nullable: true })
  permissionSets: number[] | null = null;

  /** Those of them that the merchant must confirm before they can be used; null: WeChat has not said. */
  @Property({ type: 'jsonb', nullable: true })
  unconfirmedSets: number[] | null = null;

  /** Whether, after it was connected, it was bound to an open platform that has no free slot. */
  @Property({ type: 'boolean', default: false })
  limitReached = false;

  /** The state of the credential; null before the first authorization. */
  @Enum({ type: 'string', items: () => [...CREDENTIAL_STATES], nullable: true })
  credentialState: CredentialState | null = null;

  /** The reason for the state: always set with WITHDRAWN, with FAILING if it is known, never with VALID. */
  @Enum({ type: 'string', items: () => [...CREDENTIAL_STATE_REASONS], nullable: true })
  credentialStateReason: CredentialStateReason | null = null;

  /** Increments each time a different WeChat account is connected. */
  @Property({ type: 'integer', nullable: true })
  credentialRevision: number | null = null;

  /** When the latest authorization was confirmed. */
  @Property({ type: 'timestamptz', nullable: true })
  authorizedAt: Date | null = null;

  @Property({ type: 'timestamptz', nullable: true })
  nextRefreshAt: Date | null = null;

  /** Set while the authorization is usable. */
  @OneToOne(() => Credential, {
    owner: true,
    joinColumns: ['installation_id', 'credential_app_id'],
    ownColumns: ['credential_app_id'],
    nullable: true,
    deleteRule: 'restrict',
  })
  credential: Credential | null = null;

  @Property({ type: 'timestamptz', nullable: true })
  removedAt: Date | null = null;

  /** What happens to its follower data; null unless it is removed. */
  @Enum({ type: 'string', items: () => [...FOLLOWER_DATA_POLICIES], nullable: true })
  followerData: FollowerDataPolicy | null = null;

  @Property({ type: 'text', nullable: true })
  retentionBasis: string | null = null;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  createdAt!: Date;

  @Property({ type: 'timestamptz', defaultRaw: 'now()', onUpdate: () => new Date() })
  updatedAt!: Date;

  /** Irreversible. The credential must be deleted first. */
  remove({ followerData, retentionBasis }: FollowerDataDecision, now: Date): void {
    this.status = 'REMOVED';
    this.removedAt = now;
    this.followerData = followerData;
    this.retentionBasis = retentionBasis;
  }
}
