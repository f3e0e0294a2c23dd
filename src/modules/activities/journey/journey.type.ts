import { Field, Float, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { JourneyStep, JourneyStepName } from './journey.rules.ts';

export const JourneyStepNameEnum = schemaEnum<JourneyStepName>(
  'JourneyStepName',
  'A step on the way from the phone to the contact.',
  {
    RECEIVED: "WeChat's push arrived.",
    STORED: 'The push was stored, and WeChat was answered.',
    PROCESSED: 'The push was booked: the follower and the activity are known.',
    BOUND: 'The follower was bound to a contact; missing if they were bound before.',
    DELIVERED: 'The activity arrived in the marketing platform.',
  },
);

@ObjectType('JourneyStep', {
  description: 'When an activity was where on its way from the phone to the contact.',
  simpleResolvers: true,
})
export class JourneyStepType implements JourneyStep {
  @Field(() => JourneyStepNameEnum, { description: 'Where it was.' })
  step!: JourneyStepName;

  @Field(() => Date, { description: 'When it was there, by the clock of Qiao.' })
  at!: Date;

  @Field(() => Float, {
    nullable: true,
    description: 'Whole milliseconds since the step before; null for the first step.',
  })
  milliseconds!: number | null;
}
