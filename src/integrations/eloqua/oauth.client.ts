import type { z } from 'zod';
import type { HttpResponse, RequestText } from '../../kernel/http.ts';
import { type OnOdd, parseJson, read, send } from './answer.ts';
import { firstTokens, refreshedTokens } from './eloqua.answers.ts';
import { EloquaError } from './errors.ts';

export interface OAuthConfig {
  clientId: string;
  clientSecret: string;
  /** `https://login.eloqua.com`, or the sandbox. */
  loginUrl: string;
}

export interface Grant {
  accessToken: string;
  /** Replaces the used refresh token: store both tokens in one transaction. */
  refreshToken: string;
  /** Lifetime in seconds. */
  expiresIn: number;
}

/** Its name in errors. */
export const TOKEN_CALL = 'POST /auth/oauth2/token';

/**
 * Lets a site authorize our app. Codes and refresh tokens can be used once, so no call is repeated here: after
 * UNAVAILABLE the code or token may be used and its answer lost.
 */
export class OAuthClient {
  readonly #config: OAuthConfig;
  readonly #http: RequestText;
  readonly #options: { readonly timeoutMs?: number; readonly onOdd?: OnOdd };

  constructor(
    config: OAuthConfig,
    http: RequestText,
    options: { readonly timeoutMs?: number; readonly onOdd?: OnOdd } = {},
  ) {
    this.#config = config;
    this.#http = http;
    this.#options = options;
  }

  /**
   * The URL for the browser. Eloqua redirects it to `redirectUri`, which must be the registered one, with `state` and
   * either `code` (valid for 60 s) or `error`. Eloqua refuses a second visit of a user within 60 s (429).
   */
  authorizeUrl({ redirectUri, state }: { redirectUri: string; state: string }): string {
    const url = new URL('/auth/oauth2/authorize', this.#config.loginUrl);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: this.#config.clientId,
      redirect_uri: redirectUri,
      scope: 'full',
      state,
    }).toString();
    return url.href;
  }

  /**
   * @throws {EloquaError} INVALID_GRANT if the code was used, has expired or is not ours; UNAUTHORIZED if our secret is
   *   wrong
   */
  async exchangeCode(code: string, redirectUri: string): Promise<Grant> {
    const grant = await this.#token(
      { grant_type: 'authorization_code', code, redirect_uri: redirectUri },
      firstTokens,
    );
    return {
      accessToken: grant.access_token,
      refreshToken: grant.refresh_token,
      expiresIn: grant.expires_in,
    };
  }

  /**
   * Earlier access tokens become invalid at once or, since May 2026, when they expire.
   *
   * @throws {EloquaError} INVALID_GRANT if the site must install the app again; UNAUTHORIZED if our secret is wrong
   */
  async refresh(refreshToken: string, redirectUri: string): Promise<Grant> {
    const grant = await this.#token(
      { grant_type: 'refresh_token', refresh_token: refreshToken, scope: 'full', redirect_uri: redirectUri },
      refreshedTokens,
    );
    return {
      accessToken: grant.access_token,
      // RFC 6749 allows an answer without a refresh token: the old one stays valid.
      refreshToken: grant.refresh_token ?? refreshToken,
      expiresIn: grant.expires_in,
    };
  }

  async #token<Answer>(body: Readonly<Record<string, string>>, answer: z.ZodType<Answer>): Promise<Answer> {
    const { clientId, clientSecret, loginUrl } = this.#config;
    const { timeoutMs = 8_000, onOdd } = this.#options;
    const call = TOKEN_CALL;
    const response = await send(this.#http, call, {
      url: new URL('/auth/oauth2/token', loginUrl).href,
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
      timeoutMs,
    });
    if (isGrantRefused(response)) throw new EloquaError(call, 'INVALID_GRANT', { status: response.status });
    return read(call, response, answer, onOdd);
  }
}

/**
 * According to Oracle, a 401 without an error means an expired refresh token. One with `invalid_client` means that our
 * secret is wrong. One that says something else is not about the token, but from a gateway for example: to believe it would
 * cost every site its connection.
 */
function isGrantRefused({ status, body }: HttpResponse): boolean {
  if (status !== 400 && status !== 401) return false;
  const json = parseJson(body);
  if (json === undefined) return status === 401 && body === '';
  if (typeof json !== 'object' || json === null) return false;
  const isEmpty = !Array.isArray(json) && Object.keys(json).length === 0;
  return isEmpty ? status === 401 : 'error' in json && json.error === 'invalid_grant';
}
