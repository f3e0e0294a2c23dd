import { z } from 'zod';
import { type ComponentKeys, openCallback } from '../../../integrations/wechat/callback.ts';
import { type AccountMessage, personOf, readAccountMessage } from '../../../integrations/wechat/messages.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { systemContext } from '../../../kernel/context.ts';
import type { JobType } from '../../../kernel/jobs.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import type { ActivityKind } from '../../activities/activity.rules.ts';
import type { ActivityService } from '../../activities/activity.service.ts';
import type { LeavingCause } from '../../followers/erasure/erasure-cause.rules.ts';
import type { Person, Sighting, WindowOpener } from '../../followers/follower.rules.ts';
import type { FollowerService } from '../../followers/follower.service.ts';
import type { FollowerSettingsService } from '../../followers/settings/follower-settings.service.ts';
import { type Booking, bookingOf } from './booking.ts';
import {
  type AccountOwner,
  closeMessages,
  type InboxOutcome,
  leaseFrom,
  notUsed,
  type OpenMessage,
  openMessages,
  ownersOf,
  reviveMessages,
  rotateInbox,
} from './inbox.repository.ts';

/** Processes the messages of a shard until there are no more. */
export const DRAIN: JobType<{ shard: number }> = {
  name: 'inbox.drain',
  payload: z.object({ shard: z.number().int() }),
  maxAttempts: 25,
};

const KEEPS_NOTHING = { location: false };
/** In one transaction. */
const AT_ONCE = 200;

/** Whether what a message contains is the cause: data that PostgreSQL refuses, or that the code does not expect. All else may pass. */
const isOfMessage = (error: unknown): boolean =>
  error instanceof TypeError ||
  error instanceof RangeError ||
  /^2[23]/.test(String((error as { code?: unknown }).code));

interface Services {
  readonly accounts: OfficialAccountService;
  readonly followers: FollowerService;
  readonly followerSettings: FollowerSettingsService;
  readonly activities: ActivityService;
}

/** A message for an account of an installation. */
interface Addressed extends OpenMessage, AccountOwner {
  readonly message: AccountMessage;
}

interface Judged extends Addressed {
  readonly booking: Booking | null;
  readonly outcome: InboxOutcome;
}

/** Books what the inbox has: followers, and what they did. */
export class InboxDrainService {
  constructor(
    private readonly componentKeys: ComponentKeys,
    private readonly services: Services,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Leaves where another worker processes the shard. */
  async drain(shard: number, requestId: string): Promise<void> {
    for (let isAlone = true; isAlone; ) {
      const messages = await this.work.statement((em) => openMessages(em, shard, AT_ONCE));
      if (messages.length === 0) return;
      isAlone = await this.process(messages, requestId);
    }
  }

  /** Makes and drops partitions. Processes what waits without a worker: one died, or an account was being connected. */
  async tend(): Promise<void> {
    await this.work.statement(rotateInbox);
    await this.work.platform((em) => reviveMessages(em, DRAIN.name));
  }

  /** Returns whether no other worker processes them. */
  private async process(messages: readonly OpenMessage[], requestId: string): Promise<boolean> {
    const found = await this.work.statement((em) =>
      ownersOf(
        em,
        messages.map(({ appId }) => appId),
      ),
    );
    const owners = new Map(found.map((owner) => [owner.appId, owner]));
    const addressed: Addressed[] = [];
    const strange: OpenMessage[] = [];
    for (const one of messages) {
      const owner = owners.get(one.appId);
      const message = this.read(one);
      if (!owner) strange.push(one);
      else if (!message) await this.giveUp(one, null);
      else addressed.push({ ...one, ...owner, message });
    }
    if (strange.length > 0) await this.close(strange, 'UNKNOWN_ACCOUNT');
    for (const [installationId, own] of Map.groupBy(addressed, (one) => one.installationId))
      if (!(await this.bookAll(installationId, own, requestId))) return false;
    return true;
  }

  /** Its age was checked when it was accepted. The keys may have changed since. */
  private read(message: OpenMessage): AccountMessage | null {
    try {
      return readAccountMessage(
        openCallback(message, this.componentKeys, this.clock, { windowMs: Number.POSITIVE_INFINITY }),
      );
    } catch {
      return null;
    }
  }

  /** In one transaction. If that fails, each by itself, so that a message that cannot be booked holds up no other. */
  private async bookAll(
    installationId: string,
    addressed: readonly Addressed[],
    requestId: string,
  ): Promise<boolean> {
    try {
      return await this.book(installationId, addressed, requestId);
    } catch (error) {
      const [first, ...others] = addressed;
      if (!first || !isOfMessage(error)) throw error;
      if (others.length === 0) {
        await this.giveUp(first, error);
        return true;
      }
      for (const one of addressed) if (!(await this.bookAll(installationId, [one], requestId))) return false;
      return true;
    }
  }

  private async book(
    installationId: string,
    addressed: readonly Addressed[],
    requestId: string,
  ): Promise<boolean> {
    const ctx = systemContext(installationId, 'wechat', requestId);
    const ids = [...new Set(addressed.map(({ accountId }) => accountId))];
    const accounts = await this.services.accounts.byIds(ctx, ids, ['DETAILS']);
    const originalIds = new Map(accounts.map((account) => [account?.id, account?.originalId]));
    const settings = await this.services.followerSettings.ofAccounts(ctx, ids);
    const keeps = new Map(ids.map((id, index) => [id, settings[index] ?? KEEPS_NOTHING]));
    const judged = addressed.map((one): Judged => {
      // Only the message is signed, not the address at which it arrived. WeChat may not have said yet what it calls the account.
      const isOwn = (originalIds.get(one.accountId) ?? one.message.originalId) === one.message.originalId;
      const booking = isOwn ? bookingOf(one.message, keeps.get(one.accountId) ?? KEEPS_NOTHING) : null;
      return { ...one, booking, outcome: booking ? 'BOOKED' : 'NOT_USED' };
    });
    const [first] = judged;
    const isAlone = await this.work.write(ctx, 'bookActivities', async (tx) => {
      if (!first || !(await leaseFrom(tx.em, first))) return false;
      const open = await closeMessages(tx.em, judged, tx.now());
      await this.save(
        tx,
        ctx,
        judged.filter(({ number }) => open.has(number)),
      );
      return true;
    });
    if (isAlone)
      for (const { traceId, number } of judged)
        this.log.debug({ traceId, number, requestId }, 'a message of WeChat is processed');
    return isAlone;
  }

  private async save(
    tx: Transaction,
    ctx: ReturnType<typeof systemContext>,
    judged: readonly Judged[],
  ): Promise<void> {
    const booked = judged.flatMap((one) => {
      const { accountId, message, booking, receivedAt, sentAt } = one;
      if (!booking) return [];
      // Some pushes have no time of their own.
      const at = sentAt.getTime() > 0 ? sentAt : receivedAt;
      const openId = booking.kind === 'MASS_RESULT' ? null : personOf(message);
      const sighting = openId === null ? null : sightingOf({ accountId, openId }, booking, at);
      return [{ one, booking, at, sighting }];
    });
    const followerIds = await this.services.followers.book(
      tx,
      ctx,
      booked.flatMap(({ sighting }) => sighting ?? []),
    );
    const isLate = ({ sighting }: (typeof booked)[number]) => sighting !== null && !followerIds.has(sighting);
    await this.services.activities.book(
      tx,
      ctx,
      booked.flatMap((each) => {
        const { one, booking, at, sighting } = each;
        if (isLate(each)) return [];
        const { accountId, number, arrivedAt: receivedAt, receivedAt: storedAt, traceId } = one;
        const followerId = (sighting && followerIds.get(sighting)) ?? null;
        const { kind, detail } = booking;
        const journey = { receivedAt, storedAt, traceId };
        return {
          accountId,
          followerId,
          kind,
          detail,
          occurredAt: at,
          order: number,
          source: 'PUSH',
          ...journey,
        };
      }),
    );
    const late = booked.filter(isLate).map(({ one }) => one);
    if (late.length > 0) await notUsed(tx.em, late);
  }

  private async close(messages: readonly OpenMessage[], outcome: InboxOutcome): Promise<void> {
    const closed = messages.map((message) => ({ ...message, outcome }));
    await this.work.statement((em) => closeMessages(em, closed, this.clock.now()));
  }

  /** Of the error only its name is told: the message of a driver contains values. */
  private async giveUp(message: OpenMessage, error: unknown): Promise<void> {
    await this.close([message], 'GIVEN_UP');
    const { number, appId } = message;
    const reason = error instanceof Error ? error.name : 'it cannot be decrypted';
    this.log.error(
      { number, appId, reason },
      'a message of WeChat cannot be processed; it is kept for seven days',
    );
  }
}

const windowOpenedBy = (kind: ActivityKind): WindowOpener | null => {
  if (kind === 'MESSAGE') return 'MESSAGE';
  return kind === 'FOLLOW' || kind === 'SCAN' || kind === 'MENU_CLICK' ? 'INTERACTION' : null;
};

const sightingOf = (person: Person, { kind, detail, isOwn }: Booking, at: Date): Sighting => ({
  ...{ ...person, at, isActivity: isOwn },
  change: kind === 'FOLLOW' ? 'FOLLOWED' : kind === 'UNFOLLOW' ? 'UNFOLLOWED' : null,
  sceneKey: kind === 'FOLLOW' ? (detail.sceneKey as string | null) : null,
  scanned: kind === 'FOLLOW' || kind === 'SCAN' ? (detail.sceneKey as string | null) : null,
  cause: CAUSES[`${detail.event}`] ?? 'UNFOLLOWED',
  opens: windowOpenedBy(kind),
});

/** Of events that erase somebody although they have not unfollowed. */
const CAUSES: Readonly<Record<string, LeavingCause>> = {
  user_authorization_revoke: 'CONSENT_WITHDRAWN',
  user_authorization_cancellation: 'WECHAT_ACCOUNT_CLOSED',
};
