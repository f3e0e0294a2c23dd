import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('FollowerDay', {
  description:
    "How the followers of an account changed on one day. A day begins at midnight in the account's time zone.",
  simpleResolvers: true,
})
export class FollowerDayType {
  @Field(() => String, { description: 'The day, for example `2026-11-30`.' })
  day!: string;

  @Field(() => Int, {
    description:
      'How often users followed. People erased since are not counted: their follows are forgotten with them.',
  })
  follows!: number;

  @Field(() => Int, {
    description: 'How often users unfollowed. Those who were erased are counted too.',
  })
  unfollows!: number;

  @Field(() => Int, {
    description:
      'How many of the followers who are bound now were bound on this day. People unlinked or erased since are not counted.',
  })
  bound!: number;
}
