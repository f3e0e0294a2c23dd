import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ForwardArgs } from '../../../graphql/connection.ts';
import type { MessageSenderStatus } from './message-sender.rules.ts';
import { MessageSenderStatusEnum } from './message-sender.type.ts';

@InputType({ description: 'Which official account a message sender is to send for.' })
export class ConfigureMessageSenderInput {
  @Field(() => ID, {
    description: "The message sender; or the step's id in the marketing platform, a GUID.",
  })
  messageSenderId!: string;

  @Field(() => ID, { description: 'The official account: ACTIVE, and one that you may use.' })
  accountId!: string;
}

@ArgsType()
export class MessageSendersArgs extends ForwardArgs {
  @Field(() => MessageSenderStatusEnum, {
    nullable: true,
    description: 'Only those. Omitted: all but deleted ones.',
  })
  status?: MessageSenderStatus | null;
}
