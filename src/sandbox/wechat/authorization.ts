import { randomUUID } from 'node:crypto';
import { type GrantNotice, pushGrant, pushRevocation } from './authorization-events.ts';
import { type Sandbox, unixSeconds } from './context.ts';
import type { PushRecord } from './pushes.ts';
import type { Account, Authorization } from './state.ts';
import { authorizationKey, findAuthorization, issueAuthCode } from './tokens.ts';

/** Permission sets that an account grants to one component only. */
const EXCLUSIVE = [4, 24, 34, 54];

/** What an administrator's confirmation led to. */
export interface Grant {
  authorization: Authorization;
  /** For redirect_uri. */
  authCode: string;
  /** null: nothing changed, so WeChat says nothing. */
  notice: GrantNotice | null;
}

/** Authorizes the component, at once and without any push; the caller sends `notice`. */
export function grant(
  sandbox: Sandbox,
  componentAppId: string,
  account: Account,
  preAuthCode: string,
  categoryIds: readonly number[],
): Grant {
  const permissions = account.permissions.filter(
    (id) => categoryIds.length === 0 || categoryIds.includes(id),
  );
  const before = findAuthorization(sandbox, componentAppId, account.appId);
  const repeated = before !== undefined && !before.revoked;
  const changed = !repeated || !sameSets(before.permissions, permissions);
  const authorization = repeated
    ? repeat(sandbox, before, permissions)
    : begin(sandbox, componentAppId, account.appId, permissions);
  takeExclusiveSets(sandbox, authorization);
  sandbox.store.changed();

  const { settings } = sandbox;
  const authCode = issueAuthCode(sandbox, authorization).value;
  if (!changed && !settings.eventOnUnchangedRescan) return { authorization, authCode, notice: null };
  const named = repeated ? settings.preAuthCodeInUpdates : settings.preAuthCodeInAuthorized;
  return {
    authorization,
    authCode,
    notice: {
      infoType: repeated ? 'updateauthorized' : 'authorized',
      authCode: settings.sameCodeInEventAndRedirect ? authCode : issueAuthCode(sandbox, authorization).value,
      preAuthCode: named ? preAuthCode : undefined,
    },
  };
}

/** The merchant changes the granted sets in the account's own console; pushes `updateauthorized` where one changed. */
export async function changePermissions(
  sandbox: Sandbox,
  account: Account,
  permissions: number[],
): Promise<void> {
  account.permissions = permissions;
  sandbox.store.changed();
  await Promise.all(
    authorizationsOf(sandbox, account.appId).map(async (authorization) => {
      if (sameSets(authorization.permissions, permissions)) return;
      authorization.permissions = permissions;
      authorization.authorizedAt = unixSeconds();
      if (sandbox.settings.rotateRefreshTokenOnUpdate) authorization.refreshToken = '';
      takeExclusiveSets(sandbox, authorization);
      const authCode = issueAuthCode(sandbox, authorization).value;
      await pushGrant(sandbox, authorization, {
        infoType: 'updateauthorized',
        authCode,
        preAuthCode: undefined,
      });
    }),
  );
}

/** The merchant takes the authorization back: its tokens and codes are dead before `unauthorized` is pushed. */
export function revoke(sandbox: Sandbox, authorizations: readonly Authorization[]): Promise<PushRecord[]> {
  for (const authorization of authorizations) authorization.revoked = true;
  sandbox.store.changed();
  return Promise.all(authorizations.map((authorization) => pushRevocation(sandbox, authorization)));
}

/** Authorizations of an account that are in force. */
export function authorizationsOf(sandbox: Sandbox, appId: string): Authorization[] {
  return Object.values(sandbox.state.authorizations).filter((one) => one.appId === appId && !one.revoked);
}

function begin(
  sandbox: Sandbox,
  componentAppId: string,
  appId: string,
  permissions: number[],
): Authorization {
  const authorization: Authorization = {
    id: randomUUID(),
    componentAppId,
    appId,
    permissions,
    authorizedAt: unixSeconds(),
    refreshToken: '',
    revoked: false,
  };
  sandbox.state.authorizations[authorizationKey(componentAppId, appId)] = authorization;
  return authorization;
}

function repeat(sandbox: Sandbox, authorization: Authorization, permissions: number[]): Authorization {
  authorization.permissions = permissions;
  authorization.authorizedAt = unixSeconds();
  if (sandbox.settings.rotateRefreshTokenOnRescan) authorization.refreshToken = '';
  return authorization;
}

function takeExclusiveSets(sandbox: Sandbox, authorization: Authorization): void {
  const taken = authorization.permissions.filter((id) => EXCLUSIVE.includes(id));
  for (const other of authorizationsOf(sandbox, authorization.appId)) {
    if (other !== authorization) other.permissions = other.permissions.filter((id) => !taken.includes(id));
  }
}

function sameSets(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
