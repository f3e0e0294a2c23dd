import type { RequestText } from '../../kernel/http.ts';
import { identity } from './eloqua.answers.ts';
import { type CallOptions, call } from './rest.call.ts';

export interface Identity {
  siteId: string;
  siteName: string | null;
  userId: string | null;
  /** The login name. */
  userName: string | null;
  /** URL of the site's current pod, without a trailing slash. */
  baseUrl: string;
}

/** Its name in errors. */
export const IDENTITY_CALL = 'GET /id';

/** Says which user and site a token belongs to, and where the site is. */
export class IdentityClient {
  readonly #loginUrl: string;
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor({ loginUrl }: { loginUrl: string }, http: RequestText, options: CallOptions = {}) {
    this.#loginUrl = loginUrl;
    this.#http = http;
    this.#options = options;
  }

  /**
   * Throttled: ask once and keep the answer. Sites move, so ask again after an UNAUTHORIZED of any other call. If this
   * call is UNAUTHORIZED too, the token is invalid, the user is disabled, or our IP address is not on the site's list.
   */
  async identify(accessToken: string): Promise<Identity> {
    const session = { baseUrl: this.#loginUrl, accessToken };
    const { site, user, urls } = await call(this.#http, session, {
      ...this.#options,
      method: 'GET',
      path: '/id',
      answer: identity,
    });
    return {
      siteId: site.id,
      siteName: site.name,
      userId: user?.id ?? null,
      userName: user?.username ?? null,
      baseUrl: urls.base.replace(/\/+$/, ''),
    };
  }
}
