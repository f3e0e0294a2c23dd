import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'Which official account to authorize.' })
export class AuthorizeAccountInput {
  @Field(() => ID, { description: 'The official account.' })
  accountId!: string;
}

@InputType({ description: 'Which authorization session to cancel.' })
export class CancelAuthorizationInput {
  @Field(() => ID, { description: 'The session.' })
  sessionId!: string;
}
