import type { ApiHandler } from './component-api.ts';
import type { Sandbox } from './context.ts';
import { WeChatError } from './errors.ts';
import { type ApiRequest, checkAccount, checkSender, isServiceAccount, tokenOf } from './gate.ts';
import { isAppId, newAccessToken, randomText } from './ids.ts';
import type { Account, WebGrant } from './state.ts';
import { findAuthorization, liveToken } from './tokens.ts';
import { unionIdIn } from './user-api.ts';

/** What a web authorization needs of the account. */
export const WEB_NEEDS = { permissions: [4], verified: true, type: isServiceAccount };
const ACCESS_SECONDS = 7200;
const REFRESH_MS = 30 * 86_400_000;

/** What a component learns of somebody who opened its page, by path. */
export function webApi(sandbox: Sandbox): Record<string, ApiHandler> {
  return {
    '/sns/oauth2/component/access_token': (request) => accessToken(sandbox, request),
    '/sns/oauth2/component/refresh_token': (request) => refreshToken(sandbox, request),
  };
}

function accessToken(sandbox: Sandbox, request: ApiRequest): Record<string, unknown> {
  const { account, componentAppId } = openWebCall(sandbox, request);
  const { grant_type, code: value = '' } = request.query;
  if (grant_type !== 'authorization_code') throw new WeChatError(40002);
  if (value === '') throw new WeChatError(41008);
  const code = sandbox.state.webCodes[value];
  if (code?.appId !== account.appId || code.componentAppId !== componentAppId) throw new WeChatError(40029);
  if (code.used) throw new WeChatError(40163);
  if (sandbox.now() >= code.expiresAt) throw new WeChatError(42003);
  code.used = true;
  const { used: _used, ...grant } = code;
  const refresh = randomText(86);
  const follower = sandbox.followers.find(account.appId, code.openId);
  const unionid = follower && unionIdIn(account, follower);
  sandbox.state.webGrants[refresh] = { ...grant, expiresAt: sandbox.now() + REFRESH_MS };
  sandbox.store.changed();
  return { ...tokensFor(grant, refresh), ...(unionid !== undefined && { unionid }) };
}

function refreshToken(sandbox: Sandbox, request: ApiRequest): Record<string, unknown> {
  const { account, componentAppId } = openWebCall(sandbox, request);
  const { grant_type, refresh_token: value = '' } = request.query;
  if (grant_type !== 'refresh_token') throw new WeChatError(40002);
  if (value === '') throw new WeChatError(41003);
  const grant = sandbox.state.webGrants[value];
  if (grant?.appId !== account.appId || grant.componentAppId !== componentAppId) throw new WeChatError(40030);
  if (sandbox.now() >= grant.expiresAt) throw new WeChatError(42002);
  return tokensFor(grant, value);
}

const tokensFor = ({ openId, scope }: Omit<WebGrant, 'expiresAt'>, refresh: string) => ({
  access_token: newAccessToken(),
  expires_in: ACCESS_SECONDS,
  refresh_token: refresh,
  openid: openId,
  scope,
});

/** A call with the component's token, for an account that the query names. */
function openWebCall(sandbox: Sandbox, request: ApiRequest): { account: Account; componentAppId: string } {
  checkSender(sandbox, request, 'GET');
  const token = liveToken(sandbox, tokenOf(request));
  if (token.authorizationId !== null) throw new WeChatError(61014);
  const { component_appid: componentAppId = '', appid = '' } = request.query;
  if (!isAppId(componentAppId) || !isAppId(appid)) throw new WeChatError(40013);
  if (componentAppId !== token.componentAppId) throw new WeChatError(61011);
  const authorization = findAuthorization(sandbox, componentAppId, appid);
  const account = sandbox.state.accounts[appid];
  if (authorization === undefined || authorization.revoked || account === undefined)
    throw new WeChatError(61003);
  checkAccount(sandbox, account, authorization, WEB_NEEDS);
  return { account, componentAppId };
}
