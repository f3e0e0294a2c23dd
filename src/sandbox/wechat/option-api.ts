import type { ApiHandler } from './component-api.ts';
import type { Sandbox } from './context.ts';
import { WeChatError } from './errors.ts';
import { type ApiRequest, type Arguments, checkSender, ownerOf, parseBody, text, tokenOf } from './gate.ts';
import type { Account } from './state.ts';
import { findAuthorization, liveToken } from './tokens.ts';

/** Options, the permission set each needs, and its values. */
const OPTIONS: Readonly<Record<string, { permission: number; values: readonly string[] }>> = {
  location_report: { permission: 2, values: ['0', '1', '2'] },
  voice_recognize: { permission: 1, values: ['0', '1'] },
  customer_service: { permission: 6, values: ['0', '1'] },
};

/** An account's options, under the paths of the old documents and of the new ones. */
export function optionApi(sandbox: Sandbox): Record<string, ApiHandler> {
  const get: ApiHandler = (request) => {
    const { account, name } = openOptionCall(sandbox, request);
    return { authorizer_appid: account.appId, option_name: name, option_value: account.options[name] ?? '0' };
  };
  const set: ApiHandler = (request) => {
    const { account, name, body } = openOptionCall(sandbox, request);
    const value = text(body, 'option_value');
    if (OPTIONS[name]?.values.includes(value) !== true) throw new WeChatError(61013);
    account.options[name] = value;
    sandbox.store.changed();
    return { errcode: 0, errmsg: 'ok' };
  };
  return {
    '/cgi-bin/component/api_get_authorizer_option': get,
    '/cgi-bin/component/get_authorizer_option': get,
    '/cgi-bin/component/api_set_authorizer_option': set,
    '/cgi-bin/component/set_authorizer_option': set,
  };
}

/** Old documents want the component's token and `authorizer_appid`, new ones contradict themselves; hence the setting. */
function openOptionCall(
  sandbox: Sandbox,
  request: ApiRequest,
): { account: Account; name: string; body: Arguments } {
  checkSender(sandbox, request, 'POST');
  const token = liveToken(sandbox, tokenOf(request));
  const { optionToken } = sandbox.settings;
  if (optionToken === 'COMPONENT' && token.authorizationId !== null) throw new WeChatError(61014);
  if (optionToken === 'AUTHORIZER' && token.authorizationId === null) throw new WeChatError(61015);
  const body = parseBody(request.body);
  const component = text(body, 'component_appid');
  if (component !== '' && component !== token.componentAppId) throw new WeChatError(61011);
  const authorization =
    token.authorizationId === null
      ? findAuthorization(sandbox, token.componentAppId, text(body, 'authorizer_appid'))
      : ownerOf(sandbox, token).authorization;
  const account = sandbox.state.accounts[authorization?.appId ?? ''];
  if (authorization === undefined || authorization.revoked || account === undefined)
    throw new WeChatError(61003);
  // Old clients send every field with either token.
  const named = text(body, 'authorizer_appid');
  if (named !== '' && named !== account.appId) throw new WeChatError(40013);
  const name = text(body, 'option_name');
  const option = OPTIONS[name];
  if (option === undefined) throw new WeChatError(61012);
  if (!authorization.permissions.includes(option.permission)) throw new WeChatError(61007);
  return { account, name, body };
}
