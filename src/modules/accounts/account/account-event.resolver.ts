import { Arg, Authorized, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { GraphContext } from '../../../graphql/context.ts';
import { localId } from '../../../graphql/global-id.ts';
import { subscriber } from '../../../graphql/streams.ts';
import type { AccountChange, AccountChangesService } from './account-changes.service.ts';
import { AccountEventType, toAccountEventType } from './account-event.type.ts';

@Resolver()
export class AccountEventResolver {
  constructor(private readonly changes: AccountChangesService) {}

  @Authorized('ACCOUNTS_READ')
  @Subscription(() => AccountEventType, {
    topics: 'officialAccountChanged',
    topicId: subscriber,
    description:
      'Sends an event for each change to an official account, in order, from now on, until you unsubscribe. If Qiao may have missed changes, it sends every account again as CHANGED with empty `changedPaths`.',
  })
  officialAccountChanged(
    @Root() change: AccountChange,
    @Arg('accountIds', () => [ID], {
      nullable: true,
      description:
        'Global IDs of official accounts. Omit to receive the events of all accounts that you have access to.',
    })
    _accountIds: string[] | null,
  ): AccountEventType {
    return toAccountEventType(change);
  }

  readonly stream = (context: GraphContext, { accountIds }: { accountIds?: string[] | null }) =>
    this.changes.changes(context.request, accountIds?.map((id) => localId('OfficialAccount', id)) ?? null);
}
