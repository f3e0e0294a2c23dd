import type { RequestContext } from '../../../kernel/context.ts';
import { callerChanged } from '../../callers/caller.events.ts';
import { type NameWindow, searchIn, type View } from '../catalogue/catalogue.rules.ts';
import type { CatalogueService } from '../catalogue/catalogue.service.ts';
import type { CatalogueKind } from '../catalogue/catalogue-kind.ts';
import { refusalOf } from '../connection/marketing.errors.ts';
import type { MarketingPlatform } from '../connection/marketing-platform.port.ts';
import { MarketingUser } from './marketing-user.entity.ts';

export type MarketingUserView = View<MarketingUser>;

export interface MarketingUserFilter {
  /** Part of a name, login name or email address, not case-sensitive. */
  readonly search?: string | null | undefined;
}

export const marketingUserKind = (platform: MarketingPlatform): CatalogueKind<MarketingUser> => ({
  catalogue: 'USERS',
  entity: MarketingUser,
  table: {
    name: 'marketing_user',
    columns: ['id', 'name', 'loginName', 'emailAddress', 'disabled'],
    times: ['asOf', 'goneAt'],
  },
  mayBeEmpty: false,
  unsaid: (id) => ({ id, name: id, loginName: id, emailAddress: null, disabled: false }),
  changed(tx, installationId, before, after) {
    const refusedBefore = new Set(before.filter(isRefused).map(({ id }) => id));
    for (const user of after)
      if (isRefused(user) !== refusedBefore.has(user.id))
        tx.emit(callerChanged.create(installationId, { id: user.id }));
  },
  read: (session) => platform.users(session),
  readOne: (session, id) => platform.user(session, id),
});

/** Whether their tokens are refused. */
const isRefused = ({ disabled, goneAt }: MarketingUser): boolean => disabled || goneAt !== null;

/** The users of an installation's marketing platform. */
export class MarketingUserService {
  constructor(private readonly catalogue: CatalogueService<MarketingUser>) {}

  /** Whether the text can be the id of a user at all. The platform is not called. */
  isId(text: string): boolean {
    return this.catalogue.connections.idIn('USER', text) === text;
  }

  /**
   * The given users in their current state, including disabled ones, without those that do not exist.
   *
   * @throws {Refusal} UPSTREAM_UNAVAILABLE
   */
  async forWriting(ctx: RequestContext, ids: readonly string[]): Promise<Map<string, MarketingUser>> {
    return this.catalogue.live(ctx, ids).catch((error: unknown) => {
      throw refusalOf(error);
    });
  }

  /**
   * In the order of `ids`; null for a user who was never seen. Waits only a short time; `availability` says whether the
   * data is current.
   */
  byIds(ctx: RequestContext, ids: readonly string[]): Promise<(MarketingUserView | null)[]> {
    return this.catalogue.byIds(ctx, ids);
  }

  /** The existing users, by name. */
  list(ctx: RequestContext, filter: MarketingUserFilter, window: NameWindow): Promise<MarketingUserView[]> {
    return this.catalogue.list(ctx, catalogueFilter(filter), window);
  }

  /** Number of users in the list. */
  count(ctx: RequestContext, filter: MarketingUserFilter): Promise<number> {
    return this.catalogue.count(ctx, catalogueFilter(filter));
  }
}

const catalogueFilter = ({ search }: MarketingUserFilter) =>
  searchIn(search, ['name', 'login_name', 'email_address']);
