import { WeChatError } from '../../../integrations/wechat/errors.ts';
import type { FollowerPage, UsersClient } from '../../../integrations/wechat/users.client.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import type { AuthorizerTokenService } from '../../authorizations/tokens/authorizer-token.service.ts';
import { followersLeftSilently } from '../follower.events.ts';
import type { Sighting } from '../follower.rules.ts';
import type { FollowerService } from '../follower.service.ts';
import { enqueueInfos, infosWanted } from './follower-info.repository.ts';
import { type Pause, pauseAfter } from './pause.ts';
import { synchronizationProgressed } from './synchronization.events.ts';
import {
  followAgain,
  forgetListed,
  hasFollowers,
  lockOpen,
  lockSilent,
  missingAfter,
  type Progress,
  rememberListed,
  type SynchronizationRow,
  saveProgress,
  synchronizationsByIds,
  unknownAmong,
} from './synchronization.repository.ts';
import { isWhole, listedAsOf, MINUTE_MS, MOST_READINGS } from './synchronization.rules.ts';
import { enqueueStep } from './synchronization.service.ts';

/** WeChat tells of so many users in one call. */
const ASKED_AT_ONCE = 100;

interface Services {
  readonly accounts: OfficialAccountService;
  readonly followers: FollowerService;
  readonly tokens: AuthorizerTokenService;
  readonly users: UsersClient;
}

type Step = (tx: Transaction, at: SynchronizationRow) => Promise<Progress>;

/**
 * Compares the followers of accounts with WeChat's lists. Each step makes one call, and then saves in one transaction what it
 * brought, where the next step begins, and the job for it. So it goes on where it was after a crash, and of two workers at the
 * same step one saves nothing.
 */
export class SynchronizerService {
  constructor(
    private readonly services: Services,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  async step(ctx: RequestContext, id: string): Promise<void> {
    const [at] = await synchronizationsByIds(this.work.rows(ctx), ctx, [id]);
    if (!at || at.endedAt !== null) return;
    // Before, no call is made.
    if (at.resumesAt !== null && at.resumesAt > this.clock.now())
      return this.save(ctx, at, async () => asItIs(at));
    const [account] = await this.services.accounts.byIds(ctx, [at.accountId], ['DETAILS']);
    if (!account || account.status === 'REMOVED' || account.appId === null)
      return this.save(ctx, at, async () => ended('FAILED', 'NOT_AUTHORIZED'));
    try {
      const next =
        at.step === 'READING' ? this.read(ctx, at, account.appId) : this.compare(ctx, at, account.appId);
      await this.save(ctx, at, await next);
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      const { errcode, rid } = error;
      this.log.warn({ accountId: at.accountId, errcode, rid }, 'WeChat gives no list of followers');
      await this.save(ctx, at, async (tx) => paused(pauseAfter(error, tx.now())));
    }
  }

  /** A page of the list. */
  private async read(ctx: RequestContext, at: SynchronizationRow, appId: string): Promise<Step> {
    const { tokens, users } = this.services;
    const asked = this.clock.now();
    let page: FollowerPage;
    try {
      page = await tokens.call(appId, (token) => users.followers(token, at.cursor));
    } catch (error) {
      // WeChat does not know where the page before ended: that user is gone.
      if (error instanceof WeChatError && error.reaction === 'UNREACHABLE_USER' && at.cursor !== null)
        return (tx, now) => this.readAgain(tx, ctx, now);
      throw error;
    }
    return (tx, now) => this.addPage(tx, ctx, now, page, asked);
  }

  private async addPage(
    tx: Transaction,
    ctx: RequestContext,
    at: SynchronizationRow,
    page: FollowerPage,
    asked: Date,
  ): Promise<Progress> {
    const { accountId } = at;
    const asOf = listedAsOf(asked);
    const openIds = [...new Set(page.openIds)];
    const unknown = await unknownAmong(tx.em, ctx, accountId, openIds);
    const sightings = unknown.map((openId) => listed({ accountId, openId, at: asOf }));
    const booked = await this.services.followers.book(tx, ctx, sightings);
    const updated = await followAgain(tx.em, ctx, accountId, openIds, asOf);
    const { known, fresh } = await rememberListed(tx.em, ctx, at, openIds);
    const read = fresh + openIds.length - known;
    // A list that begins anew would have no end.
    if (openIds.length > 0 && read === 0) return this.readAgain(tx, ctx, at);
    const begun = at.status === 'RUNNING' ? at.progressedAt : asked;
    const progress = {
      done: at.done + read,
      total: page.total ?? at.total,
      largestTotal: Math.max(at.largestTotal, page.total ?? 0),
      added: at.added + booked.size,
      updated: at.updated + updated,
      confirmed: at.confirmed + fresh - booked.size - updated,
      // The last page may be empty.
      perSecond: openIds.length > 0 ? speedOf(openIds.length, begun, tx.now()) : at.perSecond,
    };
    if (page.next !== null) return { ...running, ...progress, cursor: page.next };
    const isEmpty = progress.done === 0 && (await hasFollowers(tx.em, ctx, accountId));
    if (isEmpty || !isWhole(progress)) return this.readAgain(tx, ctx, at);
    return { ...running, ...progress, step: 'COMPARING', cursor: null };
  }

  /** From the beginning, a few times. */
  private async readAgain(tx: Transaction, ctx: RequestContext, at: SynchronizationRow): Promise<Progress> {
    if (at.reading >= MOST_READINGS) return ended('FAILED', 'LIST_INCOMPLETE');
    await forgetListed(tx.em, ctx, at.id);
    // What was wrong with the list may be over by then.
    const resumesAt = new Date(tx.now().getTime() + MINUTE_MS);
    const again = { reading: at.reading + 1, cursor: null, done: 0, largestTotal: 0, confirmed: 0 };
    return { ...paused({ reason: 'LIST_INCOMPLETE', resumesAt }), ...again };
  }

  /** Asks for some who are not in the list by name. Only who is told to have left is erased. */
  private async compare(ctx: RequestContext, at: SynchronizationRow, appId: string): Promise<Step> {
    const { tokens, users } = this.services;
    const asOf = listedAsOf(at.startedAt);
    const missing = await missingAfter(this.work.rows(ctx), ctx, at, asOf, ASKED_AT_ONCE);
    const openIds = missing.map(({ openId }) => openId);
    const infos =
      openIds.length === 0 ? [] : await tokens.call(appId, (token) => users.infos(token, openIds));
    const left = missing.filter((_one, place) => infos[place]?.subscribed === false);
    const unclear = infos.filter(({ subscribed }) => subscribed === null).length;
    return async (tx, now) => {
      const gone = await this.leave(
        tx,
        ctx,
        now.accountId,
        left.map(({ id }) => id),
        asOf,
      );
      const progress = {
        ...running,
        leftSilently: now.leftSilently + gone,
        unclear: now.unclear + unclear,
        cursor: missing.at(-1)?.id ?? null,
      };
      if (missing.length === ASKED_AT_ONCE) return progress;
      await this.askForInfos(tx, ctx, now.accountId);
      return { ...progress, ...ended('COMPLETED', null) };
    };
  }

  /** Books that these have unfollowed, like a push. Returns how many it was. */
  private async leave(
    tx: Transaction,
    ctx: RequestContext,
    accountId: string,
    ids: readonly string[],
    at: Date,
  ): Promise<number> {
    if (ids.length === 0) return 0;
    const gone = await lockSilent(tx.em, ctx, ids, at);
    const sightings = gone.map(({ openId }) => ({
      ...listed({ accountId, openId, at }),
      change: 'UNFOLLOWED' as const,
      cause: 'LEFT_SILENTLY' as const,
    }));
    const booked = await this.services.followers.book(tx, ctx, sightings);
    const followerIds = [...booked.values()];
    if (followerIds.length > 0)
      tx.emit(
        followersLeftSilently.create(ctx.installationId, { accountId, followerIds, at: at.toISOString() }),
      );
    return followerIds.length;
  }

  /** Those who were added, and those whose UnionID WeChat may know by now. */
  private async askForInfos(tx: Transaction, ctx: RequestContext, accountId: string): Promise<void> {
    await infosWanted(tx.em, ctx, { accountIds: [accountId] });
    await enqueueInfos(tx, accountId);
  }

  /** Does nothing if another worker has made the same step. */
  private async save(ctx: RequestContext, before: SynchronizationRow, step: Step): Promise<void> {
    const { id, accountId } = before;
    await this.work.write(ctx, 'synchronizeFollowers', async (tx) => {
      const at = await lockOpen(tx.em, ctx, { id });
      if (!at || at.cursor !== before.cursor || at.step !== before.step || at.reading !== before.reading)
        return;
      const progress = await step(tx, at);
      const isEnd = progress.status === 'COMPLETED' || progress.status === 'FAILED';
      const now = tx.now();
      await saveProgress(tx.em, ctx, id, {
        ...progress,
        progressedAt: now,
        ...(isEnd && { endedAt: now, cursor: null }),
      });
      if (isEnd) await forgetListed(tx.em, ctx, id);
      else await enqueueStep(tx, id, progress.resumesAt);
      tx.emit(synchronizationProgressed.create(ctx.installationId, { accountId, synchronizationId: id }));
    });
  }
}

/** A second. */
const speedOf = (count: number, since: Date, until: Date): number =>
  (count * 1000) / Math.max(1, until.getTime() - since.getTime());

const running = { status: 'RUNNING', reason: null, resumesAt: null } as const;

const ended = (status: 'COMPLETED' | 'FAILED', reason: Pause['reason'] | null) =>
  ({ status, reason, resumesAt: null }) as const;

const paused = ({ reason, resumesAt }: Pause): Progress =>
  resumesAt ? { status: 'WAITING', reason, resumesAt } : ended('FAILED', reason);

const asItIs = ({ status, reason, resumesAt }: SynchronizationRow): Progress => ({
  status,
  reason,
  resumesAt,
});

/** The list tells that somebody follows, but not since when. */
const listed = (of: Pick<Sighting, 'accountId' | 'openId' | 'at'>): Sighting => ({
  ...of,
  change: 'LISTED',
  sceneKey: null,
  isActivity: false,
});
