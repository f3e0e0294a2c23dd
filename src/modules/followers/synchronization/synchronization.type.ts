import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import { Node } from '../../../graphql/node.resolver.ts';
import type { SynchronizationRow } from './synchronization.repository.ts';
import {
  type SynchronizationReason,
  type SynchronizationStatus,
  secondsLeft,
} from './synchronization.rules.ts';

export const SynchronizationStatusEnum = schemaEnum<SynchronizationStatus>(
  'SynchronizationStatus',
  'The state of a synchronization.',
  {
    RUNNING: "WeChat's list is being read, or compared.",
    WAITING: 'It goes on at `resumesAt`, where it was; `reason` says why it waits.',
    COMPLETED: 'The followers are those of the list.',
    FAILED: 'It ended early; see `reason`. Nobody was erased because the list was missing.',
  },
);

export const SynchronizationReasonEnum = schemaEnum<SynchronizationReason>(
  'SynchronizationReason',
  'Why a synchronization waits, or has failed.',
  {
    QUOTA_USED_UP:
      "The account's calls of this day are used up. They are counted anew at midnight in Beijing.",
    TOO_MANY_CALLS: 'The account has made too many calls within a minute.',
    WECHAT_UNAVAILABLE:
      'WeChat does not answer usably, or refuses Qiao for a reason that its operator must remove.',
    LIST_INCOMPLETE:
      'The pages of the list do not add up to the number of followers that WeChat tells. It is read again, three times at most.',
    NOT_AUTHORIZED: 'The account is not authorized any more, or was removed.',
    NOT_ALLOWED:
      'WeChat does not let the account list its followers: see FOLLOWER_INFO in its `capabilities`.',
    REFUSED: 'WeChat refuses the list for another reason.',
  },
);

@ObjectType('SynchronizationCounts', {
  description: 'What a synchronization has found so far.',
  simpleResolvers: true,
})
export class SynchronizationCountsType
  implements Pick<SynchronizationRow, 'added' | 'confirmed' | 'updated' | 'leftSilently' | 'unclear'>
{
  @Field(() => Int, { description: 'Followers whom Qiao did not know.' })
  added!: number;

  @Field(() => Int, { description: 'Followers whom Qiao knew.' })
  confirmed!: number;

  @Field(() => Int, { description: 'Users who follow again, and of whom Qiao did not know it.' })
  updated!: number;

  @Field(() => Int, {
    description:
      'Users who had unfollowed without a message of WeChat. They are erased, like everybody who unfollows.',
  })
  leftSilently!: number;

  @Field(() => Int, {
    description:
      'Followers who are missing in the list, and of whom WeChat does not say that they have left. They are kept.',
  })
  unclear!: number;
}

@ObjectType('Synchronization', {
  implements: Node,
  description: "A comparison of an account's followers with WeChat's list of them.",
  simpleResolvers: true,
})
export class SynchronizationType extends Node {
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => SynchronizationStatusEnum, { description: 'Whether it runs.' })
  status!: SynchronizationStatus;

  @Field(() => SynchronizationReasonEnum, {
    nullable: true,
    description: 'Why it waits or has failed; null otherwise.',
  })
  reason!: SynchronizationReason | null;

  @Field(() => Int, { description: 'How many followers of the list were read.' })
  done!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How many followers there are, as WeChat said last; null until it has.',
  })
  total!: number | null;

  @Field(() => Float, { nullable: true, description: 'How many followers a second were read last.' })
  perSecond!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How long reading the rest of the list takes at this speed; null if that is not known.',
  })
  secondsLeft!: number | null;

  @Field(() => SynchronizationCountsType, { description: 'What was found so far.' })
  counts!: SynchronizationCountsType;

  @Field(() => Date, { description: 'When it was started.' })
  startedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it ended; null while it is under way.' })
  endedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it goes on; null unless WAITING.' })
  resumesAt!: Date | null;
}

export function toSynchronizationType(row: SynchronizationRow): SynchronizationType {
  const { id, status, reason, done, total, perSecond, startedAt, endedAt, resumesAt } = row;
  return {
    id: globalId('Synchronization', id),
    ...{ status, reason, done, total, perSecond, startedAt, endedAt, resumesAt },
    secondsLeft: secondsLeft(row),
    counts: row,
  };
}
