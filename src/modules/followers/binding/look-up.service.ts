import { z } from 'zod';
import type { RequestContext } from '../../../kernel/context.ts';
import { NO_ID } from '../../../kernel/ids.ts';
import type { JobType } from '../../../kernel/jobs.ts';
import { rowsIn } from '../../../kernel/statement.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { InstallationService } from '../../installations/installation.service.ts';
import { PlatformFault } from '../../marketing/connection/marketing-platform.port.ts';
import type { FollowerSettingsView } from '../settings/follower-settings.rules.ts';
import type { FollowerSettingsService } from '../settings/follower-settings.service.ts';
import {
  accountsToLookUp,
  type BindingAccount,
  bindingAccount,
  followersToLookUp,
  hasUnbound,
  type Unknown,
} from './binding.repository.ts';
import type { BindingWay, Match } from './binding.rules.ts';
import type { BindingService } from './binding.service.ts';
import type { ContactService } from './contact.service.ts';

/** Searches the marketing platform for the contacts of an account's new followers. */
export const LOOK_UP: JobType<{ accountId: string }> = {
  name: 'follower.look-up',
  payload: z.object({ accountId: z.string() }),
  maxAttempts: 25,
};

/** The same for all who are not bound, because another contact field counts since then. */
export const LOOK_UP_AGAIN: JobType<{ accountId: string; since: string }> = {
  name: 'follower.look-up-again',
  payload: z.object({ accountId: z.string(), since: z.string() }),
  maxAttempts: 25,
};

/** Values that the platform is asked for at once. */
const ASKED_AT_ONCE = 2000;
/** Followers who are bound in one transaction. */
const BOUND_AT_ONCE = 200;
const AGAIN_MS = 2000;

/** Waits are short: a job that comes meanwhile takes the place of this one. */
function lookUpLater(
  tx: Transaction,
  accountId: string,
  since: string | null,
  runAt = tx.now(),
): Promise<void> {
  const { name } = since === null ? LOOK_UP : LOOK_UP_AGAIN;
  const options = { key: `${name}:${accountId}`, runAt };
  return since === null
    ? tx.enqueue(LOOK_UP, { accountId }, options)
    : tx.enqueue(LOOK_UP_AGAIN, { accountId, since }, options);
}

/** Finds the contacts of followers by what the marketing platform already knows of them, or creates contacts. */
export class LookUpService {
  constructor(
    private readonly bindings: BindingService,
    private readonly contacts: ContactService,
    private readonly settings: FollowerSettingsService,
    private readonly installations: InstallationService,
    private readonly work: UnitOfWork,
  ) {}

  /** Accounts have new followers: they are looked up soon, as far as that is possible. */
  async soon(tx: Transaction, ctx: RequestContext, accountIds?: readonly string[]): Promise<void> {
    for (const accountId of await accountsToLookUp(rowsIn(tx.em), ctx, accountIds))
      await lookUpLater(tx, accountId, null);
  }

  /** The account's fields have changed: what was found before may not be all. */
  async again(tx: Transaction, ctx: RequestContext, accountId: string): Promise<void> {
    if (await hasUnbound(rowsIn(tx.em), ctx, accountId))
      await lookUpLater(tx, accountId, tx.now().toISOString());
  }

  /** In case a job was given up. */
  async soonEverywhere(requestId: string): Promise<void> {
    for (const ctx of await this.installations.jobContexts(requestId)) {
      await this.work.write(ctx, 'lookUpFollowers', (tx) => this.soon(tx, ctx));
    }
  }

  /**
   * Ends early where only people can help: the field is gone, or the installation is not connected. Somebody else begins anew then.
   *
   * @param since null: only followers who were never looked up
   */
  async lookUp(ctx: RequestContext, accountId: string, since: string | null): Promise<void> {
    try {
      for (let after: string | null = NO_ID; after !== null; )
        after = await this.lookUpSome(ctx, accountId, since, after);
    } catch (error) {
      if (!(error instanceof PlatformFault) || error.kind === 'UNAVAILABLE' || error.kind === 'UNAUTHORIZED')
        throw error;
    }
  }

  /** Returns after whom to go on; null at the end. */
  private async lookUpSome(
    ctx: RequestContext,
    accountId: string,
    since: string | null,
    after: string,
  ): Promise<string | null> {
    const rows = this.work.rows(ctx);
    const account = await bindingAccount(rows, ctx, accountId);
    if (!account?.openIdField) return null;
    const unknown = await followersToLookUp(rows, ctx, accountId, since, after, ASKED_AT_ONCE);
    const last = unknown.at(-1);
    if (!last) return null;
    const [settings] = await this.settings.ofAccounts(ctx, [accountId]);
    const found = await this.contactsOf(ctx, account, unknown);
    for (let at = 0; at < unknown.length; at += BOUND_AT_ONCE) {
      const some = unknown.slice(at, at + BOUND_AT_ONCE);
      const created = settings ? await this.created(ctx, account, settings, some, found) : [];
      await this.save(ctx, account, some, found, created, since);
    }
    return last.id;
  }

  /** The ids of the contacts that claim each follower: by OpenID, or else by UnionID. */
  private async contactsOf(
    ctx: RequestContext,
    { openIdField, unionIdField }: BindingAccount,
    unknown: readonly Unknown[],
  ): Promise<Map<string, readonly string[]>> {
    const byOpenId = await this.search(ctx, openIdField, unknown, ({ openId }) => openId);
    const others = unknown.filter(({ id, unionId }) => unionId !== null && !byOpenId.has(id));
    const byUnionId = await this.search(ctx, unionIdField, others, ({ unionId }) => unionId);
    return new Map([...byUnionId, ...byOpenId]);
  }

  private async search(
    ctx: RequestContext,
    field: string | null,
    unknown: readonly Unknown[],
    idOf: (one: Unknown) => string | null,
  ): Promise<Map<string, readonly string[]>> {
    if (field === null || unknown.length === 0) return new Map();
    const values = unknown.flatMap((one) => idOf(one) ?? []);
    const contacts = Map.groupBy(await this.contacts.find(ctx, field, values), (one) => one.values[field]);
    return new Map(
      unknown.flatMap((one) => {
        const found = contacts.get(idOf(one) ?? undefined);
        return found ? [[one.id, [...new Set(found.map(({ id }) => id))]]] : [];
      }),
    );
  }

  /** Contacts for followers who have none, if the account wants that. Their address says nothing about the person. */
  private async created(
    ctx: RequestContext,
    { openIdField, unionIdField }: BindingAccount,
    { unbound, createdContactDomain }: FollowerSettingsView,
    unknown: readonly Unknown[],
    found: ReadonlyMap<string, readonly string[]>,
  ): Promise<Match[]> {
    const matches: Match[] = [];
    if (unbound !== 'CREATE_CONTACT' || !openIdField) return matches;
    for (const { id: followerId, openId, unionId } of unknown) {
      if (found.has(followerId)) continue;
      const values = { [openIdField]: openId, ...(unionIdField && unionId && { [unionIdField]: unionId }) };
      const address = `${followerId}@${createdContactDomain}`;
      const [contact] = await this.contacts.create(ctx, address, values);
      if (contact) matches.push({ followerId, contactId: contact.id });
    }
    return matches;
  }

  private save(
    ctx: RequestContext,
    { id: accountId, openIdField, unionIdField }: BindingAccount,
    unknown: readonly Unknown[],
    found: ReadonlyMap<string, readonly string[]>,
    created: readonly Match[],
    since: string | null,
  ): Promise<void> {
    return this.work.write(ctx, 'lookUpFollowers', async (tx) => {
      const account = await this.bindings.lock(tx, ctx, accountId);
      // Another field counts now: another job looks them up.
      if (account?.openIdField !== openIdField || account.unionIdField !== unionIdField) return;
      const matches = unknown.flatMap(({ id: followerId }): Match[] => {
        const [contactId, another] = found.get(followerId) ?? [];
        return contactId !== undefined && another === undefined ? [{ followerId, contactId }] : [];
      });
      const bind = (some: readonly Match[], how: BindingWay) =>
        this.bindings.bind(tx, ctx, accountId, some, how);
      const outcomes = [...(await bind(matches, 'EXISTING_FIELD')), ...(await bind(created, 'CREATED'))];
      const rest = unknown.map(({ id }) => id).filter((id) => !outcomes.some(([matched]) => matched === id));
      const contested = rest.filter((id) => found.has(id));
      const skipped = outcomes.filter(([, outcome]) => outcome === 'GONE').length;
      const left =
        (await this.bindings.leave(tx, ctx, accountId, contested, 'CONFLICT')) +
        (await this.bindings.leave(
          tx,
          ctx,
          accountId,
          rest.filter((id) => !found.has(id)),
          'HELD',
        ));
      // Somebody changes them at this moment.
      if (skipped > 0 || left < rest.length)
        await lookUpLater(tx, accountId, since, new Date(tx.now().getTime() + AGAIN_MS));
    });
  }
}
