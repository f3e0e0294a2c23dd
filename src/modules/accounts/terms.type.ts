import { Field, ObjectType } from 'type-graphql';

@ObjectType('Terms', { description: 'The terms of use in force.', simpleResolvers: true })
export class TermsType {
  @Field(() => String, { description: 'To be given as `acceptedTermsVersion`.' })
  version!: string;

  @Field(() => String, { description: 'What is accepted, as plain text.' })
  text!: string;
}
