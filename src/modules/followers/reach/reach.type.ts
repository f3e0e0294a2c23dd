import { Field, Int, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { Messaging, Reach, ReachKind, ReachReason } from './reach.rules.ts';

export const MessagingEnum = schemaEnum<Messaging>('Messaging', 'Whether a follower wants messages.', {
  ALLOWED: 'The follower may be sent messages.',
  OPTED_OUT: 'The follower wants no messages.',
});

export const ReachKindEnum = schemaEnum<ReachKind>('ReachKind', 'A way of sending a message to a follower.', {
  CUSTOMER_SERVICE_MESSAGE:
    'A message that answers the follower: five within 48 hours after they wrote, three within a minute after they followed, scanned a QR code or used the menu.',
  TEMPLATE_MESSAGE: 'A notification that is based on a template.',
  BROADCAST: 'A message to many followers together.',
});

export const ReachReasonEnum = schemaEnum<ReachReason>(
  'ReachReason',
  'Why a message would not arrive at a follower.',
  {
    NOT_SUBSCRIBED: 'The user does not follow the account.',
    OPTED_OUT: 'The follower wants no messages; see `messaging`.',
    ACCOUNT_CANNOT: 'WeChat does not let the account send this way; see `capabilities` of the account.',
    WINDOW_CLOSED: 'It is too long since the follower wrote, followed, scanned or used the menu.',
  },
);

@ObjectType('Reach', {
  description: 'Whether a message of one kind would arrive at a follower now.',
  simpleResolvers: true,
})
export class ReachType implements Reach {
  @Field(() => ReachKindEnum, { description: 'The way of sending.' })
  kind!: ReachKind;

  @Field(() => Boolean, { description: 'True if a message would arrive now.' })
  possible!: boolean;

  @Field(() => ReachReasonEnum, { nullable: true, description: 'Why it would not; null if it would.' })
  reason!: ReachReason | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Until when it is possible, unless the follower does something; null if there is no end.',
  })
  until!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many messages WeChat accepts until then; null if it does not limit them.',
  })
  remaining!: number | null;
}
