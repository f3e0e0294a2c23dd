import type { RequestText } from '../../kernel/http.ts';
import * as answers from './account.answers.ts';
import { type CallOptions, call } from './call.ts';
import type { ComponentConfig } from './component.client.ts';

/** Who a visitor of our page is for an account. */
export interface WebUser {
  readonly openId: string;
  /** Only if the account is bound to an open platform. */
  readonly unionId: string | null;
}

/**
 * Finds out which user of WeChat has a page of ours open in WeChat's browser. The account must be a verified service account,
 * and have granted permission set 4, which only one component can have.
 */
export class WebAuthorizationClient {
  readonly #config: Pick<ComponentConfig, 'appId' | 'apiUrl' | 'openUrl'>;
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor(
    config: Pick<ComponentConfig, 'appId' | 'apiUrl' | 'openUrl'>,
    http: RequestText,
    options: CallOptions = {},
  ) {
    this.#config = config;
    this.#http = http;
    this.#options = options;
  }

  /**
   * Where the browser is sent. It returns to `redirectUri`, on the component's domain, with `code` (good for five minutes),
   * `state` and `appid` added; the query is not signed, so `state` must be checked. `snsapi_base` asks the user nothing.
   *
   * @param page.state at most 128 letters and digits
   */
  authorizeUrl({
    appId,
    redirectUri,
    state,
    scope,
  }: {
    appId: string;
    redirectUri: string;
    state: string;
    scope: 'snsapi_base' | 'snsapi_userinfo';
  }): string {
    const url = new URL('/connect/oauth2/authorize#wechat_redirect', this.#config.openUrl);
    // WeChat wants them in this order.
    url.search = new URLSearchParams({
      appid: appId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope,
      state,
      component_appid: this.#config.appId,
    }).toString();
    return url.href;
  }

  /**
   * Uses the code, even if the answer is lost (`outcomeUnknown`).
   *
   * @throws {WeChatError} CODE_SPENT if it was used before, has expired or never was one
   */
  async exchange(componentToken: string, appId: string, code: string): Promise<WebUser> {
    const { openid, unionid } = await call(this.#http, {
      ...this.#options,
      apiUrl: this.#config.apiUrl,
      api: '/sns/oauth2/component/access_token',
      query: {
        appid: appId,
        code,
        grant_type: 'authorization_code',
        component_appid: this.#config.appId,
        component_access_token: componentToken,
      },
      answer: answers.webAuthorization,
    });
    return { openId: openid, unionId: unionid };
  }
}
