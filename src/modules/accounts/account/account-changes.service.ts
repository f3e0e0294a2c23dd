import type { Caller, RequestContext } from '../../../kernel/context.ts';
import { cursorWithin, type LoggedEvent } from '../../../kernel/event-log.ts';
import type { DomainEvent } from '../../../kernel/events.ts';
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

/** How many accounts are read at once where events are missing. */
const PAGE = 100;

/** Where events are missing: the accounts that are still to be sent, in the order of their IDs. */
interface Rest {
  readonly after: string | null;
  /** What happens later comes after it. */
  readonly cursor: string;
}

/** Streams changes of official accounts to callers. Each caller receives only what they may see. */
export class AccountChangesService {
  private readonly shared = new OncePer<LoggedEvent, readonly AccountChange[]>();

  constructor(
    private readonly accounts: OfficialAccountService,
    private readonly push: PushChannel,
  ) {}

  /**
   * Changes from now on, of the given accounts or of all that the caller may see. Where events are
   * missing (the database crashed, or the caller reads slowly) every account is sent again as CHANGED without paths, page by page,
   * before the next event.
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
    const resend = async (from: Rest): Promise<readonly AccountChange[]> => {
      const { accounts, after } = await this.page(ctx, accountIds, from.after);
      rest = after === null ? null : { ...from, after };
      return accounts.map((account) => resent(account, from.cursor));
    };
    const view = viewOf(ctx.caller);
    return new Stream(source, (item) => {
      if (item === RESYNC) return resend({ after: null, cursor: this.push.cursor });
      // Everybody with the same view gets the same object, so that an answer is made of it once.
      return 'after' in item ? resend(item) : this.shared.get(item, view, () => this.read(ctx, item));
    });
  }

  /** Callers receive nothing about accounts that they may not see, except ACCESS_LOST when they lose access. */
  private async read(ctx: RequestContext, event: LoggedEvent): Promise<readonly AccountChange[]> {
    if (!officialAccountChanged.matches(event)) return [];
    const { accountId, kind, changedPaths, userIds } = event.payload;
    const account = await this.accounts.byId(ctx, accountId);
    const losesAccess = account === null && kind === 'ACCESS_LOST' && isAmong(ctx.caller, userIds);
    if (kind === 'ACCESS_LOST' ? !losesAccess : account === null) return [];
    return [{ cursor: event.cursor, kind, accountId, account, changedPaths }];
  }

  private async page(ctx: RequestContext, accountIds: readonly string[] | null, after: string | null) {
    if (!accountIds) {
      const window = { after, before: null, limit: PAGE, backward: false };
      const accounts = await this.accounts.list(ctx, {}, window);
      return { accounts, after: lastOf(accounts.map(({ id }) => id)) };
    }
    const left = accountIds.filter((id) => after === null || id > after);
    const ids = left.toSorted().slice(0, PAGE);
    const accounts = (await this.accounts.byIds(ctx, ids)).filter((account) => account !== null);
    return { accounts, after: lastOf(ids) };
  }
}

/** Only users can lose access: API clients may use every account. */
const isAmong = (caller: Caller, userIds: readonly string[] | undefined): boolean =>
  caller.kind === 'USER' && (userIds === undefined || userIds.includes(caller.userId));

/** After which id the next page begins. A full page may be the last one. */
const lastOf = (ids: readonly string[]): string | null => (ids.length === PAGE ? (ids.at(-1) ?? null) : null);

const resent = (account: AccountRow, cursor: string): AccountChange => ({
  cursor: cursorWithin(cursor, account.id),
  kind: 'CHANGED',
  accountId: account.id,
  account,
  changedPaths: [],
});
