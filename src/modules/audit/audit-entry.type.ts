import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.ts';
import { schemaEnum } from '../../graphql/enum.ts';
import { globalId, localId } from '../../graphql/global-id.ts';
import { Node } from '../../graphql/node.resolver.ts';
import type { ActorKind, AuditEntry } from './audit-entry.entity.ts';

export const ActorKindEnum = schemaEnum<ActorKind>('AuditActorKind', 'Kind of actor.', {
  USER: 'A marketing user.',
  API_CLIENT: 'A program that uses an API key.',
  SYSTEM: 'Qiao itself, for example after an event of WeChat or in a background job.',
});

@ObjectType('AuditActor', { description: 'Who made a change.', simpleResolvers: true })
export class AuditActorType {
  @Field(() => ActorKindEnum, { description: 'Kind of actor.' })
  kind!: ActorKind;

  @Field(() => ID, {
    description:
      "USER: the user's ID in the marketing platform. API_CLIENT: the global ID of the API key. SYSTEM: what caused the change, for example `wechat` or `job`.",
  })
  id!: string;
}

@ObjectType('AuditEntry', {
  implements: Node,
  description:
    'One change to one object, recorded in the same transaction as the change. It is never modified and contains no secrets.',
  simpleResolvers: true,
})
export class AuditEntryType
  extends Node
  implements Pick<AuditEntry, 'at' | 'action' | 'subjectType' | 'before' | 'after'>
{
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => Date, { description: 'When the change was made.' })
  at!: Date;

  @Field(() => AuditActorType, { description: 'Who made the change.' })
  actor!: AuditActorType;

  @Field(() => String, {
    description:
      'Name of the mutation, for example `addOfficialAccount`, or of an action of Qiao itself, for example `completeAuthorization`.',
  })
  action!: string;

  @Field(() => String, {
    description: 'Type of the changed object: its `__typename`, for example `OfficialAccount`.',
  })
  subjectType!: string;

  @Field(() => ID, { description: 'Global ID of the changed object. Pass it to `node`.' })
  subjectId!: string;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'The changed values before the change; null if there were none, or they are not recorded.',
  })
  before!: Record<string, unknown> | null;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'The changed values after the change; null if they are not recorded.',
  })
  after!: Record<string, unknown> | null;

  @Field(() => String, {
    description:
      'ID of the request that made the change. The caller received it as `requestId`, and the log contains it.',
  })
  requestId!: string;
}

export const { Connection: AuditEntryConnectionType } = connectionTypes('AuditEntry', AuditEntryType);

/** The type in the global id of an API key. */
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

/** The API key's own id, if the actor is an API client; otherwise null. */
export const keyIdOf = ({ kind, id }: AuditActorType): string | null =>
  kind === 'API_CLIENT' ? localId(API_KEY, id) : null;
