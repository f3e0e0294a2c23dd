import type { RequestText } from '../../kernel/http.ts';
import { type CallOptions, call } from './call.ts';
import { done } from './component.answers.ts';

/** Calls on behalf of one account, with its authorizer access token. All methods throw `WeChatError`. */
export class AccountClient {
  readonly #apiUrl: string;
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor({ apiUrl }: { apiUrl: string }, http: RequestText, options: CallOptions = {}) {
    this.#apiUrl = apiUrl;
    this.#http = http;
    this.#options = options;
  }

  /**
   * Sends a customer-service message, which is allowed for 48 hours after the follower's last message. WeChat returns
   * no id and has no idempotency key: after `outcomeUnknown` it may have been sent.
   */
  async customSendText(token: string, openId: string, content: string): Promise<void> {
    await call(this.#http, {
      ...this.#options,
      apiUrl: this.#apiUrl,
      api: 'message/custom/send',
      query: { access_token: token },
      body: { touser: openId, msgtype: 'text', text: { content } },
      answer: done,
    });
  }
}
