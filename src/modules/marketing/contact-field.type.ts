import { Field, ID, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../graphql/enum.ts';

export const FieldPurposeEnum = schemaEnum('FieldPurpose', 'What a mapped contact field holds.', {
  OPEN_ID: "The follower's OpenID, which is theirs for this account only. Required.",
  UNION_ID: "The follower's UnionID, the same for all accounts of one open platform.",
  SUBSCRIPTION_STATUS: 'Whether they follow the account.',
  LAST_ACTIVITY: 'When they last did something.',
});

@ObjectType('ContactField', {
  description: 'A field of a contact in the marketing platform.',
  simpleResolvers: true,
})
export class ContactFieldType {
  @Field(() => ID, { description: "The field's id in the marketing platform." })
  id!: string;
}
