import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'Which official account to authorize.' })
export class AuthorizeAccountInput {
  @Field(() => ID, { description: 'The official account.' })
  accountId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'From `changeImpact(change: REPLACE_WECHAT_ACCOUNT)`: another WeChat account than the connected one may be scanned, and takes its place. Omitted: only the same.',
  })
  impactToken?: string | null;
}

@InputType({ description: 'Which authorization session to cancel.' })
export class CancelAuthorizationInput {
  @Field(() => ID, { description: 'The session.' })
  sessionId!: string;
}
