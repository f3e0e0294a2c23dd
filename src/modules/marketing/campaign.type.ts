import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('Campaign', { description: 'A campaign of the marketing platform.', simpleResolvers: true })
export class CampaignType {
  @Field(() => ID, {
    description: "The campaign's id in the marketing platform, or the URL that was pasted for it.",
  })
  id!: string;
}
