import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('ContactField', {
  description: 'A field of a contact in the marketing platform.',
  simpleResolvers: true,
})
export class ContactFieldType {
  @Field(() => ID, { description: "The field's id in the marketing platform." })
  id!: string;
}
