import type { RequestContext } from '../../kernel/context.ts';
import type { LoggedEvent } from '../../kernel/event-log.ts';
import type { DomainEvent } from '../../kernel/events.ts';
import { newIdAt } from '../../kernel/ids.ts';
import { OncePer } from '../../kernel/once-per.ts';
import { viewOf } from '../../kernel/permissions.ts';
import { type PushChannel, RESYNC } from '../../kernel/push.ts';
import { Stream } from '../../kernel/stream.ts';
import type { Transaction, UnitOfWork } from '../../kernel/unit-of-work.ts';
import { activitiesBooked, followerActivity } from './activity.events.ts';
import {
  type ActivitiesQuery,
  type ActivityFilter,
  type ActivityOwner,
  type ActivityRow,
  activitiesByIds,
  activitiesInWindow,
  addActivities,
  countActivities,
  firstStepsOf,
} from './activity.repository.ts';
import { campaignsOf, type Scene } from './scenes/scene-campaign.repository.ts';

/** An activity that has just happened; null where activities may be missing. */
export interface LiveActivity {
  readonly cursor: string;
  readonly activity: ActivityRow | null;
}

type Journey = 'receivedAt' | 'storedAt' | 'traceId';

export interface NewActivity
  extends Omit<ActivityRow, 'id' | 'bookedAt' | 'campaignId' | Journey>,
    Partial<Pick<ActivityRow, Journey>> {
  /** Orders activities of the same time. */
  readonly order: number;
}

const NO_PUSH = { receivedAt: null, storedAt: null, traceId: null };

/** What followers do. */
export class ActivityService {
  private readonly shared = new OncePer<LoggedEvent, readonly LiveActivity[]>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly push: PushChannel,
  ) {}

  /** In the order of `ids`; null for activities of accounts that the caller may not use. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<(ActivityRow | null)[]> {
    const found = await activitiesByIds(this.work.rows(ctx), ctx, ids);
    const byId = new Map(found.map((activity) => [activity.id, activity]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** The caller must be allowed to see the account, or the follower. */
  of(
    ctx: RequestContext,
    owner: ActivityOwner,
    filter: ActivityFilter,
    query: ActivitiesQuery,
  ): Promise<ActivityRow[]> {
    return activitiesInWindow(this.work.rows(ctx), ctx, owner, filter, query);
  }

  countOf(ctx: RequestContext, owner: ActivityOwner, filter: ActivityFilter): Promise<number> {
    return countActivities(this.work.rows(ctx), ctx, owner, filter);
  }

  /** In the order of `followerIds`: where the journey of each begins; null if nothing is known that they did. */
  async firstStepsOf(ctx: RequestContext, followerIds: readonly string[]): Promise<(ActivityRow | null)[]> {
    const found = await firstStepsOf(this.work.rows(ctx), ctx, followerIds);
    const byFollower = new Map(found.map((activity) => [activity.followerId, activity]));
    return followerIds.map((id) => byFollower.get(id) ?? null);
  }

  /** Books activities, and tells subscribers of each. */
  async book(tx: Transaction, ctx: RequestContext, activities: readonly NewActivity[]): Promise<void> {
    if (activities.length === 0) return;
    const bookedAt = tx.now();
    const campaignOf = await this.campaigns(tx, ctx, activities);
    const rows = activities.map(({ order, ...row }) => ({
      ...{ id: newIdAt(row.occurredAt, order), ...NO_PUSH, ...row, bookedAt },
      campaignId: campaignOf(row),
    }));
    await addActivities(tx.em, ctx, rows);
    for (const { id, accountId } of rows)
      tx.emit(followerActivity.create(ctx.installationId, { accountId, activityId: id }));
    tx.emit(activitiesBooked.create(ctx.installationId, { activities: rows }));
  }

  /** Books the unfollows that a synchronization has found. */
  leftSilently(
    tx: Transaction,
    ctx: RequestContext,
    {
      accountId,
      followerIds,
      at,
    }: { accountId: string; followerIds: readonly (string | null)[]; at: string },
  ): Promise<void> {
    const unfollow = { accountId, kind: 'UNFOLLOW', source: 'SYNCHRONIZATION', detail: {} } as const;
    const occurredAt = new Date(at);
    return this.book(
      tx,
      ctx,
      followerIds.map((followerId, order) => ({ ...unfollow, followerId, occurredAt, order })),
    );
  }

  /** Activities of an account from now on. */
  live(ctx: RequestContext, accountId: string): AsyncIterable<LiveActivity> {
    const wanted = (event: DomainEvent) =>
      event.installationId === ctx.installationId &&
      followerActivity.matches(event) &&
      event.payload.accountId === accountId;
    const view = viewOf(ctx.caller);
    return new Stream(this.push.subscribe(wanted), async (item) => {
      if (item !== RESYNC) return this.shared.get(item, view, () => this.read(ctx, item));
      return [{ cursor: this.push.cursor, activity: null }];
    });
  }

  /** The campaign of the scene of an activity; null if it has none of its own. */
  private async campaigns(tx: Transaction, ctx: RequestContext, activities: readonly NewActivity[]) {
    const scenes = activities.flatMap((one) => sceneOf(one) ?? []);
    const found = scenes.length > 0 ? await campaignsOf(tx.em, ctx, scenes) : [];
    return (one: Pick<NewActivity, 'accountId' | 'detail'>): string | null => {
      const scene = sceneOf(one);
      const known = found.find(
        ({ accountId, sceneKey }) => accountId === scene?.accountId && sceneKey === scene.sceneKey,
      );
      return known?.campaignId ?? null;
    };
  }

  private async read(ctx: RequestContext, event: LoggedEvent): Promise<readonly LiveActivity[]> {
    if (!followerActivity.matches(event)) return [];
    const [activity = null] = await this.byIds(ctx, [event.payload.activityId]);
    return activity ? [{ cursor: event.cursor, activity }] : [];
  }
}

const sceneOf = ({ accountId, detail }: Pick<NewActivity, 'accountId' | 'detail'>): Scene | null =>
  typeof detail.sceneKey === 'string' ? { accountId, sceneKey: detail.sceneKey } : null;
