import type { App } from './apps.ts';
import type { Sandbox } from './context.ts';
import { EloquaError } from './errors.ts';
import { issueTokens, isUsable, signIn, splitBasic, type TokenAnswer } from './tokens.ts';

/** `error_code` of 401 answers. The thousands digit is a category; only 2509 is published, the others are ours. */
const ERROR_CODES: Readonly<Record<string, number>> = { invalid_client: 1001, invalid_grant: 2001 };

/** Exchanges a code, a refresh token or a password. Codes and refresh tokens work once; a refresh replaces both tokens. */
export function exchange(
  sandbox: Sandbox,
  authorization: string | undefined,
  contentType: string | undefined,
  body: string,
): TokenAnswer {
  const app = authenticate(sandbox, authorization);
  const input = readBody(contentType, body);
  const { grant_type: grantType, scope } = input;
  if (!grantType) throw refusal(400, 'invalid_request', 'The "grant_type" parameter is required.');
  if (scope && scope !== 'full') throw refusal(400, 'invalid_scope', 'The "scope" value is not known.');
  if (grantType === 'authorization_code') return exchangeCode(sandbox, app, input);
  if (grantType === 'refresh_token') return refresh(sandbox, app, input);
  if (grantType === 'password') return exchangePassword(sandbox, app, input);
  throw refusal(400, 'unsupported_grant_type', 'The "grant_type" value is not supported.');
}

function exchangeCode(sandbox: Sandbox, app: App, input: Record<string, string>): TokenAnswer {
  const { code, redirect_uri: redirectUri } = input;
  if (!code) throw refusal(400, 'invalid_request', 'The "code" parameter is required.');
  if (!redirectUri) throw refusal(400, 'invalid_request', 'The "redirect_uri" parameter is required.');
  const known = sandbox.state.codes[code];
  const { invalidCodeStatus } = sandbox.settings;
  if (known === undefined || !isUsable(sandbox, known, app)) {
    throw refusal(invalidCodeStatus, 'invalid_grant', 'The authorization code is invalid, used or expired.');
  }
  if (known.redirectUri !== redirectUri) {
    throw refusal(invalidCodeStatus, 'invalid_grant', 'The "redirect_uri" value is not that of the code.');
  }
  known.used = true;
  return issueTokens(sandbox, known);
}

function refresh(sandbox: Sandbox, app: App, input: Record<string, string>): TokenAnswer {
  const { refresh_token: refreshToken } = input;
  if (!refreshToken) throw refusal(400, 'invalid_request', 'The "refresh_token" parameter is required.');
  const known = sandbox.state.refreshTokens[refreshToken];
  if (
    known === undefined ||
    !isUsable(sandbox, known, app) ||
    !canSignIn(sandbox, known.site, known.userId)
  ) {
    throw refusal(401, 'invalid_grant', 'The refresh token is invalid, used or expired.');
  }
  known.used = true;
  if (!sandbox.settings.oldAccessTokenLives) endAccessTokens(sandbox, known);
  return issueTokens(sandbox, known);
}

function exchangePassword(sandbox: Sandbox, app: App, input: Record<string, string>): TokenAnswer {
  const { username, password } = input;
  if (!username) throw refusal(400, 'invalid_request', 'The "username" parameter is required.');
  if (!password) throw refusal(400, 'invalid_request', 'The "password" parameter is required.');
  const found = signIn(sandbox, username, password);
  if (found === undefined) throw refusal(400, 'invalid_grant', 'The user name or the password is wrong.');
  return issueTokens(sandbox, { appId: app.appId, site: found.site.name, userId: found.user.id });
}

function canSignIn(sandbox: Sandbox, site: string, userId: string): boolean {
  const user = sandbox.state.sites[site]?.users[userId];
  return user !== undefined && !user.isDisabled && !user.isDeleted;
}

function endAccessTokens(sandbox: Sandbox, of: { appId: string; site: string; userId: string }): void {
  for (const token of Object.values(sandbox.state.accessTokens)) {
    if (token.appId === of.appId && token.site === of.site && token.userId === of.userId) token.expiresAt = 0;
  }
}

function authenticate(sandbox: Sandbox, authorization: string | undefined): App {
  const [, credentials = ''] = /^Basic (.+)$/i.exec(authorization ?? '') ?? [];
  const [clientId = '', secret = ''] = splitBasic(credentials);
  const app = Object.values(sandbox.state.apps).find((one) => spellings(clientId).includes(one.clientId));
  if (app === undefined || !spellings(secret).includes(app.clientSecret)) {
    throw refusal(401, 'invalid_client', 'The client is not known, or its secret is wrong.', {
      'www-authenticate': 'Basic',
    });
  }
  return app;
}

/** As it is, and decoded: RFC 6749 has client id and secret form-encoded, which not every client does. */
function spellings(text: string): string[] {
  try {
    return [text, decodeURIComponent(text.replaceAll('+', ' '))];
  } catch {
    return [text];
  }
}

/** JSON or a form; 400 where the body is neither. */
function readBody(contentType: string | undefined, body: string): Record<string, string> {
  if (contentType?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, String(inner)]));
    }
  } catch {
    // falls through to the refusal
  }
  throw refusal(400, 'invalid_request', 'The body is neither a form nor a JSON object.');
}

function refusal(
  status: 400 | 401,
  error: string,
  description: string,
  headers: Record<string, string> = {},
): EloquaError {
  const body =
    status === 401
      ? { error, error_code: ERROR_CODES[error], error_description: description }
      : { error, error_description: description };
  return new EloquaError(status, body, headers);
}
