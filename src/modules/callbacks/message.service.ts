import {
  type ComponentKeys,
  echoOf,
  type OpenedCallback,
  openCallback,
  sealReply,
} from '../../integrations/wechat/callback.ts';
import { type AccountMessage, readAccountMessage, textReply } from '../../integrations/wechat/messages.ts';
import type { Clock } from '../../kernel/clock.ts';
import { assertNever, RequestError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import { Seldom } from '../../kernel/seldom.ts';
import { enqueue, type UnitOfWork } from '../../kernel/unit-of-work.ts';
import { releaseTestAccount } from '../connections/component/release-test.rules.ts';
import { type Push, storeReceipts, UNREADABLE } from './callback-receipt.repository.ts';
import type { Arrival, Inbox } from './inbox/inbox.service.ts';
import { ANSWER_RELEASE_TEST, releaseTestStepOf } from './release-test.service.ts';

/** The body of the answer to a message. `success` and an empty body both mean that the follower gets no reply now. */
export type MessageAnswer =
  | { readonly kind: 'ACKNOWLEDGED'; readonly body: 'success' | '' }
  | { readonly kind: 'REPLY'; readonly body: string };

const SUCCESS: MessageAnswer = { kind: 'ACKNOWLEDGED', body: 'success' };

/** WeChat waits for five seconds. */
const ANSWERED_WITHIN_MS = 4500;

/** Messages and events that WeChat pushes for a connected account. */
export class MessageService {
  private readonly seldom: Seldom;

  constructor(
    private readonly componentKeys: ComponentKeys,
    private readonly inbox: Inbox,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    log: Logger,
  ) {
    this.seldom = new Seldom(log);
  }

  /** What answers WeChat's check of an address; null if it is not signed with our token. */
  echo(query: Push['query']): string | null {
    return echoOf(query, this.componentKeys);
  }

  /**
   * Accepts a push to one account, and answers in time. What is answered is stored. What is stored too late is refused, so
   * that WeChat pushes it again; it is stored once all the same.
   *
   * @param appId from the address, which is not signed: it counts only if the signed message names the same account
   * @param traceId of the request, to find the push in the log and in the journey of what it tells
   * @throws {CallbackRefused} if WeChat has not signed it for us; then nothing is stored
   * @throws {RequestError} SERVICE_UNAVAILABLE if it is not stored in time
   */
  async accept(appId: string, push: Push, traceId: string): Promise<MessageAnswer> {
    const arrival = { arrivedAt: this.clock.now(), traceId };
    const timer = Promise.withResolvers<never>();
    const limit = setTimeout(() => {
      this.seldom.warn('late', {}, 'the database is too slow for WeChat; it pushes its messages again');
      timer.reject(new RequestError('SERVICE_UNAVAILABLE'));
    }, ANSWERED_WITHIN_MS);
    try {
      return await Promise.race([this.take(appId, push, arrival), timer.promise]);
    } finally {
      clearTimeout(limit);
    }
  }

  /** The release test comes first: its accounts belong to no installation. */
  private async take(appId: string, push: Push, arrival: Arrival): Promise<MessageAnswer> {
    const opened = openCallback(push, this.componentKeys, this.clock);
    const message = readAccountMessage(opened);
    if (!message || !opened.xml) {
      const { clock, work } = this;
      await work.platform((em) => storeReceipts(em, [{ kind: 'UNREADABLE', push, opened }], clock.now()));
      this.seldom.error('message', {}, UNREADABLE);
      return SUCCESS;
    }
    if (releaseTestAccount(message.originalId)?.appId === appId)
      return this.releaseTest(push, opened, message);
    await this.inbox.store(appId, push, message, opened.xml, arrival);
    return SUCCESS;
  }

  private async releaseTest(
    push: Push,
    opened: OpenedCallback,
    message: AccountMessage,
  ): Promise<MessageAnswer> {
    const { originalId, openId } = message;
    const step = releaseTestStepOf(message, opened.xml);
    if (!openId) return SUCCESS;
    switch (step?.kind) {
      case undefined:
        return SUCCESS;
      case 'REPLY': {
        const reply = textReply({ originalId, openId }, step.content, this.clock.now());
        return { kind: 'REPLY', body: sealReply(reply, opened, this.componentKeys, this.clock) };
      }
      case 'EXCHANGE':
        await this.work.platform(async (em) => {
          const [stored] = await storeReceipts(em, [{ kind: 'MESSAGE', push, opened }], this.clock.now());
          if (stored) await enqueue(em, ANSWER_RELEASE_TEST, { receiptId: stored.id });
        });
        return { kind: 'ACKNOWLEDGED', body: '' };
      default:
        return assertNever(step);
    }
  }
}
