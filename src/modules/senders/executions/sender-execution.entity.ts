import { Check, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { isExternalIdSql } from '../../../kernel/external-id.rules.ts';
import { Personal } from '../../../kernel/personal.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { Installation } from '../../installations/installation.entity.ts';
import { MessageSender } from '../steps/message-sender.entity.ts';

/**
 * PENDING: the contacts wait in the step · REPORTED: they left it on the error path · PARTLY_REPORTED: the platform refused
 * some of them · GIVEN_UP: they could not be reported.
 */
export const EXECUTION_STATUSES = ['PENDING', 'REPORTED', 'PARTLY_REPORTED', 'GIVEN_UP'] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/** The contacts of one notification. The platform splits an execution with many contacts into several. */
@TenantEntity('sender_execution')
@Unique({
  name: 'sender_execution_once',
  properties: ['installationId', 'senderId', 'executionId', 'contactsDigest'],
})
@Check({
  name: 'sender_execution_keeps_contacts_that_wait',
  expression: `(status = 'PENDING') = (contact_ids is not null)`,
})
@Check({ name: 'sender_execution_has_external_id', expression: isExternalIdSql('execution_id') })
@Check({ name: 'sender_execution_ended', expression: `(status = 'PENDING') = (ended_at is null)` })
export class SenderExecution {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  senderId!: string;

  @ManyToOne(() => MessageSender, {
    joinColumns: ['installation_id', 'sender_id'],
    deleteRule: 'restrict',
    hidden: true,
  })
  sender!: MessageSender;

  /** ID in the marketing platform. */
  @Property({ type: 'text' })
  executionId!: string;

  /** IDs in the marketing platform; null once they need not be reported any more. */
  @Personal({
    what: 'contacts that arrived at a message sender',
    purpose: 'to report them to the marketing platform',
    retention: 'until they are reported',
  })
  @Property({ type: 'text[]', nullable: true })
  contactIds!: string[] | null;

  @Property({ type: 'integer' })
  contactCount!: number;

  /** Identifies a repeated notification. */
  @Property({ type: 'text' })
  contactsDigest!: string;

  @Enum({ type: 'string', items: () => [...EXECUTION_STATUSES], default: 'PENDING' })
  status: ExecutionStatus = 'PENDING';

  /** How many reports failed, or were not confirmed in time. */
  @Property({ type: 'integer', default: 0 })
  attempts = 0;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  receivedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  endedAt: Date | null = null;

  /** Of the contacts only their number is kept. */
  end(status: Exclude<ExecutionStatus, 'PENDING'>, at: Date): void {
    Object.assign(this, { status, endedAt: at, contactIds: null });
  }
}
