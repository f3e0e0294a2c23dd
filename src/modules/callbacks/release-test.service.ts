import { z } from 'zod';
import type { AccountClient } from '../../integrations/wechat/account.client.ts';
import { type ComponentKeys, openCallback } from '../../integrations/wechat/callback.ts';
import { WeChatError } from '../../integrations/wechat/errors.ts';
import { type AccountMessage, readAccountMessage } from '../../integrations/wechat/messages.ts';
import { optionalText, type XmlElement } from '../../integrations/wechat/xml.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { JobType } from '../../kernel/jobs.ts';
import type { Logger } from '../../kernel/logger.ts';
import { placeOf } from '../../kernel/sealed.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import {
  apiText,
  type ReleaseTestStep,
  releaseTestAccount,
  releaseTestStep,
} from '../connections/component/release-test.rules.ts';
import type { WeChatComponent } from '../connections/component/wechat-component.service.ts';
import { CallbackReceipt } from './callback-receipt.entity.ts';
import { giveUpReceipt } from './callback-receipt.repository.ts';

/** Contains the id of the receipt, not the code in it. Its four attempts take half a minute; then WeChat ends its test. */
export const ANSWER_RELEASE_TEST: JobType<{ receiptId: string }> = {
  name: 'callback.answer-release-test',
  payload: z.object({ receiptId: z.string() }),
  maxAttempts: 4,
};

/** What a message to a test account asks for. */
export function releaseTestStepOf(message: AccountMessage, xml: XmlElement | null): ReleaseTestStep | null {
  const isEvent = xml !== null && optionalText(xml, 'MsgType')?.trim().toLowerCase() === 'event';
  return releaseTestStep({
    text: message.type === 'text' ? message.content : null,
    event: isEvent ? (optionalText(xml, 'Event')?.trim() ?? null) : null,
  });
}

/** The part of WeChat's release test that is answered with calls of its API. Its tokens are stored only in the receipt. */
export class ReleaseTestService {
  constructor(
    private readonly componentKeys: ComponentKeys,
    private readonly wechat: WeChatComponent,
    private readonly accounts: AccountClient,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Exchanges the code in a stored message and sends the text that WeChat waits for; once, unless an answer is lost. */
  async answer(receiptId: string, lastAttempt: boolean): Promise<void> {
    const receipt = await this.work.platform((em) => em.findOne(CallbackReceipt, { id: receiptId }));
    if (!receipt || receipt.processedAt || receipt.givenUpAt) return;
    try {
      await this.send(receipt);
    } catch (error) {
      const final = error instanceof WeChatError && isFinal(error);
      if (!final && !lastAttempt) throw error;
      const { api, errcode, rid } = error instanceof WeChatError ? error : {};
      this.log.warn({ receiptId, api, errcode, rid }, 'the release test of WeChat gets no message');
      if (!final)
        return void (await this.work.platform((em) => giveUpReceipt(em, receiptId, this.clock.now())));
    }
    await this.work.platform((em) =>
      em.nativeUpdate(
        CallbackReceipt,
        { id: receiptId },
        { processedAt: this.clock.now(), sealedToken: null },
      ),
    );
  }

  private async send(receipt: CallbackReceipt): Promise<void> {
    // Its age was checked when it was accepted; by now it may be old.
    const opened = openCallback(receipt, this.componentKeys, this.clock, {
      windowMs: Number.POSITIVE_INFINITY,
    });
    const message = readAccountMessage(opened);
    if (!message?.openId) return;
    const account = releaseTestAccount(message.originalId);
    const step = releaseTestStepOf(message, opened.xml);
    if (!account || step?.kind !== 'EXCHANGE') return;
    const token = await this.ownToken(receipt, account.appId, step.code);
    if (token) await this.accounts.customSendText(token, message.openId, apiText(step.code));
  }

  /** A code can be exchanged once. So the token is stored, sealed, until the receipt is processed. */
  private async ownToken(receipt: CallbackReceipt, appId: string, code: string): Promise<string | null> {
    const bound = placeOf(CallbackReceipt, 'sealedToken', receipt.id);
    if (receipt.sealedToken) return this.keys.open(receipt.sealedToken, bound);
    const authorization = await this.wechat.exchangeCode(code);
    if (authorization.appId !== appId || authorization.accessToken === null) {
      this.log.warn({ appId }, 'the code of a release test gave no token for the account that sent it');
      return null;
    }
    const sealedToken = this.keys.seal(authorization.accessToken, bound);
    await this.work.platform((em) => em.nativeUpdate(CallbackReceipt, { id: receipt.id }, { sealedToken }));
    return authorization.accessToken;
  }
}

/** The code was used, or the test is over. */
function isFinal({ reaction }: WeChatError): boolean {
  return reaction === 'CODE_SPENT' || reaction === 'REAUTHORIZE';
}
