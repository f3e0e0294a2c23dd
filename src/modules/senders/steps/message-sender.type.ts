import { Field, ID, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../../graphql/connection.ts';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import { Node } from '../../../graphql/node.resolver.ts';
import type { MessageSenderRow } from './message-sender.repository.ts';
import type { MessageSenderCause, MessageSenderStatus } from './message-sender.rules.ts';

export const MessageSenderStatusEnum = schemaEnum(
  'MessageSenderStatus',
  'Whether a message sender can be used.',
  {
    NEEDS_CONFIGURATION: 'Somebody must configure it; its campaign cannot be activated until then.',
    CONFIGURED: 'It sends for its official account.',
    DELETED: 'It was taken off the canvas. Kept for the record; lists leave it out.',
  },
);

export const MessageSenderCauseEnum = schemaEnum(
  'MessageSenderCause',
  'Why a message sender needs configuration.',
  {
    NEVER_CONFIGURED: 'Nobody has configured it yet.',
    COPIED: 'It is a copy, and whoever made it could not have configured it like the original.',
    ACCOUNT_REMOVED: 'Its official account was removed.',
    WECHAT_ACCOUNT_REPLACED: 'Another WeChat account took the place of the one that it trusted.',
    OPEN_ID_FIELD_CHANGED: 'The OpenID is in another contact field.',
    UNINSTALLED: 'Qiao was uninstalled meanwhile.',
  },
);

@ObjectType('MessageSender', {
  implements: Node,
  description: 'A step of a campaign that sends messages for an official account.',
  simpleResolvers: true,
})
export class MessageSenderType
  extends Node
  implements Pick<MessageSenderRow, 'status' | 'cause' | 'campaignName' | 'configuredAt' | 'createdAt'>
{
  @Field(() => ID, { description: 'Opaque and stable. Not to be taken apart.' })
  declare id: string;

  @Field(() => String, { description: "The step's own id in the marketing platform, a GUID." })
  instanceId!: string;

  @Field(() => MessageSenderStatusEnum, { description: 'Whether it can be used.' })
  status!: MessageSenderStatus;

  @Field(() => MessageSenderCauseEnum, {
    nullable: true,
    description: 'Why it needs configuration; null if it does not.',
  })
  cause!: MessageSenderCause | null;

  @Field(() => String, {
    nullable: true,
    description: "Its campaign's name as the marketing platform last told it; null until it has.",
  })
  campaignName!: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was last configured.' })
  configuredAt!: Date | null;

  @Field(() => Date, { description: 'When Qiao first heard of it.' })
  createdAt!: Date;

  @Field(() => Boolean, {
    description: 'Whether the marketing platform knows how it is. Qiao goes on telling it until it does.',
  })
  upToDate!: boolean;

  /** For field resolvers; not in the schema. */
  row!: MessageSenderRow;
}

export const { Connection: MessageSenderConnectionType } = connectionTypes(
  'MessageSender',
  MessageSenderType,
);

export function toMessageSenderType(row: MessageSenderRow): MessageSenderType {
  const { id, instanceId, status, cause, campaignName, configuredAt, createdAt } = row;
  return {
    id: globalId('MessageSender', id),
    instanceId,
    status,
    cause,
    campaignName,
    configuredAt,
    createdAt,
    upToDate: row.toldVersion >= row.version,
    row,
  };
}
