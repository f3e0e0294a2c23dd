import { Field, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import { FollowerDataPolicyEnum } from '../../accounts/removal/account-removal.type.ts';
import type { FollowerDataPolicy } from '../../accounts/removal/removal.rules.ts';
import type { FollowerSettingsView, UnboundPolicy } from './follower-settings.rules.ts';

export const UnboundPolicyEnum = schemaEnum<UnboundPolicy>(
  'UnboundPolicy',
  'What Qiao does with followers whose contact it does not know.',
  {
    HOLD: 'They stay without a contact, and what is to be delivered waits until they are bound.',
    CREATE_CONTACT: 'Qiao creates a contact for them.',
  },
);

@ObjectType('FollowerSettings', {
  description: 'What an official account does with its followers.',
  simpleResolvers: true,
})
export class FollowerSettingsType implements FollowerSettingsView {
  @Field(() => Boolean, {
    description:
      "True if the places that followers' phones report are kept, as activities of the kind LOCATION. False by default.",
  })
  location!: boolean;

  @Field(() => UnboundPolicyEnum, {
    description: 'What Qiao does with followers whose contact it does not know. HOLD by default.',
  })
  unbound!: UnboundPolicy;

  @Field(() => String, {
    nullable: true,
    description:
      'Domain of the e-mail addresses of contacts that Qiao creates, for example `wechat.example.com`. The part before the `@` is an ID of Qiao, never the OpenID.',
  })
  createdContactDomain!: string | null;

  @Field(() => String, {
    description:
      'What Qiao writes to the subscription status field of the contact of somebody who follows. `Subscribed` by default.',
  })
  subscribedValue!: string;

  @Field(() => String, {
    description: 'The same of somebody who has unfollowed. `Unsubscribed` by default.',
  })
  unsubscribedValue!: string;

  @Field(() => FollowerDataPolicyEnum, {
    description:
      'What Qiao does with the data of a follower who unfollows. ERASE by default, as WeChat requires.',
  })
  afterUnfollow!: FollowerDataPolicy;

  @Field(() => String, {
    nullable: true,
    description: 'Legal basis for keeping the data of those who unfollow; null with ERASE.',
  })
  retentionBasis!: string | null;

  @Field(() => Boolean, {
    description:
      'True if Qiao clears OpenID and UnionID in the contact of somebody who unfollows. False by default, so that a new follow binds to the same contact.',
  })
  clearIdsAfterUnfollow!: boolean;
}
