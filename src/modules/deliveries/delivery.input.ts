import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ForwardArgs } from '../../graphql/connection.ts';
import { localId } from '../../graphql/global-id.ts';
import type { DeliveryFilter } from './delivery.repository.ts';
import type { DeliveryReason, DeliveryStatus, DeliverySubject } from './delivery.rules.ts';
import { DeliveryReasonEnum, DeliveryStatusEnum, DeliverySubjectEnum } from './delivery.type.ts';

@InputType('DeliveryFilter', { description: 'Which deliveries are meant. All given conditions must match.' })
export class DeliveryFilterInput {
  @Field(() => [DeliveryStatusEnum], { nullable: true, description: 'Only with one of these statuses.' })
  statuses?: DeliveryStatus[] | null;

  @Field(() => DeliverySubjectEnum, {
    nullable: true,
    description: 'Only of followers, or only of activities.',
  })
  subject?: DeliverySubject | null;

  @Field(() => [DeliveryReasonEnum], {
    nullable: true,
    description:
      'Only with one of these reasons. Not for WAITING_FOR_ACCOUNT, PLATFORM_UNAVAILABLE and CONNECTION_LOST of deliveries that were never tried: these are reasons of the account or the installation.',
  })
  reasons?: DeliveryReason[] | null;

  @Field(() => ID, { nullable: true, description: 'Only of the follower with this global ID.' })
  followerId?: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Only deliveries that Qiao began at or after this time, for example `2026-11-01T00:00:00Z`.',
  })
  since?: Date | null;
}

@ArgsType()
export class DeliveriesArgs extends ForwardArgs {
  @Field(() => DeliveryFilterInput, { nullable: true, description: 'Omit to list all deliveries.' })
  filter?: DeliveryFilterInput | null;
}

@InputType({ description: 'Which failed deliveries to try again. All given conditions must match.' })
export class RedeliverInput {
  @Field(() => ID, { description: "The account's global ID." })
  accountId!: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'Global IDs of deliveries of the account. Those that have not failed are left as they are.',
  })
  deliveryIds?: string[] | null;

  @Field(() => DeliverySubjectEnum, {
    nullable: true,
    description: 'Only of followers, or only of activities.',
  })
  subject?: DeliverySubject | null;

  @Field(() => [DeliveryReasonEnum], { nullable: true, description: 'Only with one of these reasons.' })
  reasons?: DeliveryReason[] | null;
}

export const toDeliveryFilter = (input: DeliveryFilterInput | null | undefined): DeliveryFilter => ({
  statuses: input?.statuses ?? null,
  subject: input?.subject ?? null,
  reasons: input?.reasons ?? null,
  followerId: input?.followerId == null ? null : localId('Follower', input.followerId),
  since: input?.since ? noEarlier(input.since) : null,
});

/** There are no earlier deliveries, and ids have no earlier time. */
const noEarlier = (at: Date): Date => (at.getTime() < 0 ? new Date(0) : at);
