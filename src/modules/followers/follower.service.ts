import { type RequestContext, systemContext } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import {
  countFollowers,
  eraseFollowersOfRemoved,
  type FollowerFilter,
  type FollowerRow,
  type FollowersQuery,
  followersByIds,
  followersInWindow,
  saveFollowers,
} from './follower.repository.ts';
import { type Sighting, seenIn } from './follower.rules.ts';

/** In one transaction. */
const ERASED_AT_ONCE = 1000;

/** Followers of official accounts. */
export class FollowerService {
  constructor(
    private readonly installations: InstallationService,
    private readonly work: UnitOfWork,
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

  /** Erases the followers of accounts that were removed with ERASE. */
  async eraseRemoved(): Promise<void> {
    for (const installationId of await this.installations.ids()) {
      const ctx = systemContext(installationId, 'job', newId());
      const erase = () =>
        this.work.write(ctx, 'eraseFollowers', ({ em }) => eraseFollowersOfRemoved(em, ctx, ERASED_AT_ONCE));
      while ((await erase()) === ERASED_AT_ONCE);
    }
  }

  /**
   * Books what pushes tell of followers.
   *
   * @param sightings in the order of arrival
   * @returns finds the id of a follower that was booked
   */
  async book(
    { em }: Transaction,
    ctx: RequestContext,
    sightings: readonly Sighting[],
  ): Promise<(follower: { readonly accountId: string; readonly openId: string }) => string | undefined> {
    const saved = sightings.length > 0 ? await saveFollowers(em, ctx, seenIn(sightings)) : [];
    const ids = new Map(saved.map(({ id, accountId, openId }) => [`${accountId} ${openId}`, id]));
    return ({ accountId, openId }) => ids.get(`${accountId} ${openId}`);
  }
}
