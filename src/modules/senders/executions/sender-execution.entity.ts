import { Check, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { isExternalIdSql } from '../../../kernel/external-id.rules.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { Installation } from '../../installations/installation.entity.ts';
import { MessageSender } from '../steps/message-sender.entity.ts';

/**
 * PENDING: they wait in the step · REPORTED: they left it by the error path · PARTLY_REPORTED: some of them did, the platform
 * has refused others · GIVEN_UP: the platform could not be told.
 */
export const EXECUTION_STATUSES = ['PENDING', 'REPORTED', 'PARTLY_REPORTED', 'GIVEN_UP'] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/** Contacts that arrived at a sender in one notification. An execution of many contacts comes in several. */
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

  /** The marketing platform's own. */
  @Property({ type: 'text' })
  executionId!: string;

  /** The platform's ids of the contacts, for as long as they have to be reported. */
  @Property({ type: 'text[]', nullable: true })
  contactIds!: string[] | null;

  @Property({ type: 'integer' })
  contactCount!: number;

  /** By which a repeated notification is recognized. */
  @Property({ type: 'text' })
  contactsDigest!: string;

  @Enum({ type: 'string', items: () => [...EXECUTION_STATUSES], default: 'PENDING' })
  status: ExecutionStatus = 'PENDING';

  /** How often the platform could not be told, or did not say in time that it was. */
  @Property({ type: 'integer', default: 0 })
  attempts = 0;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  receivedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  endedAt: Date | null = null;

  /** Nothing is kept of the contacts but how many there were. */
  end(status: Exclude<ExecutionStatus, 'PENDING'>, at: Date): void {
    Object.assign(this, { status, endedAt: at, contactIds: null });
  }
}
