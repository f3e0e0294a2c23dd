import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'The official account to authorize.' })
export class AuthorizeAccountInput {
  @Field(() => ID, { description: "The account's global ID." })
  accountId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Token from `changeImpact(change: REPLACE_WECHAT_ACCOUNT)`. With it, the administrator may choose a different WeChat account, which then replaces the connected one. Omit to accept only the connected one.',
  })
  impactToken?: string | null;
}

@InputType({ description: 'The authorization session to cancel.' })
export class CancelAuthorizationInput {
  @Field(() => ID, { description: "The session's global ID." })
  sessionId!: string;
}
