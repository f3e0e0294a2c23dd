export interface ComponentToken {
  accessToken: string;
  expiresAt: Date;
}

export interface PreAuthCode {
  preAuthCode: string;
  expiresAt: Date;
}

export interface Authorization {
  appId: string;
  /** Null, like the refresh token, if the account has no API ability (for example an unverified personal account). */
  accessToken: string | null;
  accessTokenExpiresAt: Date | null;
  refreshToken: string | null;
  /** What the merchant granted, even if this type of account cannot use it; null: unknown. */
  permissionSets: number[] | null;
  /** False if items of the list were odd: a set that is not in it may be granted all the same. */
  setsAreWhole: boolean;
}

export interface AuthorizerToken {
  accessToken: string;
  expiresAt: Date;
  /** Usually the one that was sent. Store it unless it is null: a missing token never replaces an existing one. */
  refreshToken: string | null;
}

/** What WeChat says about an account. Null: it does not say, or nothing that can be read. */
export interface AuthorizerInfo {
  name: string | null;
  avatarUrl: string | null;
  /** `gh_…`; pushes identify the account by it. */
  originalId: string | null;
  principalName: string | null;
  alias: string | null;
  /** Of an official account. */
  serviceType: 'SUBSCRIPTION' | 'SERVICE' | null;
  /** Neither a mini program nor a video account. */
  isOfficialAccount: boolean;
  /** -1 not verified, 0 verified by WeChat, 1 Sina, 2 Tencent Weibo, 3–5 qualified but the name not yet verified. */
  verifyType: number | null;
  /** 1 normal, 14 cancelled, 16 banned, 18 warned, 19 frozen. */
  accountStatus: number | null;
  /** Null until a code of this authorization has been exchanged. */
  refreshToken: string | null;
  permissionSets: number[] | null;
  /** As in {@link Authorization}. */
  setsAreWhole: boolean;
  /** Those of them that must be confirmed before they can be used. */
  unconfirmedSets: number[];
  /** Those of them that the component can confirm. */
  confirmableSets: number[];
}

export interface AuthorizerEntry {
  appId: string;
  refreshToken: string | null;
  /** Time of the latest authorization. */
  authorizedAt: Date;
}

export type OpenPlatformBinding =
  | { kind: 'BOUND'; openAppId: string }
  | { kind: 'NOT_BOUND' }
  | { kind: 'UNKNOWN' };
