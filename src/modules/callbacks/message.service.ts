import {
  type ComponentKeys,
  type OpenedCallback,
  openCallback,
  sealReply,
} from '../../integrations/wechat/callback.ts';
import { type AccountMessage, parseAccountMessage, textReply } from '../../integrations/wechat/messages.ts';
import type { Clock } from '../../kernel/clock.ts';
import { assertNever } from '../../kernel/errors.ts';
import { enqueue, type UnitOfWork } from '../../kernel/unit-of-work.ts';
import { releaseTestAccount } from '../connections/component/release-test.rules.ts';
import { type Push, storeReceipts } from './callback-receipt.repository.ts';
import { ANSWER_RELEASE_TEST, releaseTestStepOf } from './release-test.service.ts';

/** The body of the answer to a message. `success` and an empty body both mean that the follower gets no reply now. */
export type MessageAnswer =
  | { readonly kind: 'ACKNOWLEDGED'; readonly body: 'success' | '' }
  | { readonly kind: 'REPLY'; readonly body: string };

const SUCCESS: MessageAnswer = { kind: 'ACKNOWLEDGED', body: 'success' };

/** Messages and events that WeChat pushes for a connected account. */
export class MessageService {
  constructor(
    private readonly componentKeys: ComponentKeys,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Accepts a push to one account. The release test comes first: its accounts belong to no installation.
   *
   * @param appId from the address, which is not signed: it counts only if the signed message names the same account
   * @throws {CallbackRefused} if WeChat has not signed it, or it is not well formed; then nothing is stored
   */
  async accept(appId: string, push: Push): Promise<MessageAnswer> {
    const opened = openCallback(push, this.componentKeys, this.clock);
    const message = parseAccountMessage(opened.xml);
    if (releaseTestAccount(message.originalId)?.appId !== appId) return SUCCESS;
    return this.releaseTest(push, opened, message);
  }

  private async releaseTest(
    push: Push,
    opened: OpenedCallback,
    message: AccountMessage,
  ): Promise<MessageAnswer> {
    const step = releaseTestStepOf(message, opened.xml);
    switch (step?.kind) {
      case undefined:
        return SUCCESS;
      case 'REPLY': {
        const reply = textReply(message, step.content, this.clock.now());
        return { kind: 'REPLY', body: sealReply(reply, opened, this.componentKeys, this.clock) };
      }
      case 'EXCHANGE':
        await this.work.platform(async (em) => {
          const [receiptId] = await storeReceipts(em, [{ kind: 'MESSAGE', push, opened }]);
          if (receiptId) await enqueue(em, ANSWER_RELEASE_TEST, { receiptId });
        });
        return { kind: 'ACKNOWLEDGED', body: '' };
      default:
        return assertNever(step);
    }
  }
}
