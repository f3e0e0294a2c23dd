import { Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../kernel/tenancy.ts';

export const ACTOR_KINDS = ['USER', 'API_CLIENT', 'SYSTEM'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Who did what to which object. Written in the transaction of the change itself; never changed, never secret. */
@TenantEntity('audit_entry')
@Index({ name: 'audit_entry_subject_index', properties: ['installationId', 'subjectId', 'id'] })
@Index({ name: 'audit_entry_action_index', properties: ['installationId', 'action', 'id'] })
@Index({ name: 'audit_entry_actor_index', properties: ['installationId', 'actor', 'id'] })
@Index({ name: 'audit_entry_at_index', properties: ['installationId', 'at'] })
export class AuditEntry {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  /** Version 7: the order of ids is the order of time. */
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  at!: Date;

  @Enum({ type: 'string', items: () => [...ACTOR_KINDS] })
  actorKind!: ActorKind;

  /** The marketing user's id, the API key's, or what made the system act. */
  @Property({ type: 'text' })
  actor!: string;

  /** The schema field of the mutation, or the name of the system's unit of work. */
  @Property({ type: 'text' })
  action!: string;

  @Property({ type: 'text' })
  subjectType!: string;

  @Property({ type: 'uuid' })
  subjectId!: string;

  /** The changed facts, before and after; null where there was nothing. */
  @Property({ type: 'jsonb', nullable: true })
  before!: Record<string, unknown> | null;

  @Property({ type: 'jsonb', nullable: true })
  after!: Record<string, unknown> | null;

  @Property({ type: 'text' })
  requestId!: string;
}
