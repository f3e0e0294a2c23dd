import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { authorize } from '../../../graphql/authorization.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import { localId } from '../../../graphql/global-id.ts';
import { subscriber } from '../../../graphql/streams.ts';
import { Payload, payload } from '../../../graphql/user-error.type.ts';
import { OfficialAccountType } from '../../accounts/account/official-account.type.ts';
import type { FollowerLoaders } from '../follower.loaders.ts';
import type { SynchronizationRow } from './synchronization.repository.ts';
import type { SynchronizationService } from './synchronization.service.ts';
import { SynchronizationType, toSynchronizationType } from './synchronization.type.ts';

@InputType({ description: 'The account whose followers to compare.' })
class SynchronizeSubscriptionStatusInput {
  @Field(() => ID, { description: "The account's global ID." })
  accountId!: string;
}

@ObjectType({ description: 'Result of `synchronizeSubscriptionStatus`.', simpleResolvers: true })
class SynchronizeSubscriptionStatusPayload extends Payload {
  @Field(() => SynchronizationType, {
    nullable: true,
    description: 'The synchronization; null if the mutation was refused.',
  })
  synchronization!: SynchronizationType | null;
}

@Resolver(() => OfficialAccountType)
export class SynchronizationResolver {
  constructor(
    private readonly synchronizations: SynchronizationService,
    private readonly loaders: FollowerLoaders,
  ) {}

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => SynchronizeSubscriptionStatusPayload, {
    description:
      "Reads WeChat's list of the account's followers, adds those whom Qiao does not know, and erases those who have unfollowed without a message of WeChat. It runs in the background; see `synchronizationProgress`. While one is under way, it is returned.",
  })
  synchronizeSubscriptionStatus(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => SynchronizeSubscriptionStatusInput, {
      description: 'The account whose followers to compare.',
    })
    { accountId }: SynchronizeSubscriptionStatusInput,
  ): Promise<SynchronizeSubscriptionStatusPayload> {
    return payload('synchronization', async () =>
      toSynchronizationType(
        await this.synchronizations.start(request, localId('OfficialAccount', accountId)),
      ),
    );
  }

  @Authorized('ACCOUNTS_READ')
  @Subscription(() => SynchronizationType, {
    topics: 'synchronizationProgress',
    topicId: subscriber,
    description:
      'Sends the latest synchronization of an official account at once, if it has one, and again whenever it has made progress, until you unsubscribe. For an account that you do not have access to, it sends nothing.',
  })
  synchronizationProgress(
    @Root() row: SynchronizationRow,
    @Arg('accountId', () => ID, { description: 'Global ID of the official account.' }) _accountId: string,
  ): SynchronizationType {
    return toSynchronizationType(row);
  }

  @FieldResolver(() => SynchronizationType, {
    nullable: true,
    description:
      'The latest synchronization; null before the first one. API clients need the scope ACCOUNTS_READ.',
  })
  async synchronization(
    @Ctx() context: GraphContext,
    @Root() { row }: OfficialAccountType,
  ): Promise<SynchronizationType | null> {
    // An account may also be part of the answer to a mutation.
    authorize(context.request.caller, 'ACCOUNTS_READ');
    const found = await this.loaders.synchronization.load(context, row.id);
    return found && toSynchronizationType(found);
  }

  readonly stream = ({ request }: GraphContext, { accountId }: { accountId: string }) =>
    this.synchronizations.live(request, localId('OfficialAccount', accountId));

  readonly find = async ({ request }: GraphContext, id: string): Promise<SynchronizationType | null> => {
    const [row] = await this.synchronizations.byIds(request, [id]);
    return row ? toSynchronizationType(row) : null;
  };
}
