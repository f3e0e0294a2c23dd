import { z } from 'zod';
import type { HttpResponse, RequestText } from '../../kernel/http.ts';
import { parseJson, read, send } from './answer.ts';
import { EloquaError } from './errors.ts';

export interface OAuthConfig {
  clientId: string;
  clientSecret: string;
  /** `https://login.eloqua.com`, or the sandbox. */
  loginUrl: string;
}

export interface Grant {
  accessToken: string;
  /** Replaces the one that was used: keep both tokens in one transaction. */
  refreshToken: string;
  /** Seconds. */
  expiresIn: number;
}

/** Where the answer does not say; what is commonly seen. */
const EIGHT_HOURS = 8 * 3600;

const tokens = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.coerce
    .number()
    .int()
    .positive()
    .nullish()
    .transform((seconds) => seconds ?? EIGHT_HOURS),
});

/**
 * How a site lets our app act in it. Codes and refresh tokens can be used once, so nothing is repeated here: after
 * UNAVAILABLE the code or token may be spent and its answer lost.
 */
export class OAuthClient {
  readonly #config: OAuthConfig;
  readonly #http: RequestText;
  readonly #timeoutMs: number;

  constructor(config: OAuthConfig, http: RequestText, { timeoutMs = 8_000 }: { timeoutMs?: number } = {}) {
    this.#config = config;
    this.#http = http;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Where the browser goes. It returns to `redirectUri`, which must be the registered one, with `code` (good for 60 s)
   * or `error`, and `state`. Eloqua refuses a second visit of a user within 60 s (429).
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

  /** @throws {EloquaError} INVALID_GRANT when the code is used, too old or not ours; UNAUTHORIZED when our secret is wrong */
  async exchangeCode(code: string, redirectUri: string): Promise<Grant> {
    const grant = await this.#token(
      { grant_type: 'authorization_code', code, redirect_uri: redirectUri },
      tokens.extend({ refresh_token: z.string().min(1) }),
    );
    return {
      accessToken: grant.access_token,
      refreshToken: grant.refresh_token,
      expiresIn: grant.expires_in,
    };
  }

  /**
   * The access tokens of before die at once, or (since May 2026) at their own end.
   *
   * @throws {EloquaError} INVALID_GRANT when the site must install the app again; UNAUTHORIZED when our secret is wrong
   */
  async refresh(refreshToken: string, redirectUri: string): Promise<Grant> {
    const grant = await this.#token(
      { grant_type: 'refresh_token', refresh_token: refreshToken, scope: 'full', redirect_uri: redirectUri },
      tokens,
    );
    return {
      accessToken: grant.access_token,
      // RFC 6749 allows an answer without: the old one stays good.
      refreshToken: grant.refresh_token ?? refreshToken,
      expiresIn: grant.expires_in,
    };
  }

  async #token<Answer>(body: Readonly<Record<string, string>>, answer: z.ZodType<Answer>): Promise<Answer> {
    const { clientId, clientSecret, loginUrl } = this.#config;
    const call = 'POST /auth/oauth2/token';
    const response = await send(this.#http, call, {
      url: new URL('/auth/oauth2/token', loginUrl).href,
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
      timeoutMs: this.#timeoutMs,
    });
    if (isGrantRefused(response)) throw new EloquaError(call, 'INVALID_GRANT', { status: response.status });
    return read(call, response, answer);
  }
}

const refusal = z.object({ error: z.string() });

/** A 401 that blames nobody means an expired refresh token, Oracle says; one that blames the client is our secret. */
function isGrantRefused({ status, body }: HttpResponse): boolean {
  if (status !== 400 && status !== 401) return false;
  const { data } = refusal.safeParse(parseJson(body));
  return data ? data.error === 'invalid_grant' : status === 401;
}
