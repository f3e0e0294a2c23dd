import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  Float,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { authorize } from '../../../graphql/authorization.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import { Cost } from '../../../graphql/cost.ts';
import { localId } from '../../../graphql/global-id.ts';
import { Payload, payload } from '../../../graphql/user-error.type.ts';
import { OfficialAccountType } from '../../accounts/account/official-account.type.ts';
import type { FollowerLoaders } from '../follower.loaders.ts';
import { FollowerType, toFollowerType } from '../follower.type.ts';
import { LinkFollowerInput, UnlinkFollowerInput } from './binding.input.ts';
import { BindingType, ContactType } from './binding.type.ts';
import type { FollowerLinkService } from './follower-link.service.ts';

@ObjectType({ description: 'Result of `linkFollower`.', simpleResolvers: true })
class LinkFollowerPayload extends Payload {
  @Field(() => FollowerType, {
    nullable: true,
    description: 'The follower, who is BOUND; null if the mutation was refused.',
  })
  follower!: FollowerType | null;
}

@ObjectType({ description: 'Result of `unlinkFollower`.', simpleResolvers: true })
class UnlinkFollowerPayload extends Payload {
  @Field(() => FollowerType, {
    nullable: true,
    description: 'The follower, who is not bound; null if the mutation was refused.',
  })
  follower!: FollowerType | null;
}

@Resolver(() => FollowerType)
export class BindingResolver {
  constructor(private readonly links: FollowerLinkService) {}

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => LinkFollowerPayload, {
    description:
      'Binds a follower to a contact, in place of an earlier one. Refused with CONFLICT if the contact is bound to another follower of the account.',
  })
  linkFollower(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => LinkFollowerInput, { description: 'The follower and the contact.' })
    { followerId, contact }: LinkFollowerInput,
  ): Promise<LinkFollowerPayload> {
    const id = localId('Follower', followerId);
    return payload('follower', async () => toFollowerType(await this.links.link(request, id, contact)));
  }

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => UnlinkFollowerPayload, {
    description:
      'Ends the binding of a follower, who is HELD afterwards. Qiao does not bind the two again by itself, unless the account gets another OpenID or UnionID field.',
  })
  unlinkFollower(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => UnlinkFollowerInput, { description: 'The follower.' })
    { followerId }: UnlinkFollowerInput,
  ): Promise<UnlinkFollowerPayload> {
    const id = localId('Follower', followerId);
    return payload('follower', async () => toFollowerType(await this.links.unlink(request, id)));
  }

  @FieldResolver(() => BindingType, {
    description: 'The contact of the marketing platform who the follower is.',
  })
  binding(@Root() { row }: FollowerType): BindingType {
    const { bindingState: state, bindingHow: how, contactId, boundAt: since } = row;
    return { state, how, contact: contactId === null ? null : { id: contactId }, since };
  }
}

@Resolver(() => ContactType)
export class ContactResolver {
  constructor(private readonly loaders: FollowerLoaders) {}

  // Those of a page are read together.
  @Cost({ points: 0.1 })
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The e-mail address, read from the marketing platform now; null if it has none, the contact is gone, or the platform does not answer within two seconds.',
  })
  emailAddress(@Ctx() context: GraphContext, @Root() { id }: ContactType): Promise<string | null> {
    return this.loaders.emailAddress.load(context, id);
  }
}

@Resolver(() => OfficialAccountType)
export class AccountBindingResolver {
  constructor(private readonly loaders: FollowerLoaders) {}

  @Cost({ points: 1 })
  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'The share of the users following now who are bound to a contact, from 0 to 1, for example `0.75`; null if nobody follows. API clients need the scope ACCOUNTS_READ.',
  })
  async bindingRate(
    @Ctx() context: GraphContext,
    @Root() { row }: OfficialAccountType,
  ): Promise<number | null> {
    // An account may also be part of the answer to a mutation.
    authorize(context.request.caller, 'ACCOUNTS_READ');
    const { all, bound } = await this.loaders.counts.load(context, row.id);
    return all === 0 ? null : bound / all;
  }

  @Cost({ points: 1 })
  @FieldResolver(() => Int, {
    description: 'How many users follow the account now. API clients need the scope ACCOUNTS_READ.',
  })
  async followerCount(@Ctx() context: GraphContext, @Root() { row }: OfficialAccountType): Promise<number> {
    authorize(context.request.caller, 'ACCOUNTS_READ');
    return (await this.loaders.counts.load(context, row.id)).all;
  }
}
