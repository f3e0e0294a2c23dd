import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../graphql/context.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { capabilitiesOf } from '../../accounts/connecting/capability.rules.ts';
import type { FollowerLoaders } from '../follower.loaders.ts';
import { FollowerType } from '../follower.type.ts';
import { type Reach, reachOf } from './reach.rules.ts';
import { ReachType } from './reach.type.ts';

@Resolver(() => FollowerType)
export class ReachResolver {
  constructor(
    private readonly loaders: FollowerLoaders,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => [ReachType], {
    description:
      'For each way of sending, whether a message would arrive now. Lists every kind, in a fixed order.',
  })
  async reach(@Ctx() context: GraphContext, @Root() { row }: FollowerType): Promise<Reach[]> {
    const account = await this.loaders.account.load(context, row.accountId);
    const facts = account && { ...account, authorized: account.credentialAppId !== null };
    return reachOf(row, facts ? capabilitiesOf(facts) : [], this.clock.now());
  }
}
