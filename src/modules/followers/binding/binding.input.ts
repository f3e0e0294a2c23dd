import { Extensions, Field, ID, InputType } from 'type-graphql';
import { ONE_OF } from '../../../graphql/one-of.ts';
import type { ContactReference } from './contact.service.ts';

@Extensions(ONE_OF)
@InputType({ description: 'A contact of the marketing platform: give one of the two.' })
export class ContactReferenceInput implements ContactReference {
  @Field(() => String, {
    nullable: true,
    description: 'The e-mail address, for example `li.wei@example.com`.',
  })
  emailAddress?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The contact's ID in the marketing platform, for example `4711`.",
  })
  contactId?: string | null;
}

@InputType({ description: 'The follower, and the contact who they are.' })
export class LinkFollowerInput {
  @Field(() => ID, { description: "The follower's global ID." })
  followerId!: string;

  @Field(() => ContactReferenceInput, { description: 'The contact. It must exist.' })
  contact!: ContactReferenceInput;
}

@InputType({ description: 'The follower who is not the contact.' })
export class UnlinkFollowerInput {
  @Field(() => ID, { description: "The follower's global ID." })
  followerId!: string;
}
