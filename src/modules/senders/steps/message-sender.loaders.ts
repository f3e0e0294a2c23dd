import type { GraphContext } from '../../../graphql/context.ts';
import { Loader } from '../../../graphql/loader.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { may } from '../../../kernel/permissions.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import type { CampaignService } from '../../marketing/campaigns/campaign.service.ts';
import type { MarketingUserService } from '../../marketing/users/marketing-user.service.ts';
import type { MessageSenderRow, SendersQuery } from './message-sender.repository.ts';
import type { MessageSenderStatus } from './message-sender.rules.ts';
import type { MessageSenderService } from './message-sender.service.ts';

/** Batched reads for lists of accounts and senders. */
export class MessageSenderLoaders {
  readonly byId: Loader<MessageSenderRow | null>;
  readonly account: Loader<Awaited<ReturnType<OfficialAccountService['byId']>>>;
  readonly campaign: Loader<Awaited<ReturnType<CampaignService['byIds']>>[number]>;
  readonly user: Loader<Awaited<ReturnType<MarketingUserService['byIds']>>[number]>;
  private readonly pages: Loader<MessageSenderRow[]>;
  private readonly counts: Loader<number>;

  constructor(
    senders: MessageSenderService,
    accounts: OfficialAccountService,
    campaigns: CampaignService,
    users: MarketingUserService,
  ) {
    this.byId = new Loader((ctx, ids) => senders.byIds(ctx, ids));
    this.account = new Loader(forReaders((ctx, ids) => accounts.byIds(ctx, ids)));
    this.campaign = new Loader(forReaders((ctx, ids) => campaigns.byIds(ctx, ids)));
    this.user = new Loader(forReaders((ctx, ids) => users.byIds(ctx, ids)));
    this.pages = new Loader((ctx, keys) =>
      togetherByQuery<SendersQuery, MessageSenderRow[]>(keys, (ids, query) =>
        senders.ofAccounts(ctx, ids, query),
      ),
    );
    this.counts = new Loader((ctx, keys) =>
      togetherByQuery<readonly MessageSenderStatus[], number>(keys, (ids, statuses) =>
        senders.countOfAccounts(ctx, ids, statuses),
      ),
    );
  }

  pageOf(context: GraphContext, accountId: string, query: SendersQuery): Promise<MessageSenderRow[]> {
    return this.pages.load(context, keyOf(accountId, query));
  }

  countOf(
    context: GraphContext,
    accountId: string,
    statuses: readonly MessageSenderStatus[],
  ): Promise<number> {
    return this.counts.load(context, keyOf(accountId, statuses));
  }
}

type Read<V> = (ctx: RequestContext, ids: readonly string[]) => Promise<readonly (V | null)[]>;

/** An API client that may configure senders but not read accounts gets null for what the senders belong to. */
const forReaders =
  <V>(read: Read<V>): Read<V> =>
  async (ctx, ids) =>
    may(ctx.caller, 'ACCOUNTS_READ') ? read(ctx, ids) : ids.map(() => null);

const keyOf = (accountId: string, query: unknown) => JSON.stringify([accountId, query]);

/** One read per distinct query, for any number of accounts; most operations have one query. */
async function togetherByQuery<Q, V>(
  keys: readonly string[],
  read: (accountIds: string[], query: Q) => Promise<V[]>,
): Promise<V[]> {
  const asked = keys.map((key) => {
    const [accountId, query] = JSON.parse(key) as [string, Q];
    return { key, accountId, query };
  });
  const found = new Map<string, V>();
  for (const group of Map.groupBy(asked, ({ query }) => JSON.stringify(query)).values()) {
    const [{ query }] = group as [(typeof asked)[number]];
    const values = await read(
      group.map(({ accountId }) => accountId),
      query,
    );
    values.forEach((value, index) => void found.set(group[index]?.key ?? '', value));
  }
  return keys.map((key) => found.get(key) as V);
}
