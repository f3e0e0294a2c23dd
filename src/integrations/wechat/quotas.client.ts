import type { RequestText } from '../../kernel/http.ts';
import * as answers from './account.answers.ts';
import { type CallOptions, call } from './call.ts';
import { WeChatError } from './errors.ts';

/** How many calls of one API an account may make a day, until midnight in Beijing. */
export interface ApiQuota {
  readonly dailyLimit: number;
  readonly used: number;
  readonly remaining: number;
}

/** WeChat has no quota to show: no permission, a path that it does not know, or one that it does not count. */
const NO_QUOTA: readonly number[] = [76003, 76021, 76022];

/** The quotas of an account, with its authorizer access token. All methods throw `WeChatError`. */
export class QuotasClient {
  readonly #apiUrl: string;
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor({ apiUrl }: { apiUrl: string }, http: RequestText, options: CallOptions = {}) {
    this.#apiUrl = apiUrl;
    this.#http = http;
    this.#options = options;
  }

  /**
   * Null: WeChat has none to show.
   *
   * @param cgiPath for example `/cgi-bin/user/get`
   */
  async quota(token: string, cgiPath: string): Promise<ApiQuota | null> {
    try {
      const { quota } = await call(this.#http, {
        ...this.#options,
        apiUrl: this.#apiUrl,
        api: 'openapi/quota/get',
        query: { access_token: token },
        body: { cgi_path: cgiPath },
        answer: answers.quota,
        retries: 1,
      });
      const { daily_limit: dailyLimit, used, remain } = quota;
      return { dailyLimit, used, remaining: remain ?? Math.max(0, dailyLimit - used) };
    } catch (error) {
      if (error instanceof WeChatError && NO_QUOTA.includes(error.errcode)) return null;
      throw error;
    }
  }
}
