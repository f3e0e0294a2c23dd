import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.ts';
import { schemaEnum } from '../../graphql/enum.ts';
import { globalId } from '../../graphql/global-id.ts';
import { Node } from '../../graphql/node.resolver.ts';
import type { DeliveryRow } from './delivery.repository.ts';
import type {
  DeliveryDestination,
  DeliveryReason,
  DeliveryStatus,
  DeliverySubject,
} from './delivery.rules.ts';

export const DeliverySubjectEnum = schemaEnum<DeliverySubject>('DeliverySubject', 'What is delivered.', {
  FOLLOWER:
    'The newest values of a follower: the mapped fields of their contact. A follower has one such delivery, which becomes PENDING again with each change. After an unfollow, the contact still gets the status and the time.',
  ACTIVITY: 'An activity of the contact, for a campaign.',
});

export const DeliveryDestinationEnum = schemaEnum<DeliveryDestination>(
  'DeliveryDestination',
  'Where something is delivered to.',
  { MARKETING_PLATFORM: 'The marketing platform of the installation.' },
);

export const DeliveryStatusEnum = schemaEnum<DeliveryStatus>('DeliveryStatus', 'How far a delivery is.', {
  HELD: 'It waits until the follower is bound to a contact.',
  PENDING: 'It goes with one of the next imports; see `reason` and `nextAttemptAt` if it has to wait.',
  SENDING: 'It is part of an import that is under way.',
  DELIVERED: 'The marketing platform has taken it.',
  FAILED: 'The marketing platform refuses it; see `reason`. `redeliver` has it tried again.',
});

export const DeliveryReasonEnum = schemaEnum<DeliveryReason>(
  'DeliveryReason',
  'Why something is not delivered, or was not yet.',
  {
    NOT_BOUND: 'The contact of the follower is not known.',
    WAITING_FOR_ACCOUNT: 'The account is not ACTIVE; see its `requirements`.',
    PLATFORM_UNAVAILABLE: 'The marketing platform does not answer, or asks to wait. It is tried again.',
    CONNECTION_LOST:
      'An administrator must connect the marketing platform again; see the requirements of the `installation`.',
    FIELD_MISSING: 'A contact field that the account maps does not exist any more.',
    CAMPAIGN_NOT_ACTIVE: 'The campaign has ended, or does not exist any more.',
    CONTACT_MISSING: 'The contact does not exist any more.',
    VALUE_REFUSED: 'The marketing platform refuses a value.',
    REFUSED: 'The marketing platform refuses it for another reason.',
  },
);

@ObjectType('Delivery', {
  implements: Node,
  description:
    'Something that the marketing platform is to have. It is kept for 30 days after it was delivered.',
  simpleResolvers: true,
})
export class DeliveryType
  extends Node
  implements
    Pick<
      DeliveryRow,
      'subject' | 'destination' | 'status' | 'attempts' | 'reason' | 'nextAttemptAt' | 'deliveredAt'
    >
{
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => DeliverySubjectEnum, { description: 'What is delivered.' })
  subject!: DeliverySubject;

  @Field(() => DeliveryDestinationEnum, { description: 'Where it is delivered to.' })
  destination!: DeliveryDestination;

  @Field(() => DeliveryStatusEnum, { description: 'How far it is.' })
  status!: DeliveryStatus;

  @Field(() => Int, { description: 'How often it was sent since it was last changed or redelivered.' })
  attempts!: number;

  @Field(() => DeliveryReasonEnum, {
    nullable: true,
    description: 'Why it is not delivered; null if it is, or if nothing stands in the way.',
  })
  reason!: DeliveryReason | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it is tried again; null: with the next import.',
  })
  nextAttemptAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was last delivered, also if something newer is PENDING.',
  })
  deliveredAt!: Date | null;

  /** For field resolvers; not in the schema. */
  row!: DeliveryRow;
}

export const { Connection: DeliveryConnectionType } = connectionTypes('Delivery', DeliveryType);

export function toDeliveryType(row: DeliveryRow): DeliveryType {
  const { id, subject, destination, status, attempts, reason, nextAttemptAt, deliveredAt } = row;
  return {
    ...{
      id: globalId('Delivery', id),
      subject,
      destination,
      status,
      attempts,
      reason,
      nextAttemptAt,
      deliveredAt,
    },
    row,
  };
}
