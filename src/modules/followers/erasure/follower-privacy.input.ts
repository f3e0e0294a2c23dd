import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'The follower to erase.' })
export class EraseFollowerInput {
  @Field(() => ID, { description: "The follower's global ID." })
  followerId!: string;
}

@InputType({ description: 'The follower whose data to export.' })
export class ExportFollowerInput {
  @Field(() => ID, { description: "The follower's global ID." })
  followerId!: string;
}
