import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import {
  type ConnectionOf,
  ForwardArgs,
  type Order,
  orderedConnectionOf,
  orderedPageOf,
} from '../../graphql/connection.ts';
import type { GraphContext } from '../../graphql/context.ts';
import { isId } from '../../kernel/ids.ts';
import { OfficialAccountType, toOfficialAccountType } from '../accounts/account/official-account.type.ts';
import { InstallationType } from '../installations/installation.type.ts';
import type { NoticeLoaders } from './notice.loaders.ts';
import type { NoticePlace, NoticeRow, NoticeService } from './notice.service.ts';
import { NoticeConnectionType, NoticeType, toNoticeType } from './notice.type.ts';

const OPEN_FIRST: Order<NoticeRow, NoticePlace> = {
  write: ({ id, solvedAt }) => `${solvedAt === null ? 'open' : 'solved'}.${id}`,
  read(text) {
    const [half, id = '', ...rest] = text.split('.');
    if ((half !== 'open' && half !== 'solved') || !isId(id) || rest.length > 0) return null;
    return { isOpen: half === 'open', id };
  },
};

@Resolver(() => NoticeType)
export class NoticeResolver {
  constructor(private readonly loaders: NoticeLoaders) {}

  @FieldResolver(() => OfficialAccountType, {
    nullable: true,
    description: 'The official account that it is about; null if it is about the connection.',
  })
  async officialAccount(
    @Ctx() context: GraphContext,
    @Root() { row }: NoticeType,
  ): Promise<OfficialAccountType | null> {
    const account = row.accountId && (await this.loaders.account.load(context, row.accountId));
    return account ? toOfficialAccountType(account) : null;
  }

  readonly find = async (context: GraphContext, id: string): Promise<NoticeType | null> => {
    const row = await this.loaders.byId.load(context, id);
    return row && toNoticeType(row);
  };
}

@Resolver(() => InstallationType)
export class InstallationNoticesResolver {
  constructor(private readonly service: NoticeService) {}

  @FieldResolver(() => NoticeConnectionType, {
    description:
      'What needs attention: open notices first, then solved ones, the newest first. Empty for marketers, and for API clients without the scope ACCOUNTS_READ.',
  })
  async notices(
    @Ctx() { request }: GraphContext,
    @Args(() => ForwardArgs) args: ForwardArgs,
  ): Promise<ConnectionOf<NoticeType>> {
    const page = orderedPageOf('notices', args, OPEN_FIRST);
    return orderedConnectionOf('notices', page, OPEN_FIRST, {
      rows: await this.service.list(request, page),
      node: toNoticeType,
      totalCount: () => this.service.count(request),
    });
  }
}
