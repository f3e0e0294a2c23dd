import {
  type ComponentKeys,
  echoOf,
  type OpenedCallback,
  openCallback,
  sealReply,
} from '../../integrations/wechat/callback.ts';
import { type AccountMessage, readAccountMessage, textReply } from '../../integrations/wechat/messages.ts';
import type { Clock } from '../../kernel/clock.ts';
import { assertNever } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import { Seldom } from '../../kernel/seldom.ts';
import { enqueue, type UnitOfWork } from '../../kernel/unit-of-work.ts';
import { releaseTestAccount } from '../connections/component/release-test.rules.ts';
import { type Push, storeReceipts, UNREADABLE } from './callback-receipt.repository.ts';
import { ANSWER_RELEASE_TEST, releaseTestStepOf } from './release-test.service.ts';

/** The body of the answer to a message. `success` and an empty body both mean that the follower gets no reply now. */
export type MessageAnswer =
  | { readonly kind: 'ACKNOWLEDGED'; readonly body: 'success' | '' }
  | { readonly kind: 'REPLY'; readonly body: string };

const SUCCESS: MessageAnswer = { kind: 'ACKNOWLEDGED', body: 'success' };

/** Messages and events that WeChat pushes for a connected account. */
export class MessageService {
  private readonly seldom: Seldom;

  constructor(
    private readonly componentKeys: ComponentKeys,
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
   * Accepts a push to one account. The release test comes first: its accounts belong to no installation.
   *
   * @param appId from the address, which is not signed: it counts only if the signed message names the same account
   * @throws {CallbackRefused} if WeChat has not signed it for us; then nothing is stored
   */
  async accept(appId: string, push: Push): Promise<MessageAnswer> {
    const opened = openCallback(push, this.componentKeys, this.clock);
    const message = readAccountMessage(opened);
    if (!message) {
      const { clock, work } = this;
      await work.platform((em) => storeReceipts(em, [{ kind: 'UNREADABLE', push, opened }], clock.now()));
      this.seldom.error('message', {}, UNREADABLE);
      return SUCCESS;
    }
    if (releaseTestAccount(message.originalId)?.appId !== appId) return SUCCESS;
    return this.releaseTest(push, opened, message);
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
