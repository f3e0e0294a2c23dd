import { Field, ID, InputType, Int } from 'type-graphql';
import { FollowerDataPolicyEnum } from '../../accounts/removal/account-removal.type.ts';
import type { FollowerDataPolicy } from '../../accounts/removal/removal.rules.ts';
import type { UnboundPolicy } from './follower-settings.rules.ts';
import { UnboundPolicyEnum } from './follower-settings.type.ts';

@InputType({ description: 'Settings to change. Omitted fields are unchanged; null sets the default.' })
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
    description: "Whether the places that followers' phones report are kept. Default: false.",
  })
  location?: boolean | null;

  @Field(() => UnboundPolicyEnum, {
    nullable: true,
    description:
      'What Qiao does with followers whose contact it does not know. CREATE_CONTACT needs `createdContactDomain`. Default: HOLD.',
  })
  unbound?: UnboundPolicy | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Domain of the e-mail addresses of contacts that Qiao creates, for example `wechat.example.com`. Default: none.',
  })
  createdContactDomain?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What is written to the subscription status field of somebody who follows: one line of at most 100 characters. Default: `Subscribed`.',
  })
  subscribedValue?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same of somebody who has unfollowed. Default: `Unsubscribed`.',
  })
  unsubscribedValue?: string | null;

  @Field(() => FollowerDataPolicyEnum, {
    nullable: true,
    description:
      'What Qiao does with the data of those who unfollow from now on. RETAIN_WITH_BASIS needs `retentionBasis`. Default: ERASE.',
  })
  afterUnfollow?: FollowerDataPolicy | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Legal basis for keeping the data of those who unfollow, at most 1,000 characters. Only with RETAIN_WITH_BASIS; ERASE clears it.',
  })
  retentionBasis?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether OpenID and UnionID are cleared in the contact of somebody who unfollows. Default: false.',
  })
  clearIdsAfterUnfollow?: boolean | null;
}
