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
    description: 'Changes to official accounts from now on, in their order. Does not end by itself.',
  })
  officialAccountChanged(
    @Root() change: AccountChange,
    @Arg('accountIds', () => [ID], {
      nullable: true,
      description: 'Only these; omitted: all that you may see.',
    })
    _accountIds: string[] | null,
  ): AccountEventType {
    return toAccountEventType(change);
  }

  readonly stream = (context: GraphContext, { accountIds }: { accountIds?: string[] | null }) =>
    this.changes.changes(context.request, accountIds?.map((id) => localId('OfficialAccount', id)) ?? null);
}
