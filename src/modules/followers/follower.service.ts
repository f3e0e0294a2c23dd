import type { RequestContext } from '../../kernel/context.ts';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { type FollowerCounts, followerCounts } from './binding/binding.repository.ts';
import type { NewcomerService } from './binding/newcomer.service.ts';
import { latestOf } from './erasure/erasure.rules.ts';
import type { ErasureService } from './erasure/erasure.service.ts';
import { boundFollowerLeft } from './follower.events.ts';
import {
  accountsToErase,
  countFollowers,
  eraseFollowersOf,
  type FollowerFilter,
  type FollowerRow,
  type FollowersQuery,
  followersByIds,
  followersInWindow,
  keptWithoutBasis,
  type SavedFollower,
  saveFollowers,
} from './follower.repository.ts';
import { isAfter, keyOf, type Sighting, seenIn } from './follower.rules.ts';
import { enqueueInfos, infosWanted } from './synchronization/follower-info.repository.ts';

/** In one transaction. */
const ERASED_AT_ONCE = 1000;

/** Followers of official accounts. */
export class FollowerService {
  constructor(
    private readonly installations: InstallationService,
    private readonly erasure: ErasureService,
    private readonly work: UnitOfWork,
    private readonly newcomers: NewcomerService,
  ) {}

  /** In the order of `ids`; null for followers of accounts that the caller may not use. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<(FollowerRow | null)[]> {
    const found = await followersByIds(this.work.rows(ctx), ctx, ids);
    const byId = new Map(found.map((follower) => [follower.id, follower]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** The caller must be allowed to see the account. */
  ofAccount(
    ctx: RequestContext,
    accountId: string,
    filter: FollowerFilter,
    query: FollowersQuery,
  ): Promise<FollowerRow[]> {
    return followersInWindow(this.work.rows(ctx), ctx, accountId, filter, query);
  }

  countOfAccount(ctx: RequestContext, accountId: string, filter: FollowerFilter): Promise<number> {
    return countFollowers(this.work.rows(ctx), ctx, accountId, filter);
  }

  /** In the order of `accountIds`. */
  async countsOf(ctx: RequestContext, accountIds: readonly string[]): Promise<FollowerCounts[]> {
    const counts = await followerCounts(this.work.rows(ctx), ctx, accountIds);
    return accountIds.map((id) => counts.get(id) ?? { all: 0, bound: 0 });
  }

  /** Erases the followers of accounts that were removed with ERASE, and those who unfollowed while their account kept them. */
  async eraseRemoved(): Promise<void> {
    for (const ctx of await this.installations.jobContexts()) {
      const repeat = async (erase: (tx: Transaction) => Promise<number>) => {
        while ((await this.work.write(ctx, 'eraseFollowers', erase)) === ERASED_AT_ONCE);
      };
      for (const accountId of await this.work.read(ctx, (em) => accountsToErase(em, ctx)))
        await repeat(({ em, now }) => eraseFollowersOf(em, ctx, accountId, ERASED_AT_ONCE, now()));
      await repeat(async (tx) => {
        const ids = await keptWithoutBasis(tx.em, ctx, ERASED_AT_ONCE);
        return (await this.erasure.eraseWhole(tx, ctx, ids, 'UNFOLLOWED', null)).length;
      });
    }
  }

  /** Deletes what is left of followers who were erased long ago. */
  async deleteOldErased(): Promise<void> {
    for (const ctx of await this.installations.jobContexts())
      await this.work.write(ctx, 'deleteOldErased', (tx) => this.erasure.deleteOld(tx));
  }

  /**
   * Books what pushes tell of followers. Who unfollows is erased, with all that they did until then, unless the account keeps
   * those who unfollow.
   *
   * @param sightings in the order of arrival
   * @returns of each sighting that counts the id of the follower; null for an unfollow that erases. Those that came too late are
   *   missing
   */
  async book(
    tx: Transaction,
    ctx: RequestContext,
    sightings: readonly Sighting[],
  ): Promise<Map<Sighting, string | null>> {
    if (sightings.length === 0) return new Map();
    const codes = await this.newcomers.expect(tx, ctx, sightings);
    const { until, erases, settle } = await this.erasure.erase(tx, ctx, sightings);
    const left = sightings.filter((one) => isAfter(one, until.get(keyOf(one))) && !erases(one));
    const saved = left.length > 0 ? await saveFollowers(tx.em, ctx, seenIn(left, until)) : [];
    await settle(saved);
    tellOfKept(tx, ctx, left, saved);
    await this.newcomers.welcome(tx, ctx, saved, left, codes);
    const hasFollows = left.some(({ change }) => change === 'FOLLOWED');
    if (hasFollows) await this.askForInfos(tx, ctx, saved);
    const ids = new Map(saved.map((follower) => [keyOf(follower), follower.id]));
    const counting = sightings.filter(erases).concat(left);
    return new Map(counting.map((one) => [one, erases(one) ? null : (ids.get(keyOf(one)) ?? null)]));
  }

  /** WeChat's pushes of follows have no UnionID. */
  private async askForInfos(
    tx: Transaction,
    ctx: RequestContext,
    saved: readonly Pick<FollowerRow, 'id'>[],
  ): Promise<void> {
    const ids = saved.map(({ id }) => id);
    for (const accountId of await infosWanted(tx.em, ctx, { ids })) await enqueueInfos(tx, accountId);
  }
}

/** Of bound followers who unfollow and are kept. An unfollow that is not their latest tells nothing new. */
function tellOfKept(
  tx: Transaction,
  { installationId }: RequestContext,
  sightings: readonly Sighting[],
  saved: readonly SavedFollower[],
): void {
  const unfollows = latestOf(sightings.filter(({ change }) => change === 'UNFOLLOWED'));
  for (const { subscribed, contactId, unsubscribedAt, ...person } of saved) {
    const at = unfollows.get(keyOf(person))?.at;
    if (!at || subscribed || contactId === null || Number(at) !== Number(unsubscribedAt)) continue;
    const { accountId } = person;
    const left = { accountId, contactId, at: at.toISOString(), receiptId: null };
    tx.emit(boundFollowerLeft.create(installationId, left));
  }
}
