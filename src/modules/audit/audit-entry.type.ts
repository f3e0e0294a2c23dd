import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.ts';
import { schemaEnum } from '../../graphql/enum.ts';
import { globalId, localId } from '../../graphql/global-id.ts';
import { Node } from '../../graphql/node.resolver.ts';
import type { ActorKind, AuditEntry } from './audit-entry.entity.ts';

export const ActorKindEnum = schemaEnum<ActorKind>('AuditActorKind', 'What kind of actor did something.', {
  USER: 'A marketing user.',
  API_CLIENT: 'A program with an API key.',
  SYSTEM: 'Qiao itself, because WeChat or a job made it act.',
});

@ObjectType('AuditActor', { description: 'Who did something.', simpleResolvers: true })
export class AuditActorType {
  @Field(() => ActorKindEnum, { description: 'Which kind of actor.' })
  kind!: ActorKind;

  @Field(() => ID, {
    description:
      "USER: the user's id in the marketing platform. API_CLIENT: the id of the API key. SYSTEM: what made Qiao act.",
  })
  id!: string;
}

@ObjectType('AuditEntry', {
  implements: Node,
  description: 'One change to one object, recorded together with the change. Never altered, never secret.',
  simpleResolvers: true,
})
export class AuditEntryType
  extends Node
  implements Pick<AuditEntry, 'at' | 'action' | 'subjectType' | 'before' | 'after'>
{
  @Field(() => ID, { description: 'Opaque and stable. Not to be taken apart.' })
  declare id: string;

  @Field(() => Date, { description: 'When.' })
  at!: Date;

  @Field(() => AuditActorType, { description: 'Who.' })
  actor!: AuditActorType;

  @Field(() => String, { description: "What: the mutation's name, or the name of what Qiao did by itself." })
  action!: string;

  @Field(() => String, { description: 'The type of the changed object, as `__typename` tells it.' })
  subjectType!: string;

  @Field(() => ID, { description: 'The id of the changed object, for `node`.' })
  subjectId!: string;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'The changed facts as they were; null where there was nothing, or it does not matter.',
  })
  before!: Record<string, unknown> | null;

  @Field(() => GraphQLJSONObject, { nullable: true, description: 'The changed facts as they are since.' })
  after!: Record<string, unknown> | null;

  @Field(() => String, {
    description: 'The `requestId` that the caller was told, and under which Qiao logs.',
  })
  requestId!: string;
}

export const { Connection: AuditEntryConnectionType } = connectionTypes('AuditEntry', AuditEntryType);

/** The type of an API client's id. */
const API_KEY = 'ApiKey';

export function toAuditEntryType(entry: AuditEntry): AuditEntryType {
  const { at, actorKind, actor, action, subjectType, before, after, requestId } = entry;
  return {
    id: globalId('AuditEntry', entry.id),
    at,
    actor: toAuditActorType(actorKind, actor),
    action,
    subjectType,
    subjectId: globalId(subjectType, entry.subjectId),
    before,
    after,
    requestId,
  };
}

export const toAuditActorType = (kind: ActorKind, actor: string): AuditActorType => ({
  kind,
  id: kind === 'API_CLIENT' ? globalId(API_KEY, actor) : actor,
});

/** The own id of an API client's key. */
export const keyIdOf = ({ kind, id }: AuditActorType): string | null =>
  kind === 'API_CLIENT' ? localId(API_KEY, id) : null;
