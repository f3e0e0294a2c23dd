import type { App } from './apps.ts';
import type { Sandbox } from './context.ts';
import { newToken } from './ids.ts';
import type { Site, User } from './site.ts';
import type { AuthCode, Token } from './state.ts';

/** Who a call is made for. */
export interface Caller {
  app: App;
  site: Site;
  user: User;
}

export interface TokenAnswer {
  access_token: string;
  token_type: 'bearer';
  expires_in: number;
  refresh_token: string;
}

export function issueCode(sandbox: Sandbox, { app, site, user }: Caller, redirectUri: string): string {
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

/** The caller behind an access token; undefined when it is wrong or expired, or its user, site or app is gone. */
export function callerOf(sandbox: Sandbox, accessToken: string): Caller | undefined {
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
