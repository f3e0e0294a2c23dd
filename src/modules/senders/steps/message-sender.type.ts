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
    NEEDS_CONFIGURATION: 'A user must configure it. Until then, its campaign cannot be activated.',
    CONFIGURED: 'It sends for its official account.',
    DELETED:
      'It was removed from the campaign. It is kept as a record; lists include it only if you filter for it.',
  },
);

export const MessageSenderCauseEnum = schemaEnum(
  'MessageSenderCause',
  'Why a message sender needs configuration.',
  {
    NEVER_CONFIGURED: 'Nobody has configured it yet.',
    COPIED:
      'It is a copy that could not inherit the configuration: the original was not configured, its account is not ACTIVE or has changed, or the user who copied it may not use the account.',
    ACCOUNT_REMOVED: 'Its official account was removed.',
    WECHAT_ACCOUNT_REPLACED: 'A different WeChat account replaced the one for which it was configured.',
    OPEN_ID_FIELD_CHANGED: 'The OpenID was mapped to a different contact field.',
    UNINSTALLED: 'Qiao was uninstalled in the meantime.',
  },
);

@ObjectType('MessageSender', {
  implements: Node,
  description: 'A step of a campaign that sends messages for one official account.',
  simpleResolvers: true,
})
export class MessageSenderType
  extends Node
  implements Pick<MessageSenderRow, 'status' | 'cause' | 'campaignName' | 'configuredAt' | 'createdAt'>
{
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => String, {
    description:
      'ID of the step in the marketing platform, for example `3f2504e0-4f89-41d3-9a0c-0305e82c3301`.',
  })
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
    description: 'Name of the campaign, as the marketing platform last reported it; null until it has.',
  })
  campaignName!: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was last configured; null if never.' })
  configuredAt!: Date | null;

  @Field(() => Date, { description: 'When Qiao first saw it.' })
  createdAt!: Date;

  @Field(() => Boolean, {
    description: 'True if the marketing platform has the current state. Qiao retries until it has.',
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
    upToDate: row.syncedVersion >= row.version,
    row,
  };
}
