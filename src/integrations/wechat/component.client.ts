import type { Clock } from '../../kernel/clock.ts';
import type { RequestText } from '../../kernel/http.ts';
import { dateWithin } from '../dates.ts';
import { AuthorizerList, type AuthorizerPage } from './authorizer-list.ts';
import { type Call, type CallOptions, call } from './call.ts';
import type { PermissionSet } from './component.answers.ts';
import * as answers from './component.answers.ts';
import type {
  Authorization,
  AuthorizerInfo,
  AuthorizerToken,
  ComponentToken,
  OpenPlatformBinding,
  PreAuthCode,
} from './component.types.ts';
import { WeChatError } from './errors.ts';

export interface ComponentConfig {
  appId: string;
  appSecret: string;
  /** `https://api.weixin.qq.com`, or the sandbox. */
  apiUrl: string;
  /** `https://mp.weixin.qq.com`: the page with the QR code. */
  mpUrl: string;
  /** `https://open.weixin.qq.com`: the page inside WeChat. */
  openUrl: string;
}

/** Makes a call with the component's token. */
export type WithToken = <T>(request: (token: string) => Promise<T>) => Promise<T>;

/** The maximum page size of `api_get_authorizer_list` (40170 beyond). */
const MAX_PAGE_SIZE = 500;

/** Lives as documented, for answers that do not say. */
const TOKEN_SECONDS = 7200;
const PRE_AUTH_CODE_SECONDS = 600;

/** 0 and 1 are subscription accounts; 1 is one that was converted from an old type. */
const SERVICE_TYPES: Readonly<Record<number, 'SUBSCRIPTION' | 'SERVICE'>> = {
  0: 'SUBSCRIPTION',
  1: 'SUBSCRIPTION',
  2: 'SERVICE',
};

/**
 * The third-party-platform API (docs/protocols/wechat.md, "Component API"). Stateless: tokens are parameters, and
 * lifetimes are returned as points in time, counted from before the request. All methods throw `WeChatError`.
 */
export class ComponentClient {
  readonly #config: ComponentConfig;
  readonly #http: RequestText;
  readonly #clock: Clock;
  readonly #options: CallOptions;

  constructor(config: ComponentConfig, http: RequestText, clock: Clock, options: CallOptions = {}) {
    this.#config = config;
    this.#http = http;
    this.#clock = clock;
    this.#options = options;
  }

  /** Throws WAIT_FOR_TICKET if this ticket is not, or no longer, valid; another unexpired ticket may be. */
  async componentToken(ticket: string): Promise<ComponentToken> {
    const now = this.#clock.now();
    const answer = await this.#send({
      api: 'component/api_component_token',
      body: {
        component_appid: this.#config.appId,
        component_appsecret: this.#config.appSecret,
        component_verify_ticket: ticket,
      },
      answer: answers.componentToken,
    });
    return {
      accessToken: answer.component_access_token,
      expiresAt: after(now, answer.expires_in ?? TOKEN_SECONDS),
    };
  }

  /** Asks WeChat to push tickets (again). Harmless while it does. */
  async startPushTicket(): Promise<void> {
    await this.#send({
      api: 'component/api_start_push_ticket',
      body: { component_appid: this.#config.appId, component_secret: this.#config.appSecret },
      answer: answers.done,
    });
  }

  /** A code for one link and one use; several may be valid at the same time. */
  async createPreAuthCode(token: string): Promise<PreAuthCode> {
    const now = this.#clock.now();
    const answer = await this.#call(token, {
      api: 'component/api_create_preauthcode',
      body: {},
      answer: answers.preAuthCode,
    });
    const expiresAt = after(now, answer.expires_in ?? PRE_AUTH_CODE_SECONDS);
    return { preAuthCode: answer.pre_auth_code, expiresAt };
  }

  /** Uses the code, even if the answer is lost (`outcomeUnknown`). Throws CODE_SPENT if it was used before. */
  async queryAuth(token: string, code: string): Promise<Authorization> {
    const now = this.#clock.now();
    const odd = new Set<string>();
    const { authorization_info: info } = await this.#call(token, {
      api: 'component/api_query_auth',
      body: { authorization_code: code },
      answer: answers.queryAuth,
      odd: this.#noting(odd),
    });
    return {
      appId: info.authorizer_appid,
      accessToken: info.authorizer_access_token,
      accessTokenExpiresAt:
        info.authorizer_access_token === null ? null : after(now, info.expires_in ?? TOKEN_SECONDS),
      refreshToken: info.authorizer_refresh_token,
      permissionSets: idsOf(info.func_info),
      setsAreWhole: areSetsWhole(odd),
    };
  }

  /** Not repeated after a lost answer: WeChat does not guarantee that the refresh token stays the same. */
  async refreshAuthorizerToken(token: string, appId: string, refreshToken: string): Promise<AuthorizerToken> {
    const now = this.#clock.now();
    const answer = await this.#call(token, {
      api: 'component/api_authorizer_token',
      body: { authorizer_appid: appId, authorizer_refresh_token: refreshToken },
      answer: answers.authorizerToken,
    });
    return {
      accessToken: answer.authorizer_access_token,
      expiresAt: after(now, answer.expires_in ?? TOKEN_SECONDS),
      refreshToken: answer.authorizer_refresh_token,
    };
  }

  async authorizerInfo(token: string, appId: string): Promise<AuthorizerInfo> {
    const odd = new Set<string>();
    const { authorizer_info: info, authorization_info: authorization } = await this.#call(token, {
      api: 'component/api_get_authorizer_info',
      body: { authorizer_appid: appId },
      answer: answers.authorizerInfo,
      odd: this.#noting(odd),
      retries: 1,
    });
    const sets = authorization?.func_info ?? null;
    const serviceType = SERVICE_TYPES[info?.service_type_info ?? -1] ?? null;
    const verifyType = info?.verify_type_info ?? null;
    // An official account may have a video account as well.
    const isVideoAccount = Boolean(info?.channels_info) && serviceType === null && verifyType === null;
    return {
      name: info?.nick_name ?? null,
      avatarUrl: info?.head_img ?? null,
      originalId: info?.user_name ?? null,
      principalName: info?.principal_name ?? null,
      alias: info?.alias ?? null,
      serviceType,
      isOfficialAccount: !(info?.MiniProgramInfo || info?.miniProgramInfo || isVideoAccount),
      verifyType,
      accountStatus: info?.account_status ?? null,
      refreshToken: authorization?.authorizer_refresh_token ?? null,
      permissionSets: idsOf(sets),
      setsAreWhole: areSetsWhole(odd),
      unconfirmedSets: idsOf(sets?.filter(({ unconfirmed }) => unconfirmed)) ?? [],
      confirmableSets: idsOf(sets?.filter(({ canConfirm }) => canConfirm)) ?? [],
    };
  }

  /** Confirms a permission set of an account that {@link AuthorizerInfo} calls confirmable. */
  async confirmPermission(token: string, appId: string, permissionSet: number): Promise<void> {
    await this.#call(token, {
      api: 'component/api_confirm_authorization',
      body: { authorizer_appid: appId, funcscope_category_id: permissionSet, confirm_value: 1 },
      answer: answers.done,
    });
  }

  /** @param count at most 500 */
  async authorizerList(token: string, offset: number, count: number): Promise<AuthorizerPage> {
    const answer = await this.#call(token, {
      api: 'component/api_get_authorizer_list',
      body: { offset, count },
      answer: answers.authorizerList,
      retries: 1,
    });
    const authorizers = answer.list.map((entry) => ({
      appId: entry.authorizer_appid,
      refreshToken: entry.refresh_token,
      authorizedAt: dateWithin(entry.auth_time * 1000),
    }));
    return { total: answer.total_count, authorizers };
  }

  /** @param withToken requests one page with a valid token, because a long list may outlive a token */
  allAuthorizers(withToken: WithToken, pageSize = MAX_PAGE_SIZE): AuthorizerList {
    const page = (offset: number, count: number) =>
      withToken((token) => this.authorizerList(token, offset, count));
    return new AuthorizerList(page, pageSize);
  }

  /**
   * The open platform whose UnionIDs the account shares. UNKNOWN if we may not ask: only one component can have
   * permission set 24, it is often not granted, and some accounts have no token at all.
   */
  async openPlatform(
    authorizerAccessToken: string | null,
    appId: string,
    signal = this.#options.signal,
  ): Promise<OpenPlatformBinding> {
    if (authorizerAccessToken === null) return { kind: 'UNKNOWN' };
    try {
      const { open_appid } = await this.#send({
        api: 'open/get',
        query: { access_token: authorizerAccessToken },
        body: { appid: appId },
        answer: answers.openPlatform,
        retries: 1,
        ...(signal && { signal }),
      });
      return open_appid === null ? { kind: 'UNKNOWN' } : { kind: 'BOUND', openAppId: open_appid };
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      if (error.reaction === 'NOT_BOUND') return { kind: 'NOT_BOUND' };
      if (error.reaction === 'PERMISSION_MISSING' || error.reaction === 'CAPABILITY_MISSING')
        return { kind: 'UNKNOWN' };
      throw error;
    }
  }

  /**
   * The links where the account's administrator confirms: `pc` shows a QR code, `mobile` opens inside WeChat. Only for
   * official accounts. With the Referer, WeChat checks that the page with the `pc` link and `redirectUri` (absolute;
   * its query is kept) are both on the component's start domain: the link must be clicked there.
   */
  authorizationLinks({ preAuthCode, redirectUri }: { preAuthCode: string; redirectUri: string }): {
    pc: string;
    mobile: string;
  } {
    const common = {
      component_appid: this.#config.appId,
      pre_auth_code: preAuthCode,
      redirect_uri: redirectUri,
      auth_type: '1',
    };
    const pc = new URL('/cgi-bin/componentloginpage', this.#config.mpUrl);
    pc.search = new URLSearchParams(common).toString();
    const mobile = new URL('/wxaopen/safe/bindcomponent#wechat_redirect', this.#config.openUrl);
    mobile.search = new URLSearchParams({ action: 'bindcomponent', no_scan: '1', ...common }).toString();
    return { pc: pc.href, mobile: mobile.href };
  }

  #noting(odd: Set<string>): NonNullable<CallOptions['odd']> {
    return (answer) => {
      for (const field of answer.odd) odd.add(field);
      this.#options.odd?.(answer);
    };
  }

  /** As `component_access_token`, the name that all SDKs use. Newer pages say `access_token`; WeChat accepts both. */
  #call<Answer>(token: string, request: Omit<Call<Answer>, 'apiUrl'>): Promise<Answer> {
    return this.#send({
      ...request,
      query: { component_access_token: token },
      body: { component_appid: this.#config.appId, ...request.body },
    });
  }

  #send<Answer>(request: Omit<Call<Answer>, 'apiUrl'>): Promise<Answer> {
    return call(this.#http, { apiUrl: this.#config.apiUrl, ...this.#options, ...request });
  }
}

const after = (start: Date, seconds: number): Date => dateWithin(start.getTime() + seconds * 1000);

const idsOf = (sets: readonly PermissionSet[] | null | undefined): number[] | null =>
  sets?.map(({ id }) => id) ?? null;

const areSetsWhole = (odd: ReadonlySet<string>): boolean =>
  ![...odd].some((field) => field.includes('func_info'));
