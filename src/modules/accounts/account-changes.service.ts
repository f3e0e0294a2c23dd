import type { Caller, RequestContext } from '../../kernel/context.ts';
import type { DomainEvent } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { type PushChannel, RESYNC } from '../../kernel/push.ts';
import { Stream } from '../../kernel/stream.ts';
import { type AccountEventKind, officialAccountChanged } from './official-account.events.ts';
import type { AccountRow } from './official-account.repository.ts';
import type { OfficialAccountService } from './official-account.service.ts';

/** A change as one caller is told of it. */
export interface AccountChange {
  readonly cursor: string;
  readonly kind: AccountEventKind;
  readonly accountId: string;
  readonly account: AccountRow | null;
  readonly changedPaths: readonly string[];
}

/** The most accounts that are read again after a gap in the events. */
const RESYNC_LIMIT = 100;

/** Tells callers of changes to official accounts, each as themselves. */
export class AccountChangesService {
  constructor(
    private readonly accounts: OfficialAccountService,
    private readonly push: PushChannel,
  ) {}

  /**
   * Changes from now on, of the named accounts or of all that the caller may see. After a gap (the database was away)
   * every account is told once more as CHANGED, without paths.
   */
  changes(ctx: RequestContext, accountIds: readonly string[] | null): AsyncIterable<AccountChange> {
    const wanted = (event: DomainEvent) =>
      event.installationId === ctx.installationId &&
      officialAccountChanged.matches(event) &&
      (accountIds === null || accountIds.includes(event.payload.accountId));
    return new Stream(this.push.subscribe(wanted), (pushed) => {
      if (pushed === RESYNC) return this.everything(ctx, accountIds);
      return officialAccountChanged.matches(pushed) ? this.change(ctx, pushed) : Promise.resolve([]);
    });
  }

  /** What the caller may not see does not exist, and so does not change; but who has just lost it is told so. */
  private async change(ctx: RequestContext, event: DomainEvent<AccountEvent>): Promise<AccountChange[]> {
    const { accountId, kind, changedPaths, userIds } = event.payload;
    const account = await this.accounts.byId(ctx, accountId);
    const isLoser = account === null && kind === 'ACCESS_LOST' && isAmong(ctx.caller, userIds);
    if (kind === 'ACCESS_LOST' ? !isLoser : account === null) return [];
    return [{ cursor: event.id, kind, accountId, account, changedPaths }];
  }

  private async everything(
    ctx: RequestContext,
    accountIds: readonly string[] | null,
  ): Promise<AccountChange[]> {
    const window = { after: null, before: null, limit: RESYNC_LIMIT, backward: false };
    const rows = accountIds
      ? await this.accounts.byIds(ctx, accountIds)
      : await this.accounts.list(ctx, {}, window);
    return rows
      .filter((account) => account !== null)
      .map((account) => ({
        cursor: newId(),
        kind: 'CHANGED',
        accountId: account.id,
        account,
        changedPaths: [],
      }));
  }
}

type AccountEvent = Parameters<typeof officialAccountChanged.create>[1];

/** Access is for users: API clients have none to lose. */
const isAmong = (caller: Caller, userIds: readonly string[] | undefined): boolean =>
  caller.kind === 'USER' && (userIds === undefined || userIds.includes(caller.userId));
