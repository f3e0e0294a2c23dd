import { Check, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { isExternalIdSql } from '../../../kernel/external-id.rules.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import type { AuditChange } from '../../../kernel/unit-of-work.ts';
import { OfficialAccount } from '../../accounts/account/official-account.entity.ts';
import { Installation } from '../../installations/installation.entity.ts';
import {
  MESSAGE_SENDER_CAUSES,
  MESSAGE_SENDER_STATUSES,
  type MessageSenderCause,
  type MessageSenderStatus,
  type Trust,
} from './message-sender.rules.ts';

/**
 * One sender step on a campaign canvas. A CONFIGURED sender trusts one credential revision and one OpenID field of its
 * account. When the trust ends, the row keeps what it trusted, to be shown.
 *
 * `version` increments with each change that the marketing platform must get; `syncedVersion` is the version that it has.
 */
@TenantEntity('message_sender')
@Unique({ name: 'message_sender_instance_unique', properties: ['installationId', 'instanceId'] })
@Index({
  name: 'message_sender_account_index',
  properties: ['installationId', 'accountId', 'status', 'id'],
})
@Index({
  name: 'message_sender_unsynced_index',
  properties: ['installationId'],
  where: 'told_version < version',
})
@Check({ name: 'message_sender_has_external_id', expression: isExternalIdSql('instance_id') })
@Check({
  name: 'message_sender_configured_is_complete',
  expression: `status <> 'CONFIGURED' or (account_id is not null and credential_revision is not null and open_id_field is not null and configured_at is not null)`,
})
@Check({
  name: 'message_sender_has_a_cause',
  expression: `(status = 'NEEDS_CONFIGURATION') = (cause is not null)`,
})
@Check({
  name: 'message_sender_told_what_is_known',
  expression: `told_version >= 0 and told_version <= version`,
})
export class MessageSender {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** ID in the marketing platform. */
  @Property({ type: 'text' })
  instanceId!: string;

  @Enum({ type: 'string', items: () => [...MESSAGE_SENDER_STATUSES] })
  status!: MessageSenderStatus;

  /** Why it needs configuration. */
  @Enum({ type: 'string', items: () => [...MESSAGE_SENDER_CAUSES], nullable: true })
  cause!: MessageSenderCause | null;

  @Property({ type: 'uuid', nullable: true })
  accountId: string | null = null;

  @ManyToOne(() => OfficialAccount, {
    joinColumns: ['installation_id', 'account_id'],
    ownColumns: ['account_id'],
    deleteRule: 'restrict',
    nullable: true,
    hidden: true,
  })
  account!: OfficialAccount | null;

  @Property({ type: 'integer', nullable: true })
  credentialRevision: number | null = null;

  @Property({ type: 'text', nullable: true })
  openIdField: string | null = null;

  /** Null until the canvas was saved. */
  @Property({ type: 'text', nullable: true })
  campaignId: string | null = null;

  @Property({ type: 'text', nullable: true })
  campaignName: string | null = null;

  /** ID of the marketing user; null for an API client. */
  @Property({ type: 'text', nullable: true })
  configuredBy: string | null = null;

  @Property({ type: 'timestamptz', nullable: true })
  configuredAt: Date | null = null;

  @Property({ type: 'integer', default: 1 })
  version = 1;

  @Property({ type: 'integer', default: 0, fieldName: 'told_version' })
  syncedVersion = 0;

  /** Consecutive failures. */
  @Property({ type: 'integer', default: 0, fieldName: 'telling_failures' })
  syncFailures = 0;

  /** Until when one process may sync it: two at once could arrive in the wrong order. */
  @Property({ type: 'timestamptz', nullable: true, fieldName: 'telling_lease' })
  syncLease: Date | null = null;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  createdAt!: Date;

  /** Null unless it is configured. */
  get trust(): Trust | null {
    const { status, accountId, credentialRevision, openIdField } = this;
    if (status !== 'CONFIGURED' || accountId === null || credentialRevision === null || openIdField === null)
      return null;
    return { accountId, credentialRevision, openIdField };
  }

  /** Whether the marketing platform has the current version. */
  get isSynced(): boolean {
    return this.syncedVersion >= this.version;
  }

  /** Sets its campaign. The platform does not always give a name with the id. */
  place({ id, name }: { readonly id: string; readonly name: string | null }): void {
    if (id !== this.campaignId) Object.assign(this, { campaignId: id, campaignName: name });
    else this.campaignName = name ?? this.campaignName;
  }

  configure(trust: Trust, by: string | null, at: Date): void {
    Object.assign(this, trust, { configuredBy: by, configuredAt: at });
    this.become('CONFIGURED', null);
  }

  needConfiguration(cause: MessageSenderCause): void {
    this.become('NEEDS_CONFIGURATION', cause);
  }

  /** The step is gone from the canvas, so there is nothing to sync. */
  delete(): void {
    this.become('DELETED', null);
    this.syncedVersion = this.version;
  }

  /** For the audit trail; `before` is null for one that was just added. */
  changeFrom(before: MessageSenderStatus | null): AuditChange {
    const { id, instanceId, status, cause, accountId } = this;
    return {
      subjectType: 'MessageSender',
      subjectId: id,
      ...(before && { before: { status: before } }),
      after: { status, cause, accountId, instanceId },
    };
  }

  private become(status: MessageSenderStatus, cause: MessageSenderCause | null): void {
    this.status = status;
    this.cause = cause;
    this.version += 1;
  }
}
