import type { Sandbox } from './context.ts';
import { WeChatError } from './errors.ts';
import { newAccessToken, newAuthCode, newPreAuthCode, newRefreshToken } from './ids.ts';
import type { AccessToken, Account, AuthCode, Authorization, Component, PreAuthCode } from './state.ts';

/** An authorization in force of this account for this component. */
export function findAuthorization(
  sandbox: Sandbox,
  componentAppId: string,
  appId: string,
): Authorization | undefined {
  return sandbox.state.authorizations[authorizationKey(componentAppId, appId)];
}

/** There is one authorization, in force or revoked, for each pair. */
export const authorizationKey = (componentAppId: string, appId: string): string =>
  `${componentAppId}/${appId}`;

/** Whether the component has yet to confirm a set before it may use it. */
export function isUnconfirmed(account: Account, set: number): boolean {
  const info = account.confirmInfo[set];
  return info?.needConfirm === 1 && info.alreadyConfirm === 0;
}

/** Replaces the component's token; the one before lives on for the overlap. */
export function issueComponentToken(sandbox: Sandbox, component: Component): AccessToken {
  return issue(sandbox, component.appId, null, sandbox.settings.componentTokenSeconds);
}

/** Replaces the account's token for one component; the one before lives on for the overlap. */
export function issueAuthorizerToken(sandbox: Sandbox, authorization: Authorization): AccessToken {
  return issue(
    sandbox,
    authorization.componentAppId,
    authorization.id,
    sandbox.settings.authorizerTokenSeconds,
  );
}

function issue(
  sandbox: Sandbox,
  componentAppId: string,
  authorizationId: string | null,
  lifeSeconds: number,
): AccessToken {
  const now = sandbox.now();
  for (const token of Object.values(sandbox.state.accessTokens)) {
    if (token.componentAppId === componentAppId && token.authorizationId === authorizationId) {
      token.supersededAt ??= now;
    }
  }
  const token: AccessToken = {
    value: newAccessToken(),
    componentAppId,
    authorizationId,
    expiresAt: now + lifeSeconds * 1000,
    supersededAt: null,
  };
  sandbox.state.accessTokens[token.value] = token;
  sandbox.store.changed();
  return token;
}

/** The living token of that value, or 41001, 40014, 40001, 42001. */
export function liveToken(sandbox: Sandbox, value: string): AccessToken {
  if (value === '') throw new WeChatError(41001);
  if (!/^\d+_[A-Za-z0-9_-]{20,}$/.test(value)) throw new WeChatError(40014);
  const token = sandbox.state.accessTokens[value];
  if (token === undefined) throw new WeChatError(40001);
  const now = sandbox.now();
  if (now >= token.expiresAt) throw new WeChatError(42001);
  const { componentTokenOverlapSeconds, authorizerTokenOverlapSeconds } = sandbox.settings;
  const overlap =
    token.authorizationId === null ? componentTokenOverlapSeconds : authorizerTokenOverlapSeconds;
  if (token.supersededAt !== null && now >= token.supersededAt + overlap * 1000) throw new WeChatError(40001);
  return token;
}

/** Checks a ticket: 61006 where it never was one, 61005 after its life. */
export function checkTicket(sandbox: Sandbox, component: Component, value: string): void {
  const ticket = component.tickets.find((candidate) => candidate.value === value);
  if (ticket === undefined) throw new WeChatError(61006);
  if (sandbox.now() >= ticket.expiresAt) throw new WeChatError(61005);
}

export function issuePreAuthCode(sandbox: Sandbox, component: Component): PreAuthCode {
  const code: PreAuthCode = {
    value: newPreAuthCode(),
    componentAppId: component.appId,
    expiresAt: sandbox.now() + sandbox.settings.preAuthCodeSeconds * 1000,
    used: false,
  };
  sandbox.state.preAuthCodes[code.value] = code;
  sandbox.store.changed();
  return code;
}

/** The pre-auth code if it can be used by this component now. */
export function usablePreAuthCode(
  sandbox: Sandbox,
  componentAppId: string,
  value: string,
): PreAuthCode | undefined {
  const code = sandbox.state.preAuthCodes[value];
  return code !== undefined &&
    code.componentAppId === componentAppId &&
    !code.used &&
    sandbox.now() < code.expiresAt
    ? code
    : undefined;
}

export function issueAuthCode(sandbox: Sandbox, authorization: Authorization): AuthCode {
  const code: AuthCode = {
    value: newAuthCode(),
    authorizationId: authorization.id,
    componentAppId: authorization.componentAppId,
    expiresAt: sandbox.now() + sandbox.settings.authCodeSeconds * 1000,
    used: false,
  };
  sandbox.state.authCodes[code.value] = code;
  sandbox.store.changed();
  return code;
}

/** Uses up an authorization code: 61009 wrong or another component's, 61010 expired or used, 61003 revoked meanwhile. */
export function useAuthCode(sandbox: Sandbox, component: Component, value: string): Authorization {
  const code = sandbox.state.authCodes[value];
  if (code === undefined || code.componentAppId !== component.appId) throw new WeChatError(61009);
  if (code.used || sandbox.now() >= code.expiresAt) throw new WeChatError(61010);
  const authorization = Object.values(sandbox.state.authorizations).find(
    ({ id }) => id === code.authorizationId,
  );
  if (authorization === undefined || authorization.revoked) throw new WeChatError(61003);
  code.used = true;
  sandbox.store.changed();
  return authorization;
}

/** The refresh token; created if it does not exist yet. */
export function refreshTokenOf(sandbox: Sandbox, authorization: Authorization): string {
  if (authorization.refreshToken === '') {
    authorization.refreshToken = newRefreshToken();
    sandbox.store.changed();
  }
  return authorization.refreshToken;
}
