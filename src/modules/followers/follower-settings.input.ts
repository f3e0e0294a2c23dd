import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'Settings to change. Omitted fields are unchanged.' })
export class UpdateFollowerSettingsInput {
  @Field(() => ID, { description: "The account's global ID." })
  accountId!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'The `version` that you last read. If the account has changed since, the mutation is refused with CONFLICT.',
  })
  expectedVersion?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the places that followers' phones report are kept. Null: the default, false.",
  })
  location?: boolean | null;
}
