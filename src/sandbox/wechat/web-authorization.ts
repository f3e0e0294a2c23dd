import type { FastifyInstance, FastifyRequest } from 'fastify';
import { queryOf } from '../shared/requests.ts';
import type { Sandbox } from './context.ts';
import { WeChatError } from './errors.ts';
import { checkAccount } from './gate.ts';
import { newWebCode } from './ids.ts';
import { refusalPage } from './page-html.ts';
import { sendPage } from './pages.ts';
import { findAuthorization } from './tokens.ts';
import { hostOf, type Refusal } from './visits.ts';
import { WEB_NEEDS } from './web-api.ts';
import { allowPage, whoPage } from './web-html.ts';

const PATH = '/connect/oauth2/authorize';
const CODE_LIFE_MS = 300_000;
const LONGEST_STATE = 128;
const SUGGESTED = 8;
const SCOPES = ['snsapi_base', 'snsapi_userinfo'];
/** WeChat's parameters, in the order that it wants. */
const ORDER = ['appid', 'redirect_uri', 'response_type', 'scope', 'state', 'component_appid'];

/**
 * The page that WeChat's browser is sent to, and that sends it back with a code. Who is looking stands in the cookie or the
 * parameter `person`, which the phone adds: a person, or an OpenID of the account. Without it a page asks.
 */
export function serveWebAuthorization(app: FastifyInstance, sandbox: Sandbox): void {
  app.get(PATH, async (request, reply) => {
    const query = queryOf(request);
    const raw = request.url.slice(PATH.length + 1);
    const refusal = refuse(sandbox, query, [...new URLSearchParams(raw).keys()]);
    if (refusal !== null) return sendPage(reply, refusalPage(refusal));
    const { appid: appId = '', scope = '', redirect_uri: redirectUri = '' } = query;
    const person = query.person ?? cookieOf(request, 'person');
    if (!person) return sendPage(reply, whoPage(`?${raw}`, sandbox.followers.recent(appId, SUGGESTED)));
    if (scope === 'snsapi_userinfo' && query.allow !== 'yes')
      return sendPage(reply, allowPage(`?${raw}`, person, hostOf(redirectUri)));
    return reply.redirect(withCode(query, issueCode(sandbox, query, openIdOf(sandbox, appId, person))));
  });
}

/** In WeChat's words and numbers, where they are known. */
function refuse(sandbox: Sandbox, query: Record<string, string>, names: readonly string[]): Refusal | null {
  const { appid = '', redirect_uri = '', scope = '', state = '', component_appid = '' } = query;
  const no = (chinese: string, english: string): Refusal => ({ chinese, english });
  const known = names.filter((name) => ORDER.includes(name));
  if (known.join() !== ORDER.filter((name) => known.includes(name)).join() || query.response_type !== 'code')
    return no(
      '链接无法访问，请仔细检查参数',
      `The parameters must be, in this order: ${ORDER.join(', ')}; response_type is code.`,
    );
  if (appid === '') return no('appid不能为空 错误码:10012', 'appid is missing.');
  if (redirect_uri === '') return no('redirect_uri不能为空 错误码:10011', 'redirect_uri is missing.');
  if (scope === '') return no('scope不能为空 错误码:10010', 'scope is missing.');
  if (state.length > LONGEST_STATE) return no('state 参数过长', 'state has more than 128 characters.');
  const account = sandbox.state.accounts[appid];
  const component = sandbox.state.components[component_appid];
  const authorization = findAuthorization(sandbox, component_appid, appid);
  if (!account || !component || !authorization || authorization.revoked)
    return no(
      '公众号未授权第三方平台，请检查授权状态 错误码:10015',
      'The account has not authorized the component.',
    );
  const errcode = errcodeOf(() => checkAccount(sandbox, account, authorization, WEB_NEEDS));
  if (errcode === 48004 || errcode === 50002)
    return no('此公众号被封禁 错误码:10004', 'The account is banned, frozen or cancelled.');
  if (errcode !== 0 || !SCOPES.includes(scope))
    return no(
      '此公众号并没有这些scope的权限 错误码:10005',
      `The account may not use this scope: it must be a verified service account with permission set 4 (${errcode}).`,
    );
  if (hostOf(redirect_uri) !== hostOf(`http://${component.startDomain}`))
    return no(
      'redirect_uri域名与后台配置不一致 错误码:10003',
      `redirect_uri must be on the component's domain, ${component.startDomain}.`,
    );
  return null;
}

function errcodeOf(check: () => void): number {
  try {
    check();
    return 0;
  } catch (error) {
    if (error instanceof WeChatError) return error.errcode;
    throw error;
  }
}

/** By which the account knows them; they need not follow it. */
function openIdOf(sandbox: Sandbox, appId: string, person: string): string {
  const isKnown = sandbox.followers.find(appId, person) !== undefined;
  return isKnown ? person : sandbox.followers.meet(appId, person);
}

function issueCode(sandbox: Sandbox, query: Record<string, string>, openId: string): string {
  const { appid: appId = '', component_appid: componentAppId = '', scope = '' } = query;
  const code = newWebCode();
  const expiresAt = sandbox.now() + CODE_LIFE_MS;
  sandbox.state.webCodes[code] = { componentAppId, appId, openId, scope, expiresAt, used: false };
  sandbox.store.changed();
  return code;
}

function withCode(
  { redirect_uri = '', state = '', appid = '' }: Record<string, string>,
  code: string,
): string {
  const url = new URL(redirect_uri);
  for (const [name, value] of Object.entries({ code, state, appid })) url.searchParams.append(name, value);
  return url.href;
}

function cookieOf({ headers }: FastifyRequest, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
  const value = pairs.find(([key]) => key === name)?.[1];
  try {
    return value && decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
