import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { followerBound, followerUnbound } from '../follower.events.ts';
import {
  type BindingAccount,
  followersOfContacts,
  lockBindings,
  lockFollowers,
  saveBound,
  saveUnbound,
} from './binding.repository.ts';
import { type BindingOutcome, type BindingWay, bindingOutcomes, type Match } from './binding.rules.ts';

/** Binds followers to contacts. Nobody else writes bindings. */
export class BindingService {
  /** Before anything of the account's followers is written; null if the account was removed. See {@link lockBindings}. */
  lock(tx: Transaction, ctx: RequestContext, accountId: string): Promise<BindingAccount | null> {
    return lockBindings(tx.em, ctx, accountId);
  }

  /**
   * Binds what can be bound. Where a contact has another follower of the account, the follower is in CONFLICT.
   *
   * @param accountId of an account that is locked
   * @returns by follower
   */
  async bind(
    tx: Transaction,
    ctx: RequestContext,
    accountId: string,
    matches: readonly Match[],
    how: BindingWay,
  ): Promise<Map<string, BindingOutcome>> {
    if (matches.length === 0) return new Map();
    const { em } = tx;
    const ids = matches.map(({ followerId }) => followerId);
    const followers = await lockFollowers(em, ctx, accountId, ids);
    const contactIds = matches.map(({ contactId }) => contactId);
    const holders = await followersOfContacts(em, ctx, accountId, contactIds);
    const outcomes = bindingOutcomes(matches, how, followers, holders);
    const bound = outcomes.filter(({ outcome }) => outcome === 'BOUND');
    if (bound.length > 0) {
      const had = new Map(followers.map(({ id, contactId: former }) => [id, former]));
      await saveBound(em, ctx, bound, how, tx.now());
      for (const { followerId, contactId } of bound) {
        const former = had.get(followerId);
        if (former)
          tx.emit(followerUnbound.create(ctx.installationId, { accountId, followerId, contactId: former }));
        tx.emit(followerBound.create(ctx.installationId, { accountId, followerId, contactId }));
      }
    }
    const taken = outcomes.filter(({ outcome }) => outcome === 'TAKEN').map(({ followerId }) => followerId);
    await this.leave(tx, ctx, accountId, taken, 'CONFLICT');
    return new Map(outcomes.map(({ followerId, outcome }) => [followerId, outcome]));
  }

  /**
   * Whose contact is not known, or not for sure. Followers who are bound stay so.
   *
   * @param accountId of an account that is locked
   * @returns how many of them are there, and not being changed by somebody else
   */
  async leave(
    tx: Transaction,
    ctx: RequestContext,
    accountId: string,
    ids: readonly string[],
    state: 'HELD' | 'CONFLICT',
  ): Promise<number> {
    if (ids.length === 0) return 0;
    const followers = await lockFollowers(tx.em, ctx, accountId, ids);
    const free = followers.filter(({ contactId }) => contactId === null).map(({ id }) => id);
    await saveUnbound(tx.em, ctx, free, state, tx.now());
    return followers.length;
  }

  /** Ends a follower's binding. `accountId`: of a locked account. Returns whether they were bound. */
  async unbind(
    tx: Transaction,
    ctx: RequestContext,
    accountId: string,
    followerId: string,
  ): Promise<boolean> {
    const [follower] = await lockFollowers(tx.em, ctx, accountId, [followerId]);
    if (!follower?.contactId) return false;
    await saveUnbound(tx.em, ctx, [followerId], 'HELD', tx.now());
    const { contactId } = follower;
    tx.emit(followerUnbound.create(ctx.installationId, { accountId, followerId, contactId }));
    return true;
  }
}
