import { z } from 'zod';
import type { RequestText } from '../../kernel/http.ts';
import { type CallOptions, call } from './rest.call.ts';
import { id } from './scalars.ts';

export interface Identity {
  siteId: string;
  siteName: string;
  userId: string;
  /** The login name. */
  userName: string;
  /** URL of the site's current pod, without a trailing slash. */
  baseUrl: string;
}

const identity = z
  .object({
    site: z.object({ id, name: z.string() }),
    user: z.object({ id, username: z.string() }),
    urls: z.object({ base: z.url({ protocol: /^https?$/ }) }),
  })
  .transform(({ site, user, urls }) => ({
    siteId: site.id,
    siteName: site.name,
    userId: user.id,
    userName: user.username,
    baseUrl: urls.base.replace(/\/+$/, ''),
  }));

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
  identify(accessToken: string): Promise<Identity> {
    const session = { baseUrl: this.#loginUrl, accessToken };
    return call(this.#http, session, { ...this.#options, method: 'GET', path: '/id', answer: identity });
  }
}
