import { Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { TENANT_ROLE, TenantEntity } from '../../kernel/tenancy.ts';

export const ACTOR_KINDS = ['USER', 'API_CLIENT', 'SYSTEM'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/**
 * One change to one object: who made it, and what changed. Written in the transaction of the change; never modified,
 * and contains no secrets.
 */
@TenantEntity('audit_entry', undefined, undefined, [
  {
    name: 'callers_are_not_the_system',
    type: 'restrictive',
    command: 'insert',
    roles: [TENANT_ROLE],
    check: `actor_kind <> 'SYSTEM'`,
  },
])
@Index({ name: 'audit_entry_subject_index', properties: ['installationId', 'subjectId', 'id'] })
@Index({ name: 'audit_entry_action_index', properties: ['installationId', 'action', 'id'] })
@Index({ name: 'audit_entry_actor_index', properties: ['installationId', 'actor', 'id'] })
@Index({ name: 'audit_entry_actor_kind_index', properties: ['installationId', 'actorKind', 'id'] })
export class AuditEntry {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  /** A UUID of version 7, so that ids are ordered by time. */
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** The time in the id, so that a range of times is a range of ids. */
  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  at!: Date;

  @Enum({ type: 'string', items: () => [...ACTOR_KINDS] })
  actorKind!: ActorKind;

  /** The marketing user's id, the API key's id, or what caused the work of the system. */
  @Property({ type: 'text' })
  actor!: string;

  /** The mutation's name in the schema, or the name of the system's work. */
  @Property({ type: 'text' })
  action!: string;

  @Property({ type: 'text' })
  subjectType!: string;

  @Property({ type: 'uuid' })
  subjectId!: string;

  /** The changed values before and after; null if there were none. */
  @Property({ type: 'jsonb', nullable: true })
  before!: Record<string, unknown> | null;

  @Property({ type: 'jsonb', nullable: true })
  after!: Record<string, unknown> | null;

  @Property({ type: 'text' })
  requestId!: string;
}
