import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ForwardArgs } from '../../../graphql/connection.ts';
import type { MessageSenderStatus } from './message-sender.rules.ts';
import { MessageSenderStatusEnum } from './message-sender.type.ts';

@InputType({ description: 'The message sender to configure, and the official account to send for.' })
export class ConfigureMessageSenderInput {
  @Field(() => ID, {
    description:
      'The message sender: its global ID, or its `instanceId`, for example `3f2504e0-4f89-41d3-9a0c-0305e82c3301`.',
  })
  messageSenderId!: string;

  @Field(() => ID, {
    description:
      'Global ID of the official account to send for. It must be ACTIVE, and you must have access to it.',
  })
  accountId!: string;
}

@ArgsType()
export class MessageSendersArgs extends ForwardArgs {
  @Field(() => MessageSenderStatusEnum, {
    nullable: true,
    description: 'Only message senders with this status. Omit for all except DELETED.',
  })
  status?: MessageSenderStatus | null;
}
