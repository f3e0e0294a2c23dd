import { Field, ID, InputType } from 'type-graphql';
import { parseGlobalId } from '../../graphql/global-id.ts';
import { isId, NO_ID } from '../../kernel/ids.ts';
import { isStorable } from '../../kernel/text.rules.ts';
import type { AuditFilter } from './audit.repository.ts';
import type { ActorKind } from './audit-entry.entity.ts';
import { ActorKindEnum } from './audit-entry.type.ts';

@InputType('AuditFilter', { description: 'Which audit entries to list. All given conditions must match.' })
export class AuditFilterInput {
  @Field(() => [String], {
    nullable: true,
    description: 'Only these actions, for example `["addOfficialAccount"]`.',
  })
  actions?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Only changes to this object: its global ID.' })
  subjectId?: string | null;

  @Field(() => ActorKindEnum, { nullable: true, description: 'Only changes by this kind of actor.' })
  actorKind?: ActorKind | null;

  @Field(() => ID, { nullable: true, description: 'Only changes by this actor: an `id` of `AuditActor`.' })
  actorId?: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Only changes at or after this time, for example `2026-11-01T00:00:00Z`.',
  })
  since?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Only changes before this time.' })
  until?: Date | null;
}

export function toAuditFilter(input: AuditFilterInput | null): AuditFilter {
  const { actions, subjectId, actorKind, actorId, since, until } = input ?? {};
  return {
    actions: actions?.filter(isStorable) ?? null,
    subjectId: subjectId == null ? null : subjectOf(subjectId),
    actorKind: actorKind ?? null,
    actor: actorId == null ? null : actorOf(actorId),
    since: since ? noEarlier(since) : null,
    until: until ? noEarlier(until) : null,
  };
}

/** An object of any type can be the subject, if it has an id of ours. */
function subjectOf(subjectId: string): string {
  const { id = NO_ID } = parseGlobalId(subjectId) ?? {};
  return isId(id) ? id : NO_ID;
}

/** Users and the system are identified by their own id, API clients by the id of their key. */
function actorOf(actorId: string): string {
  const key = parseGlobalId(actorId);
  if (key?.type === 'ApiKey' && isId(key.id)) return key.id;
  return isStorable(actorId) ? actorId : NO_ID;
}

/** There are no earlier entries, and PostgreSQL has no year 0. */
const noEarlier = (at: Date): Date => (at.getTime() < 0 ? new Date(0) : at);
