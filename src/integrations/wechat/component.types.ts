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
  /** null, as the refresh token, when the account has no API ability (an unverified personal one, for example). */
  accessToken: string | null;
  accessTokenExpiresAt: Date | null;
  refreshToken: string | null;
  /** What the merchant granted, whether or not this type of account can use it. */
  permissionSets: number[];
}

export interface AuthorizerToken {
  accessToken: string;
  expiresAt: Date;
  /** Mostly the one that was sent. To be saved, unless null: an absent one never replaces the one in hand. */
  refreshToken: string | null;
}

export interface AuthorizerInfo {
  name: string;
  avatarUrl: string | null;
  /** `gh_…`, by which pushes name the account. */
  originalId: string;
  principalName: string | null;
  alias: string | null;
  /** Of an official account; without meaning when `isMiniProgram`. */
  serviceType: 'SUBSCRIPTION' | 'SERVICE';
  isMiniProgram: boolean;
  /** -1 not verified, 0 verified by WeChat, 1 Sina, 2 Tencent Weibo, 3–5 qualified but the name not yet verified. */
  verifyType: number;
  /** 1 normal, 14 cancelled, 16 banned, 18 warned, 19 frozen; null when not told. */
  accountStatus: number | null;
  /** null until a code of this authorization has been exchanged. */
  refreshToken: string | null;
  permissionSets: number[];
}

export interface AuthorizerEntry {
  appId: string;
  refreshToken: string | null;
  /** Of the latest authorization. */
  authorizedAt: Date;
}

export type OpenPlatformBinding =
  | { kind: 'BOUND'; openAppId: string }
  | { kind: 'NOT_BOUND' }
  | { kind: 'UNKNOWN' };
