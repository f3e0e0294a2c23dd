import type { AuthorizerList } from '../../../integrations/wechat/authorizer-list.ts';
import type { ComponentClient } from '../../../integrations/wechat/component.client.ts';
import type {
  Authorization,
  OpenPlatformBinding,
  PreAuthCode,
} from '../../../integrations/wechat/component.types.ts';
import type { Tokens } from '../credential/credential.service.ts';
import { isVerified, type WeChatAccount, wechatStatusOf } from '../facts/wechat-account.rules.ts';
import type { ComponentService } from './component.service.ts';

/** What WeChat says about an account, and more that is not stored. */
export interface WeChatFacts {
  readonly account: WeChatAccount;
  readonly isOfficialAccount: boolean;
  readonly verifyType: number | null;
  /** Permission sets that we can confirm. They are not among the account's unconfirmed ones. */
  readonly confirmableSets: readonly number[];
  /** Whether everything was answered; otherwise asking again is worth it. */
  readonly isWhole: boolean;
  /** False: a set that is not in the list may be granted all the same. */
  readonly setsAreWhole: boolean;
}

/** The open platform; null: nothing usable was answered. */
type BindingAnswer = OpenPlatformBinding | null;

/** The authorization of an account as WeChat has it now. */
export interface CurrentAuthorization
  extends Pick<Authorization, 'refreshToken' | 'permissionSets' | 'setsAreWhole'> {}

/** Calls WeChat as our component: the API client, with the component's access token supplied for each call. */
export class WeChatComponent {
  constructor(
    private readonly client: ComponentClient,
    private readonly component: ComponentService,
  ) {}

  createPreAuthCode(): Promise<PreAuthCode> {
    return this.component.call((token) => this.client.createPreAuthCode(token));
  }

  authorizationLinks(link: { preAuthCode: string; redirectUri: string }): { pc: string; mobile: string } {
    return this.client.authorizationLinks(link);
  }

  /** A code can be exchanged once, even if the answer is lost. */
  exchangeCode(code: string): Promise<Authorization> {
    return this.component.call((token) => this.client.queryAuth(token, code));
  }

  async refreshTokens(appId: string, refreshToken: string): Promise<Tokens> {
    const fresh = await this.component.call((token) =>
      this.client.refreshAuthorizerToken(token, appId, refreshToken),
    );
    return {
      accessToken: fresh.accessToken,
      accessTokenExpiresAt: fresh.expiresAt,
      // A missing refresh token never replaces the one we have.
      refreshToken: fresh.refreshToken ?? refreshToken,
    };
  }

  /** Every account that has authorized us. A component token that expires between two pages is replaced. */
  authorizers(): AuthorizerList {
    return this.client.allAuthorizers((request) => this.component.call(request));
  }

  /**
   * The authorization of one account. Its refresh token comes from the list of authorizers where the account's own answer
   * has none.
   *
   * @throws {WeChatError} REAUTHORIZE if the account has not authorized us
   */
  async currentAuthorization(appId: string): Promise<CurrentAuthorization> {
    const { refreshToken, permissionSets, setsAreWhole } = await this.component.call((token) =>
      this.client.authorizerInfo(token, appId),
    );
    const sets = { permissionSets, setsAreWhole };
    if (refreshToken) return { refreshToken, ...sets };
    for await (const listed of this.authorizers()) {
      if (listed.appId === appId) return { refreshToken: listed.refreshToken, ...sets };
    }
    return { refreshToken: null, ...sets };
  }

  /**
   * Rebuilds the answer of an exchange that was lost: WeChat gives the refresh token of an authorization once its code has
   * been exchanged, and a refresh gives the rest. Null: WeChat gives no refresh token.
   *
   * @throws {WeChatError} REAUTHORIZE if the account has not authorized us
   */
  async rebuildAuthorization(appId: string): Promise<Authorization | null> {
    const { refreshToken, ...sets } = await this.currentAuthorization(appId);
    if (!refreshToken) return null;
    return { appId, ...sets, ...(await this.refreshTokens(appId, refreshToken)) };
  }

  /**
   * What WeChat says about an account. Both questions are asked at the same time.
   *
   * @param openPlatform asks for the open platform, which takes a token of the account itself
   */
  async readFacts(appId: string, openPlatform: () => Promise<BindingAnswer>): Promise<WeChatFacts> {
    const [info, binding] = await Promise.all([
      this.component.call((token) => this.client.authorizerInfo(token, appId)),
      openPlatform(),
    ]);
    const { originalId, name, avatarUrl, principalName, permissionSets, verifyType } = info;
    const { isOfficialAccount, confirmableSets, setsAreWhole } = info;
    const unconfirmed = info.unconfirmedSets.filter((set) => !confirmableSets.includes(set));
    const account: WeChatAccount = {
      ...{ appId, originalId, name, avatarUrl, principalName, permissionSets },
      accountType: info.serviceType,
      verified: verifyType === null ? null : isVerified(verifyType),
      wechatStatus: wechatStatusOf(info.accountStatus),
      openPlatformBinding: binding?.kind ?? 'UNKNOWN',
      openAppId: binding?.kind === 'BOUND' ? binding.openAppId : null,
      unconfirmedSets: permissionSets && unconfirmed,
    };
    const isWhole =
      setsAreWhole && ![binding, originalId, info.serviceType, verifyType, permissionSets].includes(null);
    return { account, isOfficialAccount, verifyType, confirmableSets, setsAreWhole, isWhole };
  }

  /** UNKNOWN if the account has no token, or did not grant the permission to ask. */
  openPlatform(
    accessToken: string | null,
    appId: string,
    signal?: AbortSignal,
  ): Promise<OpenPlatformBinding> {
    return this.client.openPlatform(accessToken, appId, signal);
  }

  confirmPermission(appId: string, permissionSet: number): Promise<void> {
    return this.component.call((token) => this.client.confirmPermission(token, appId, permissionSet));
  }
}

/** Null if WeChat gave none: the account has no API ability. */
export function tokensOf({ accessToken, accessTokenExpiresAt, refreshToken }: Authorization): Tokens | null {
  if (!accessToken || !accessTokenExpiresAt || !refreshToken) return null;
  return { accessToken, accessTokenExpiresAt, refreshToken };
}
