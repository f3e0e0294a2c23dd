import { z } from 'zod';
import { type ComponentKeys, openCallback } from '../../integrations/wechat/callback.ts';
import { type ComponentEvent, readComponentEvent } from '../../integrations/wechat/component.events.ts';
import type { Clock } from '../../kernel/clock.ts';
import { assertNever } from '../../kernel/errors.ts';
import { Gathered } from '../../kernel/gathered.ts';
import type { JobRun, JobType } from '../../kernel/jobs.ts';
import type { Logger } from '../../kernel/logger.ts';
import { Seldom } from '../../kernel/seldom.ts';
import { enqueueAll, type UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { ConfirmationService } from '../authorizations/exchange/confirmation.service.ts';
import type { WithdrawalService } from '../authorizations/upkeep/withdrawal.service.ts';
import type { ComponentService } from '../connections/component/component.service.ts';
import { CallbackReceipt } from './callback-receipt.entity.ts';
import {
  giveUpReceipt,
  OPEN_RECEIPT,
  type Opened,
  type Push,
  storeReceipts,
  UNREADABLE,
} from './callback-receipt.repository.ts';

/** Processes a stored receipt. */
export const PROCESS: JobType<{ receiptId: string }> = {
  name: 'callback.process',
  payload: z.object({ receiptId: z.string() }),
  maxAttempts: 12,
};

/** Pushes in one statement. */
const STORED_AT_ONCE = 200;
const KEPT_DAYS = 7;
const GIVEN_UP_KEPT_DAYS = 30;
/** The attempts of a job end within a day. */
const OPEN_DAYS = 2;

/**
 * WeChat's authorization events: verified, stored and answered, then processed by a job. So an answer waits only for one
 * insert, which those share that arrive at the same time.
 */
export class CallbackService {
  private readonly storing = new Gathered<Opened>((pushes) => this.store(pushes), STORED_AT_ONCE);
  private readonly seldom: Seldom;

  constructor(
    private readonly componentKeys: ComponentKeys,
    private readonly component: ComponentService,
    private readonly confirmations: ConfirmationService,
    private readonly withdrawals: WithdrawalService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.seldom = new Seldom(log);
  }

  /**
   * Accepts a push. Once this returns, the push may be answered `success`. What cannot be read is kept as well.
   *
   * @throws {CallbackRefused} if WeChat has not signed it for us; then nothing is stored
   */
  async accept(push: Push): Promise<void> {
    const opened = openCallback(push, this.componentKeys, this.clock);
    const event = readComponentEvent(opened);
    if (event.type === 'component_verify_ticket')
      return this.component.storeTicket(event.ticket, event.createdAt);
    const isUnreadable = event.type === 'unreadable';
    await this.storing.do({ kind: isUnreadable ? 'UNREADABLE' : 'EVENT', push, opened });
    if (isUnreadable) this.seldom.error('event', { lacks: event.lacks }, UNREADABLE);
  }

  private store(pushes: readonly Opened[]): Promise<void> {
    return this.work.platform(async (em) => {
      const stored = await storeReceipts(em, pushes, this.clock.now());
      const events = stored.filter(({ kind }) => kind === 'EVENT');
      await enqueueAll(
        em,
        PROCESS,
        events.map(({ id }) => ({ receiptId: id })),
      );
    });
  }

  /** Idempotent: each step ignores what was done before. After the last attempt the receipt is given up. */
  async process(receiptId: string, { requestId, lastAttempt }: JobRun): Promise<void> {
    const receipt = await this.work.statement((em) => em.findOne(CallbackReceipt, { id: receiptId }));
    if (!receipt || receipt.processedAt || receipt.givenUpAt) return;
    try {
      // Its age was checked when it was accepted; by now it may be old.
      const opened = openCallback(receipt, this.componentKeys, this.clock, {
        windowMs: Number.POSITIVE_INFINITY,
      });
      await this.route(readComponentEvent(opened), requestId);
    } catch (error) {
      if (!lastAttempt) throw error;
      return this.giveUp(receiptId, error);
    }
    await this.work.statement((em) =>
      em.nativeUpdate(CallbackReceipt, { id: receiptId }, { processedAt: this.clock.now() }),
    );
  }

  /** Deletes old receipts. Gives up those that have no job any more: a worker died in the last attempt, for example. */
  async deleteOld(): Promise<void> {
    const daysAgo = (days: number) => new Date(this.clock.now().getTime() - days * 86_400_000);
    await this.work.statement((em) =>
      em.nativeDelete(CallbackReceipt, {
        $or: [
          { processedAt: { $lt: daysAgo(KEPT_DAYS) } },
          { givenUpAt: { $lt: daysAgo(GIVEN_UP_KEPT_DAYS) } },
        ],
      }),
    );
    const withoutJob = await this.work.statement((em) =>
      em.find(
        CallbackReceipt,
        { ...OPEN_RECEIPT, receivedAt: { $lt: daysAgo(OPEN_DAYS) } },
        { fields: ['id'] },
      ),
    );
    for (const { id } of withoutJob) await this.giveUp(id);
  }

  /** Recorded and logged once, even if several processes get here. */
  private async giveUp(receiptId: string, error?: unknown): Promise<void> {
    if (await this.work.statement((em) => giveUpReceipt(em, receiptId, this.clock.now())))
      this.log.error({ receiptId, err: error }, 'a callback of WeChat was given up after its last attempt');
  }

  private async route(event: ComponentEvent, requestId: string): Promise<void> {
    switch (event.type) {
      case 'component_verify_ticket':
        return this.component.storeTicket(event.ticket, event.createdAt);
      case 'authorized':
      case 'updateauthorized':
        return this.confirmations.authorized(event, requestId);
      case 'unauthorized':
        return this.withdrawals.endAuthorization(event.authorizerAppId, event.createdAt, requestId);
      case 'unreadable':
        return;
      case 'unknown':
        this.log.info({ infoType: event.infoType }, 'an event of WeChat that Qiao does not use');
        return;
      default:
        return assertNever(event);
    }
  }
}
