import type { RequestContext } from '../../kernel/context.ts';
import type { Transaction } from '../../kernel/unit-of-work.ts';
import type { BookedActivity } from '../activities/activity.events.ts';
import { changesFollower, DELIVERY_SUBJECTS, type DeliverySubject, isDeliverable } from './delivery.rules.ts';
import {
  addActivityDeliveries,
  addLeaver,
  addUnfollowDelivery,
  clearFormer,
  type FormerContact,
  holdPending,
  type Leaver,
  type OwnActivity,
  releaseHeld,
  renewFollowers,
} from './delivery-booking.repository.ts';
import { sendLater, wakeLater } from './sending/delivery-queue.ts';

/** What a transaction tells of people who leave. Their unfollows name nobody, so the two meet by account and time. */
interface Leaving {
  unfollows: BookedActivity[];
  leavers: Leaver[];
}

/** Decides what is to be delivered, in the transaction of what causes it. */
export class DeliveryBookingService {
  private readonly leaving = new WeakMap<Transaction, Leaving>();

  /** Activities were booked. */
  async booked(
    tx: Transaction,
    ctx: RequestContext,
    { activities }: { readonly activities: readonly BookedActivity[] },
  ): Promise<void> {
    const own = activities.filter((one): one is BookedActivity & OwnActivity => one.followerId !== null);
    const deliverable = own.filter(({ kind }) => isDeliverable(kind));
    const changed = own.filter(({ kind }) => changesFollower(kind)).map(({ followerId }) => followerId);
    if (changed.length > 0)
      await this.send(tx, 'FOLLOWER', await renewFollowers(tx.em, ctx, changed, tx.now()));
    if (deliverable.length > 0)
      await this.send(tx, 'ACTIVITY', await addActivityDeliveries(tx.em, ctx, deliverable, tx.now()));
    const unfollows = activities.filter(({ kind, followerId }) => kind === 'UNFOLLOW' && followerId === null);
    await this.meet(tx, ctx, { unfollows, leavers: [] });
  }

  /** What a follower did before is delivered to their contact, too. */
  async bound(
    tx: Transaction,
    ctx: RequestContext,
    { accountId, followerId }: { readonly accountId: string; readonly followerId: string },
  ): Promise<void> {
    await renewFollowers(tx.em, ctx, [followerId], tx.now());
    await releaseHeld(tx.em, ctx, followerId, tx.now());
    await this.sendAll(tx, ctx, accountId);
  }

  /** WeChat told something new of a follower who is bound. */
  async changed(
    tx: Transaction,
    ctx: RequestContext,
    { followerId }: { readonly followerId: string },
  ): Promise<void> {
    await this.send(tx, 'FOLLOWER', await renewFollowers(tx.em, ctx, [followerId], tx.now()));
  }

  /** What is not under way waits for the next contact. The former one shows nothing of the follower any more. */
  async unbound(
    tx: Transaction,
    ctx: RequestContext,
    { followerId, ...former }: { readonly followerId: string } & FormerContact,
  ): Promise<void> {
    await holdPending(tx.em, ctx, followerId);
    await clearFormer(tx.em, ctx, former, tx.now());
    await this.sendAll(tx, ctx, former.accountId);
  }

  /** The marketing platform is told later, so that nobody's erasure waits for it. */
  async left(
    tx: Transaction,
    ctx: RequestContext,
    { accountId, contactId, at, receiptId }: Omit<Leaver, 'at'> & { readonly at: string },
  ): Promise<void> {
    // Who is kept is still a follower, whose unfollow is booked.
    if (receiptId === null) return;
    const leaver = { accountId, contactId, at: new Date(at), receiptId };
    await addLeaver(tx.em, ctx, leaver, tx.now());
    await this.meet(tx, ctx, { unfollows: [], leavers: [leaver] });
    await this.sendAll(tx, ctx, accountId);
  }

  /** Either may be told first. */
  private async meet(tx: Transaction, ctx: RequestContext, told: Leaving): Promise<void> {
    const before = this.leaving.get(tx) ?? { unfollows: [], leavers: [] };
    const unfollows = [...before.unfollows, ...told.unfollows];
    const leavers: Leaver[] = [];
    for (const leaver of [...before.leavers, ...told.leavers]) {
      const index = unfollows.findIndex(
        (one) => one.accountId === leaver.accountId && one.occurredAt.getTime() === leaver.at.getTime(),
      );
      const [activity] = index < 0 ? [] : unfollows.splice(index, 1);
      if (activity) await addUnfollowDelivery(tx.em, ctx, activity.id, leaver, tx.now());
      else leavers.push(leaver);
    }
    this.leaving.set(tx, { unfollows, leavers });
  }

  private async send(
    tx: Transaction,
    subject: DeliverySubject,
    accountIds: readonly string[],
  ): Promise<void> {
    for (const accountId of new Set(accountIds)) await sendLater(tx, { accountId, subject });
  }

  /** Callers may only wake. */
  private async sendAll(tx: Transaction, { caller }: RequestContext, accountId: string): Promise<void> {
    if (caller.kind !== 'SYSTEM') return wakeLater(tx, accountId);
    for (const subject of DELIVERY_SUBJECTS) await sendLater(tx, { accountId, subject });
  }
}
