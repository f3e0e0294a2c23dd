import { dailyLimit, quotaKey } from './account-quota.ts';
import type { Sandbox } from './context.ts';
import { WeChatError } from './errors.ts';
import { isAppId } from './ids.ts';
import type { AccessToken, Account, Authorization, Component } from './state.ts';
import { isUnconfirmed, liveToken } from './tokens.ts';

/** What a call brought, before anything was checked. */
export interface ApiRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  body: string;
  ip: string;
}

export type Arguments = Record<string, unknown>;

/** What an account needs for a call. */
export interface Needs {
  /** One of these sets; absent: none. */
  permissions?: readonly number[];
  verified?: boolean;
  /** Accounts of other types are refused with 48001. */
  type?: (account: Account) => boolean;
  /** Most calls are posts of JSON. */
  method?: 'GET' | 'POST' | 'FORM';
  /** Said where no set is granted; most calls say 61007. */
  refusal?: number;
}

// The checks run in the order: address, method, token, kind of token, JSON, component, authorization,
// account's state, permission set, capability, quota, arguments.

/** Opens a call that needs no token (`api_component_token`, `api_start_push_ticket`). */
export function openTokenlessCall(
  sandbox: Sandbox,
  request: ApiRequest,
): { component: Component; body: Arguments } {
  checkSender(sandbox, request, 'POST');
  const body = parseBody(request.body);
  return { component: namedComponent(sandbox, body), body };
}

/** Opens a call of a component's own; its authorization and quota are checked by the caller, in that order. */
export function openComponentCall(
  sandbox: Sandbox,
  request: ApiRequest,
): { component: Component; body: Arguments } {
  checkSender(sandbox, request, 'POST');
  const token = liveToken(sandbox, tokenOf(request));
  if (token.authorizationId !== null) throw new WeChatError(61014);
  const body = parseBody(request.body);
  const component = namedComponent(sandbox, body);
  if (component.appId !== token.componentAppId) throw new WeChatError(61011);
  return { component, body };
}

/** Opens a call on behalf of an account. */
export function openAccountCall(
  sandbox: Sandbox,
  request: ApiRequest,
  needs: Needs,
): { account: Account; body: Arguments } {
  const { method = 'POST' } = needs;
  checkSender(sandbox, request, method === 'GET' ? 'GET' : 'POST');
  const token = liveToken(sandbox, tokenOf(request));
  if (token.authorizationId === null) throw new WeChatError(48001);
  const body = method === 'POST' ? parseBody(request.body) : {};
  const { account, authorization } = ownerOf(sandbox, token);
  checkAccount(sandbox, account, authorization, needs);
  const limit = dailyLimit(sandbox.settings, request.path);
  if (!sandbox.quota.take(quotaKey(account.appId, request.path), limit)) throw new WeChatError(45009);
  return { account, body };
}

/** The account's state, permission set and capability, in this order. */
export function checkAccount(
  sandbox: Sandbox,
  account: Account,
  authorization: Authorization,
  needs: Needs,
): void {
  const restriction = RESTRICTIONS[account.accountStatus];
  if (restriction !== undefined) throw new WeChatError(restriction);
  const isCapable = (needs.verified !== true || isVerified(account)) && (needs.type?.(account) ?? true);
  const refusals = [refusalOfSets(needs, account, authorization), isCapable ? 0 : 48001];
  if (!sandbox.settings.permissionBeforeCapability) refusals.reverse();
  const refusal = refusals.find((errcode) => errcode !== 0);
  if (refusal !== undefined) throw new WeChatError(refusal);
}

/** What a cancelled, a banned and a frozen account is told. */
const RESTRICTIONS: Readonly<Record<number, number>> = { 14: 50002, 16: 48004, 19: 50002 };

export const isRestricted = (account: Account): boolean => account.accountStatus in RESTRICTIONS;

/** 0 where one of the sets is granted, and confirmed where it has to be. */
function refusalOfSets(needs: Needs, account: Account, { permissions }: Authorization): number {
  if (needs.permissions === undefined) return 0;
  const granted = needs.permissions.filter((id) => permissions.includes(id));
  if (granted.length === 0) return needs.refusal ?? 61007;
  return granted.every((id) => isUnconfirmed(account, id)) ? 61016 : 0;
}

/** The account behind its token: 61003 after a revocation, 40001 where the token is of an earlier authorization. */
export function ownerOf(
  sandbox: Sandbox,
  token: AccessToken,
): { account: Account; authorization: Authorization } {
  const authorization = Object.values(sandbox.state.authorizations).find(
    ({ id }) => id === token.authorizationId,
  );
  if (authorization === undefined) throw new WeChatError(40001);
  if (authorization.revoked) throw new WeChatError(61003);
  const account = sandbox.state.accounts[authorization.appId];
  if (account === undefined) throw new WeChatError(40013);
  return { account, authorization };
}

export const isServiceAccount = ({ serviceType }: Account): boolean => serviceType === 'SERVICE';

/** Number -1 and the two for Weibo give no API ability. */
export const isVerified = (account: Account): boolean => [0, 3, 4, 5].includes(account.verifyType);

/** Both names are in use, in old and new documents. */
export const tokenOf = ({ query }: ApiRequest): string =>
  query.access_token ?? query.component_access_token ?? '';

/** A string argument; empty where it is missing or of another type. */
export function text(body: Arguments, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

/** A whole number; 40097 where it is anything else. */
export function whole(body: Arguments, name: string): number {
  const value = body[name];
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new WeChatError(40097);
  return value;
}

export function checkSender(sandbox: Sandbox, request: ApiRequest, method: 'GET' | 'POST'): void {
  const { ipWhitelist } = sandbox.settings;
  if (ipWhitelist.length > 0 && !ipWhitelist.includes(request.ip)) {
    throw new WeChatError(61004, `access clientip is not registered requestIP: ${request.ip}`);
  }
  if (method === 'POST' && request.method !== 'POST') throw new WeChatError(43002);
}

/** JSON object of a post: 44002 empty, 40033 escaped letters, 47001 anything else. */
export function parseBody(body: string): Arguments {
  if (body.trim() === '') throw new WeChatError(44002);
  if (/(?<!\\)(?:\\\\)*\\u(?!00[01])[0-9a-f]{4}/i.test(body)) throw new WeChatError(40033);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new WeChatError(47001);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new WeChatError(47001);
  return parsed as Arguments;
}

function namedComponent(sandbox: Sandbox, body: Arguments): Component {
  const appId = text(body, 'component_appid');
  if (!isAppId(appId)) throw new WeChatError(40013);
  const component = sandbox.state.components[appId];
  if (component !== undefined) return component;
  throw new WeChatError(sandbox.state.accounts[appId] === undefined ? 40013 : 61011);
}

/** Counts a component's call; 45009 beyond the daily quota. */
export function takeQuota(sandbox: Sandbox, component: Component, path: string): void {
  if (!sandbox.quota.take(`${component.appId} ${path}`, sandbox.settings.componentDailyQuota)) {
    throw new WeChatError(45009);
  }
}
