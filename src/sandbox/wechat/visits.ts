import { randomUUID } from 'node:crypto';
import { ControlError } from '../shared/control-error.ts';
import { type Grant, grant } from './authorization.ts';
import { pushGrant } from './authorization-events.ts';
import type { Sandbox } from './context.ts';
import type { PushRecord } from './pushes.ts';
import type { EventOrder } from './settings.ts';
import type { Account, Visit } from './state.ts';
import { findAuthorization, usablePreAuthCode } from './tokens.ts';

const COMPONENTS_AN_ACCOUNT_MAY_AUTHORIZE = 15;
const FOLLOW_TIMEOUT_MS = 15_000;

export const PC_PATH = '/cgi-bin/componentloginpage';
/** The path in use, and the one it had before. */
export const MOBILE_PATHS = ['/wxaopen/safe/bindcomponent', '/safe/bindcomponent'];

/** Values of `auth_type` that let these be chosen; all others are official accounts. */
const AUTH_TYPES: Readonly<Record<string, readonly number[]>> = { MINI_PROGRAM: [2, 3, 6], VIDEO: [5, 6] };

export interface Refusal {
  /** WeChat's own words where they are known, then ours in English. */
  chinese: string;
  english: string;
}

/** An authorization address, read; `visit` is not stored yet. */
export function readVisit(kind: Visit['kind'], query: Record<string, string>): Visit {
  return {
    id: randomUUID(),
    kind,
    componentAppId: query.component_appid ?? '',
    preAuthCode: query.pre_auth_code ?? '',
    redirectUri: query.redirect_uri ?? '',
    authType: Number(query.auth_type ?? '3'),
    bizAppId: query.biz_appid ?? '',
    categoryIds: (query.category_id_list ?? '').split('|').filter(Boolean).map(Number),
    openedAt: Date.now(),
    status: 'WAITING',
    redirectUrl: null,
  };
}

/** Why WeChat's page shows an error instead of a QR code; null when it does not. */
export function refuseVisit(sandbox: Sandbox, visit: Visit, referer: string | undefined): Refusal | null {
  const component = sandbox.state.components[visit.componentAppId];
  if (component === undefined)
    return { chinese: 'component_appid 无效', english: 'component_appid is unknown' };
  const start = hostOf(`http://${component.startDomain}`);
  const from = hostOf(referer ?? '');
  const back = hostOf(visit.redirectUri);
  const checksReferer = visit.kind === 'PC' || sandbox.settings.mobileRefererCheck;
  if ((checksReferer && from !== start) || back !== start) {
    return {
      chinese:
        '请确认授权入口页所在域名，与授权后回调页所在域名相同，并且，此两者都必须与申请第三方平台时填写的授权发起页域名相同。' +
        `授权入口页所在域名：${from || '空'}，授权后回调页所在域名：${back || '空'}`,
      english:
        `The page that leads here (Referer: ${from || 'none'}) and redirect_uri (${back || 'none'}) ` +
        `must both be on the start domain, ${start}.`,
    };
  }
  if (usablePreAuthCode(sandbox, visit.componentAppId, visit.preAuthCode) === undefined) {
    return {
      chinese: 'PreAuthCode无效',
      english: 'The pre-auth code is wrong, of another component, used or expired.',
    };
  }
  if (![1, 2, 3, 4, 5, 6, 8].includes(visit.authType)) {
    return { chinese: 'auth_type 无效', english: 'auth_type is not one of 1, 2, 3, 4, 5, 6, 8.' };
  }
  return null;
}

/** Remembers an opened page, so that a phone can scan it. */
export function openVisit(sandbox: Sandbox, visit: Visit): Visit {
  sandbox.state.visits[visit.id] = visit;
  sandbox.store.changed();
  return visit;
}

/** Why this account cannot be chosen on that page; null when it can. */
export function refuseAccount(sandbox: Sandbox, visit: Visit, account: Account): ControlError | null {
  const refuse = (code: string, message: string) => new ControlError(409, code, message, ['appId']);
  const allowing = AUTH_TYPES[account.serviceType] ?? [1, 3, 6];
  if (visit.bizAppId !== '' && visit.bizAppId !== account.appId) {
    return refuse('ACCOUNT_NOT_SELECTABLE', `biz_appid allows only ${visit.bizAppId}`);
  }
  if (visit.bizAppId === '' && !allowing.includes(visit.authType)) {
    return refuse(
      'ACCOUNT_NOT_SELECTABLE',
      `auth_type ${visit.authType} does not allow this kind of account`,
    );
  }
  if (account.region !== 'CN')
    return refuse('ACCOUNT_NOT_SELECTABLE', 'the account is not registered in China');
  if (![1, 18].includes(account.accountStatus)) {
    return refuse('ACCOUNT_NOT_SELECTABLE', 'the account is cancelled, banned or frozen');
  }
  const { released, testAccounts } = sandbox.settings;
  if (!released && !testAccounts.includes(account.originalId)) {
    return refuse(
      'NOT_IN_TEST_LIST',
      'the component is not released, and the account is not in its test list',
    );
  }
  const others = Object.values(sandbox.state.authorizations).filter(
    (one) => one.appId === account.appId && !one.revoked && one.componentAppId !== visit.componentAppId,
  );
  if (others.length >= COMPONENTS_AN_ACCOUNT_MAY_AUTHORIZE) {
    return refuse('TOO_MANY_COMPONENTS', 'an account can authorize at most 15 components');
  }
  return null;
}

/**
 * Accounts that can be chosen on that page. Those come first that have not authorized the component yet, the newest first:
 * most often the administrator opens the page for one of these.
 */
export function selectableAccounts(sandbox: Sandbox, visit: Visit): Account[] {
  const accounts = Object.values(sandbox.state.accounts)
    .filter((account) => refuseAccount(sandbox, visit, account) === null)
    .toReversed();
  const isNew = ({ appId }: Account): boolean =>
    findAuthorization(sandbox, visit.componentAppId, appId)?.revoked ?? true;
  return [...accounts.filter(isNew), ...accounts.filter((account) => !isNew(account))];
}

export interface Confirmation {
  redirectUrl: string;
  pushes: PushRecord[];
  /** What the browser got at redirectUrl; null where it did not go. */
  followed: { httpStatus: number } | { error: string } | null;
}

/**
 * The administrator confirms. The pre-auth code is used up before anything is awaited, so of two confirmations at once
 * one is refused. `follow`: the sandbox plays the browser and opens redirectUrl itself.
 */
export async function confirmVisit(
  sandbox: Sandbox,
  visit: Visit,
  account: Account,
  options: { event?: EventOrder | undefined; follow: boolean },
): Promise<Confirmation> {
  const code = usablePreAuthCode(sandbox, visit.componentAppId, visit.preAuthCode);
  if (code === undefined)
    throw new ControlError(409, 'PRE_AUTH_CODE_INVALID', 'PreAuthCode无效 (used or expired)');
  const refusal = refuseAccount(sandbox, visit, account);
  if (refusal !== null) throw refusal;
  code.used = true;
  const pages = pagesOf(sandbox, visit);
  for (const page of pages) page.status = 'CONFIRMING';
  const granted = grant(sandbox, visit.componentAppId, account, visit.preAuthCode, visit.categoryIds);

  const order = options.event ?? sandbox.settings.eventOrder;
  const redirectUrl = withCode(visit.redirectUri, granted.authCode, sandbox.settings.authCodeSeconds);
  const pushes: PushRecord[] = [];
  if (order === 'BEFORE' || order === 'TWICE') pushes.push(...(await notify(sandbox, granted)));
  if (order === 'TWICE') pushes.push(...(await notify(sandbox, granted)));
  for (const page of pages) Object.assign(page, { status: 'CONFIRMED', redirectUrl });
  sandbox.store.changed();
  const followed = options.follow ? await browse(sandbox, redirectUrl) : null;
  if (order === 'AFTER') pushes.push(...(await notify(sandbox, granted)));
  return { redirectUrl, pushes, followed };
}

/** The administrator declines: nothing is sent, and the pre-auth code stays good. */
export function cancelVisit(sandbox: Sandbox, visit: Visit): void {
  for (const page of pagesOf(sandbox, visit)) page.status = 'CANCELLED';
  sandbox.store.changed();
}

function pagesOf(sandbox: Sandbox, visit: Visit): Visit[] {
  return Object.values(sandbox.state.visits).filter(
    (page) => page.preAuthCode === visit.preAuthCode && page.redirectUri === visit.redirectUri,
  );
}

async function notify(sandbox: Sandbox, { authorization, notice }: Grant): Promise<PushRecord[]> {
  return notice === null ? [] : [await pushGrant(sandbox, authorization, notice)];
}

async function browse(sandbox: Sandbox, url: string): Promise<Confirmation['followed']> {
  try {
    const limit = AbortSignal.timeout(FOLLOW_TIMEOUT_MS);
    const response = await fetch(url, {
      signal: AbortSignal.any([limit, sandbox.pushes.signal]),
      headers: { connection: 'close' },
    });
    await response.arrayBuffer();
    return { httpStatus: response.status };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function withCode(redirectUri: string, authCode: string, seconds: number): string {
  const [address = '', fragment] = redirectUri.split('#', 2);
  const joint = address.includes('?') ? '&' : '?';
  const added = `auth_code=${encodeURIComponent(authCode)}&expires_in=${Math.floor(seconds)}`;
  return `${address}${joint}${added}${fragment === undefined ? '' : `#${fragment}`}`;
}

/** Host name without port, lower case; empty where the address has none. */
export function hostOf(address: string): string {
  try {
    return new URL(address).hostname;
  } catch {
    return '';
  }
}
