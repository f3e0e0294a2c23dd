import type { Caller, RequestContext } from '../../../kernel/context.ts';
import type { DomainEvent } from '../../../kernel/events.ts';
import { newId } from '../../../kernel/ids.ts';
import { OncePer } from '../../../kernel/once-per.ts';
import { viewOf } from '../../../kernel/permissions.ts';
import { type PushChannel, type Pushed, RESYNC } from '../../../kernel/push.ts';
import { Stream } from '../../../kernel/stream.ts';
import type { AccountRow } from './account-row.repository.ts';
import { type AccountEventKind, officialAccountChanged } from './official-account.events.ts';
import type { OfficialAccountService } from './official-account.service.ts';

/** A change, as one caller receives it. */
export interface AccountChange {
  readonly cursor: string;
  readonly kind: AccountEventKind;
  readonly accountId: string;
  readonly account: AccountRow | null;
  readonly changedPaths: readonly string[];
}

/** How many accounts are read at once after a gap in the events. */
const PAGE = 100;

/** After a gap: the accounts that are still to be sent, in the order of their IDs. */
interface Rest {
  readonly after: string | null;
}

/** Streams changes of official accounts to callers. Each caller receives only what they may see. */
export class AccountChangesService {
  private readonly shared = new OncePer<DomainEvent, AccountChange | null>();

  constructor(
    private readonly accounts: OfficialAccountService,
    private readonly push: PushChannel,
  ) {}

  /**
   * Changes from now on, of the given accounts or of all that the caller may see. After a gap (the database was
   * unavailable) every account is sent again as CHANGED without paths, page by page, before the next event.
   */
  changes(ctx: RequestContext, accountIds: readonly string[] | null): AsyncIterable<AccountChange> {
    const wanted = (event: DomainEvent) =>
      event.installationId === ctx.installationId &&
      officialAccountChanged.matches(event) &&
      (accountIds === null || accountIds.includes(event.payload.accountId));
    const pushed = this.push.subscribe(wanted);
    let rest: Rest | null = null;
    const source: AsyncIterator<Pushed | Rest> = {
      next: () => (rest ? Promise.resolve({ done: false, value: rest }) : pushed.next()),
      return: async () => (await pushed.return?.()) ?? { done: true, value: undefined },
    };
    return new Stream(source, async (item) => {
      if (item === RESYNC || 'after' in item) {
        const page = await this.page(ctx, accountIds, item === RESYNC ? null : item.after);
        rest = page.rest;
        return page.accounts.map(resent);
      }
      return officialAccountChanged.matches(item) ? this.change(ctx, item) : [];
    });
  }

  /** Callers receive nothing about accounts that they may not see, except ACCESS_LOST when they lose access. */
  private async change(ctx: RequestContext, event: DomainEvent<AccountEvent>): Promise<AccountChange[]> {
    const change = await this.shared.get(event, viewOf(ctx.caller), () => this.read(ctx, event));
    return change ? [change] : [];
  }

  /** Everybody with the same view gets the same object, so that an answer is made of it once. */
  private async read(ctx: RequestContext, event: DomainEvent<AccountEvent>): Promise<AccountChange | null> {
    const { accountId, kind, changedPaths, userIds } = event.payload;
    const account = await this.accounts.byId(ctx, accountId);
    const losesAccess = account === null && kind === 'ACCESS_LOST' && isAmong(ctx.caller, userIds);
    if (kind === 'ACCESS_LOST' ? !losesAccess : account === null) return null;
    return { cursor: event.id, kind, accountId, account, changedPaths };
  }

  private async page(ctx: RequestContext, accountIds: readonly string[] | null, after: string | null) {
    if (!accountIds) {
      const window = { after, before: null, limit: PAGE, backward: false };
      const accounts = await this.accounts.list(ctx, {}, window);
      return { accounts, rest: restAfter(accounts.map(({ id }) => id)) };
    }
    const left = accountIds.filter((id) => after === null || id > after);
    const ids = left.toSorted().slice(0, PAGE);
    const accounts = (await this.accounts.byIds(ctx, ids)).filter((account) => account !== null);
    return { accounts, rest: restAfter(ids) };
  }
}

type AccountEvent = Parameters<typeof officialAccountChanged.create>[1];

/** Only users can lose access: API clients may use every account. */
const isAmong = (caller: Caller, userIds: readonly string[] | undefined): boolean =>
  caller.kind === 'USER' && (userIds === undefined || userIds.includes(caller.userId));

/** What follows a page. A full page may be the last one. */
const restAfter = (ids: readonly string[]): Rest | null => {
  const last = ids.at(-1);
  return ids.length === PAGE && last !== undefined ? { after: last } : null;
};

const resent = (account: AccountRow): AccountChange => ({
  cursor: newId(),
  kind: 'CHANGED',
  accountId: account.id,
  account,
  changedPaths: [],
});
