import { Field, ID, InputType } from 'type-graphql';
import { parseGlobalId } from '../../graphql/global-id.ts';
import { NO_ID } from '../../kernel/ids.ts';
import type { AuditFilter } from './audit.repository.ts';
import type { ActorKind } from './audit-entry.entity.ts';
import { ActorKindEnum } from './audit-entry.type.ts';

@InputType('AuditFilter', { description: 'Which entries of the audit trail. Conditions are joined by AND.' })
export class AuditFilterInput {
  @Field(() => [String], { nullable: true, description: 'Only these actions (`addOfficialAccount`).' })
  actions?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Only changes to this object: an official account, say.' })
  subjectId?: string | null;

  @Field(() => ActorKindEnum, { nullable: true, description: 'Only what actors of this kind did.' })
  actorKind?: ActorKind | null;

  @Field(() => ID, { nullable: true, description: 'Only what this actor did: an `id` of `AuditActor`.' })
  actorId?: string | null;

  @Field(() => Date, { nullable: true, description: 'Not before this moment.' })
  since?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Before this moment.' })
  until?: Date | null;
}

export function toAuditFilter(input: AuditFilterInput | null): AuditFilter {
  const { actions, subjectId, actorKind, actorId, since, until } = input ?? {};
  return {
    actions: actions?.filter(isStorable) ?? null,
    subjectId: subjectId == null ? null : (parseGlobalId(subjectId)?.id ?? NO_ID),
    actorKind: actorKind ?? null,
    actor: actorId == null ? null : actorOf(actorId),
    since: since ?? null,
    until: until ?? null,
  };
}

/** Users and the system are named by their own names, API clients by the id of their key. */
function actorOf(actorId: string): string {
  const key = parseGlobalId(actorId);
  if (key?.type === 'ApiKey') return key.id;
  return isStorable(actorId) ? actorId : NO_ID;
}

/** PostgreSQL does not take NUL, not even to look for it. */
const isStorable = (text: string): boolean => !text.includes('\0');
