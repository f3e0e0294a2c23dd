import type { App } from './apps.ts';
import type { Sandbox } from './context.ts';
import { newToken } from './ids.ts';
import type { Site, User } from './site.ts';
import type { AuthCode, Token } from './state.ts';

/** Who a call is made for. */
export interface Caller {
  /** null: by HTTP Basic, a user without any app. */
  app: App | null;
  site: Site;
  user: User;
}

export interface TokenAnswer {
  access_token: string;
  token_type: 'bearer';
  expires_in: number;
  refresh_token: string;
}

export function issueCode(
  sandbox: Sandbox,
  { app, site, user }: Caller & { app: App },
  redirectUri: string,
): string {
  const value = newToken();
  sandbox.state.codes[value] = {
    value,
    appId: app.appId,
    site: site.name,
    userId: user.id,
    redirectUri,
    expiresAt: sandbox.now() + sandbox.settings.codeSeconds * 1000,
    used: false,
  };
  sandbox.store.changed();
  return value;
}

/** A fresh pair of tokens; the code or refresh token that paid for it must be marked used by the caller. */
export function issueTokens(sandbox: Sandbox, owner: Pick<Token, 'appId' | 'site' | 'userId'>): TokenAnswer {
  const { settings, state } = sandbox;
  const { appId, site, userId } = owner;
  const make = (seconds: number): Token => ({
    value: newToken(),
    appId,
    site,
    userId,
    expiresAt: sandbox.now() + seconds * 1000,
    used: false,
  });
  const access = make(settings.accessTokenSeconds);
  const refresh = make(settings.refreshTokenSeconds);
  state.accessTokens[access.value] = access;
  state.refreshTokens[refresh.value] = refresh;
  sandbox.store.changed();
  return {
    access_token: access.value,
    token_type: 'bearer',
    expires_in: Math.floor(settings.accessTokenSeconds),
    refresh_token: refresh.value,
  };
}

/** Whether a code or token still works, for this app. */
export const isUsable = (sandbox: Sandbox, grant: AuthCode | Token | undefined, app: App): boolean =>
  grant !== undefined && !grant.used && grant.appId === app.appId && grant.expiresAt > sandbox.now();

/** Who calls, by the header `Authorization`: an access token, or HTTP Basic `site\user:password`. */
export function callerOf(sandbox: Sandbox, authorization: string | undefined): Caller | undefined {
  const [, scheme = '', credentials = ''] = /^(Bearer|Basic) (\S+)$/i.exec(authorization ?? '') ?? [];
  if (scheme.toLowerCase() !== 'basic') return tokenOwner(sandbox, credentials);
  const [name = '', password = ''] = splitBasic(credentials);
  const found = signIn(sandbox, name, password);
  return found && { app: null, ...found };
}

/** Name and password of HTTP Basic. */
export function splitBasic(credentials: string): string[] {
  const text = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** The user that signs in as `site\user`, in any case; undefined where name or password is wrong. */
export function signIn(
  sandbox: Sandbox,
  name: string,
  password: string,
): { site: Site; user: User } | undefined {
  const [siteName, loginName] = name.toLowerCase().split('\\');
  const site = Object.values(sandbox.state.sites).find((one) => one.name.toLowerCase() === siteName);
  const user = Object.values(site?.users ?? {}).find((one) => one.loginName.toLowerCase() === loginName);
  if (site === undefined || user === undefined || password !== sandbox.settings.userPassword)
    return undefined;
  return user.isDisabled || user.isDeleted ? undefined : { site, user };
}

/** undefined when the token is wrong or expired, or its user, site or app is gone. */
function tokenOwner(sandbox: Sandbox, accessToken: string): Caller | undefined {
  const token = sandbox.state.accessTokens[accessToken];
  if (token === undefined || token.expiresAt <= sandbox.now()) return undefined;
  const app = sandbox.state.apps[token.appId];
  const site = sandbox.state.sites[token.site];
  const user = site?.users[token.userId];
  if (app === undefined || site === undefined || user === undefined) return undefined;
  return user.isDisabled || user.isDeleted ? undefined : { app, site, user };
}

/** Ends codes and tokens of an app at a site. */
export function revokeTokens(sandbox: Sandbox, appId: string, site: string): void {
  const { codes, accessTokens, refreshTokens } = sandbox.state;
  for (const records of [codes, accessTokens, refreshTokens]) {
    for (const [value, grant] of Object.entries(records)) {
      if (grant.appId === appId && grant.site === site) delete records[value];
    }
  }
  sandbox.store.changed();
}
