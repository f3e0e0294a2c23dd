import { authorizerInfo, funcInfo } from './account-info.ts';
import type { Sandbox } from './context.ts';
import { WeChatError } from './errors.ts';
import {
  type ApiRequest,
  type Arguments,
  isRestricted,
  isVerified,
  openComponentCall,
  openTokenlessCall,
  takeQuota,
  text,
  whole,
} from './gate.ts';
import { isAppId, newRefreshToken } from './ids.ts';
import type { Account, Authorization, Component } from './state.ts';
import type { TicketPusher } from './tickets.ts';
import {
  checkTicket,
  findAuthorization,
  issueAuthorizerToken,
  issueComponentToken,
  issuePreAuthCode,
  refreshTokenOf,
  useAuthCode,
} from './tokens.ts';

const LIST_LIMIT = 500;

export type ApiHandler = (request: ApiRequest) => Record<string, unknown>;

/** The calls of a component's own, by path. */
export function componentApi(sandbox: Sandbox, tickets: TicketPusher): Record<string, ApiHandler> {
  const own =
    (
      handle: (sandbox: Sandbox, component: Component, body: Arguments) => Record<string, unknown>,
    ): ApiHandler =>
    (request) => {
      const { component, body } = openComponentCall(sandbox, request);
      takeQuota(sandbox, component, request.path);
      return handle(sandbox, component, body);
    };
  const forAccount =
    (
      handle: (sandbox: Sandbox, authorization: Authorization, body: Arguments) => Record<string, unknown>,
    ): ApiHandler =>
    (request) => {
      const { component, body } = openComponentCall(sandbox, request);
      const authorization = requireAuthorization(sandbox, component, body);
      takeQuota(sandbox, component, request.path);
      return handle(sandbox, authorization, body);
    };
  return {
    '/cgi-bin/component/api_start_push_ticket': (request) => startPushTicket(sandbox, tickets, request),
    '/cgi-bin/component/api_component_token': (request) => componentToken(sandbox, request),
    '/cgi-bin/component/api_create_preauthcode': own(createPreAuthCode),
    '/cgi-bin/component/api_query_auth': own(queryAuth),
    '/cgi-bin/component/api_authorizer_token': forAccount(authorizerToken),
    '/cgi-bin/component/api_get_authorizer_info': forAccount(getAuthorizerInfo),
    '/cgi-bin/component/api_confirm_authorization': forAccount(confirmAuthorization),
    '/cgi-bin/component/api_get_authorizer_list': own(getAuthorizerList),
  };
}

function startPushTicket(
  sandbox: Sandbox,
  tickets: TicketPusher,
  request: ApiRequest,
): Record<string, unknown> {
  const { component, body } = openTokenlessCall(sandbox, request);
  if (text(body, 'component_secret') !== component.appSecret) throw new WeChatError(40125);
  if (!component.ticketStopped) return { errcode: 0, errmsg: 'in a normal state' };
  component.ticketStopped = false;
  tickets.start(component.appId);
  sandbox.store.changed();
  return { errcode: 0, errmsg: 'ok' };
}

function componentToken(sandbox: Sandbox, request: ApiRequest): Record<string, unknown> {
  const { component, body } = openTokenlessCall(sandbox, request);
  const secret = text(body, 'component_appsecret');
  if (secret === '') throw new WeChatError(41004);
  if (secret !== component.appSecret) throw new WeChatError(40125);
  checkTicket(sandbox, component, text(body, 'component_verify_ticket'));
  const { value } = issueComponentToken(sandbox, component);
  return { component_access_token: value, expires_in: Math.floor(sandbox.settings.componentTokenSeconds) };
}

function createPreAuthCode(sandbox: Sandbox, component: Component): Record<string, unknown> {
  const { value } = issuePreAuthCode(sandbox, component);
  return { pre_auth_code: value, expires_in: Math.floor(sandbox.settings.preAuthCodeSeconds) };
}

function queryAuth(sandbox: Sandbox, component: Component, body: Arguments): Record<string, unknown> {
  const authorization = useAuthCode(sandbox, component, text(body, 'authorization_code'));
  const account = accountOf(sandbox, authorization.appId);
  const withoutTokens =
    sandbox.settings.noTokensForUnverifiedPerson &&
    account.principalType === 'PERSON' &&
    !isVerified(account);
  return {
    authorization_info: {
      authorizer_appid: authorization.appId,
      ...(withoutTokens ? {} : freshTokens(sandbox, authorization)),
      func_info: funcInfo(account, authorization),
    },
  };
}

function freshTokens(sandbox: Sandbox, authorization: Authorization): Record<string, unknown> {
  return {
    authorizer_access_token: issueAuthorizerToken(sandbox, authorization).value,
    expires_in: Math.floor(sandbox.settings.authorizerTokenSeconds),
    authorizer_refresh_token: refreshTokenOf(sandbox, authorization),
  };
}

function authorizerToken(
  sandbox: Sandbox,
  authorization: Authorization,
  body: Arguments,
): Record<string, unknown> {
  const given = text(body, 'authorizer_refresh_token');
  if (given === '' || given !== authorization.refreshToken) throw new WeChatError(61023);
  if (sandbox.settings.rotateRefreshTokenOnRefresh) authorization.refreshToken = newRefreshToken();
  return freshTokens(sandbox, authorization);
}

function getAuthorizerInfo(sandbox: Sandbox, authorization: Authorization): Record<string, unknown> {
  const account = accountOf(sandbox, authorization.appId);
  return {
    authorizer_info: authorizerInfo(sandbox, account),
    authorization_info: {
      authorizer_appid: authorization.appId,
      authorizer_refresh_token: authorization.refreshToken,
      func_info: funcInfo(account, authorization),
    },
  };
}

function getAuthorizerList(sandbox: Sandbox, component: Component, body: Arguments): Record<string, unknown> {
  const offset = whole(body, 'offset');
  const count = whole(body, 'count');
  if (offset < 0 || count < 1) throw new WeChatError(40097);
  if (count > LIST_LIMIT) throw new WeChatError(40170);
  const all = Object.values(sandbox.state.authorizations)
    .filter((one) => one.componentAppId === component.appId && !one.revoked && isListed(sandbox, one))
    .sort((a, b) => a.authorizedAt - b.authorizedAt || a.appId.localeCompare(b.appId));
  return {
    total_count: all.length,
    list: all.slice(offset, offset + count).map((one) => ({
      authorizer_appid: one.appId,
      refresh_token: one.refreshToken,
      auth_time: one.authorizedAt,
    })),
  };
}

const isListed = (sandbox: Sandbox, { appId }: Authorization): boolean =>
  sandbox.settings.restrictedAccountsListed || !isRestricted(accountOf(sandbox, appId));

/** The component confirms a set that needs it. */
function confirmAuthorization(
  sandbox: Sandbox,
  authorization: Authorization,
  body: Arguments,
): Record<string, unknown> {
  const set = Number(body.funcscope_category_id);
  if (!Number.isInteger(set) || Number(body.confirm_value) !== 1) throw new WeChatError(61020);
  if (!authorization.permissions.includes(set)) throw new WeChatError(61017);
  const info = accountOf(sandbox, authorization.appId).confirmInfo[set];
  if (info?.needConfirm !== 1) throw new WeChatError(61019);
  if (info.alreadyConfirm === 1) throw new WeChatError(61018);
  if (info.canConfirm !== 1) throw new WeChatError(61021);
  info.alreadyConfirm = 1;
  sandbox.store.changed();
  return { errcode: 0, errmsg: 'ok' };
}

function requireAuthorization(sandbox: Sandbox, component: Component, body: Arguments): Authorization {
  const appId = text(body, 'authorizer_appid');
  if (!isAppId(appId)) throw new WeChatError(40013);
  const authorization = findAuthorization(sandbox, component.appId, appId);
  if (authorization === undefined || authorization.revoked) throw new WeChatError(61003);
  return authorization;
}

function accountOf(sandbox: Sandbox, appId: string): Account {
  const account = sandbox.state.accounts[appId];
  if (account === undefined) throw new WeChatError(61003);
  return account;
}
