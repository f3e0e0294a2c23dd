import type { ApiHandler } from './component-api.ts';
import type { Sandbox } from './context.ts';
import { WeChatError } from './errors.ts';
import { type ApiRequest, openAccountCall } from './gate.ts';
import { openAppIdOf } from './ids.ts';

/** The open platform an account is bound to, by path. */
export function accountApi(sandbox: Sandbox): Record<string, ApiHandler> {
  return {
    '/cgi-bin/open/get': (request) => openGet(sandbox, request),
    '/cgi-bin/open/have': (request) => ({
      errcode: 0,
      errmsg: 'ok',
      have_open: openAccountCall(sandbox, request, { permissions: [24, 25] }).account.openPlatform !== null,
    }),
  };
}

function openGet(sandbox: Sandbox, request: ApiRequest): Record<string, unknown> {
  const { account, body } = openAccountCall(sandbox, request, { permissions: [24, 25] });
  if (body.appid !== undefined && body.appid !== account.appId) throw new WeChatError(40013);
  if (account.openPlatform === null) throw new WeChatError(89002);
  return { errcode: 0, errmsg: 'ok', open_appid: openAppIdOf(account.openPlatform) };
}
