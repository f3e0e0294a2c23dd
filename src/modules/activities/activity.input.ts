import { ArgsType, Field, InputType } from 'type-graphql';
import { ForwardArgs } from '../../graphql/connection.ts';
import type { ActivityFilter } from './activity.repository.ts';
import type { ActivityKind } from './activity.rules.ts';
import { ActivityKindEnum } from './activity.type.ts';

@InputType('ActivityFilter', { description: 'Which activities to list. All given conditions must match.' })
export class ActivityFilterInput {
  @Field(() => [ActivityKindEnum], { nullable: true, description: 'Only these kinds.' })
  kinds?: ActivityKind[] | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Only activities at or after this time, for example `2026-11-01T00:00:00Z`.',
  })
  since?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Only activities before this time.' })
  until?: Date | null;
}

@ArgsType()
export class ActivitiesArgs extends ForwardArgs {
  @Field(() => ActivityFilterInput, { nullable: true, description: 'Omit to list all activities.' })
  filter?: ActivityFilterInput | null;
}

export const toActivityFilter = (input: ActivityFilterInput | null | undefined): ActivityFilter => ({
  kinds: input?.kinds ?? null,
  since: input?.since ? noEarlier(input.since) : null,
  until: input?.until ? noEarlier(input.until) : null,
});

/** There are no earlier activities, and ids have no earlier time. */
const noEarlier = (at: Date): Date => (at.getTime() < 0 ? new Date(0) : at);
