import { ArgsType, Field, InputType } from 'type-graphql';
import { ForwardArgs } from '../../graphql/connection.ts';
import { isStorable } from '../../kernel/text.rules.ts';
import type { BindingState } from './binding/binding.rules.ts';
import { BindingStateEnum } from './binding/binding.type.ts';
import type { FollowerFilter } from './follower.repository.ts';

@InputType('FollowerFilter', { description: 'Which followers to list. All given conditions must match.' })
export class FollowerFilterInput {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: only users who follow now. False: only users who have unfollowed. They are erased as soon as WeChat tells Qiao, unless the account keeps them (`followerSettings.afterUnfollow`).',
  })
  subscribed?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Only the follower with this OpenID.' })
  openId?: string | null;

  @Field(() => BindingStateEnum, {
    nullable: true,
    description: 'Only followers whose binding is in this state.',
  })
  binding?: BindingState | null;
}

@ArgsType()
export class FollowersArgs extends ForwardArgs {
  @Field(() => FollowerFilterInput, { nullable: true, description: 'Omit to list all followers.' })
  filter?: FollowerFilterInput | null;
}

/** No follower has an OpenID that cannot be stored. */
export const toFollowerFilter = (input: FollowerFilterInput | null | undefined): FollowerFilter => ({
  subscribed: input?.subscribed ?? null,
  openId: input?.openId == null || isStorable(input.openId) ? (input?.openId ?? null) : '',
  binding: input?.binding ?? null,
});
