export const ACCOUNT_TYPES = ['SUBSCRIPTION', 'SERVICE'] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

/** UNKNOWN: the account did not grant the permission to ask. */
export const OPEN_PLATFORM_BINDINGS = ['BOUND', 'NOT_BOUND', 'UNKNOWN'] as const;
export type OpenPlatformBinding = (typeof OPEN_PLATFORM_BINDINGS)[number];

/** Messages, users, and mass and template sending: WeChat's permission sets that Qiao cannot work without. */
const NEEDED_PERMISSION_SETS = [1, 2, 7] as const;

export const missingPermissionSets = (granted: readonly number[]): number[] =>
  NEEDED_PERMISSION_SETS.filter((set) => !granted.includes(set));

/** What is granted, by two lists of which at least one is not whole. Null: neither says anything. */
export const anyGranted = (
  one: readonly number[] | null,
  other: readonly number[] | null,
): readonly number[] | null => (one && other ? [...new Set([...one, ...other])] : (one ?? other));

const lacksAll = (granted: readonly number[]): boolean =>
  missingPermissionSets(granted).length === NEEDED_PERMISSION_SETS.length;

/**
 * Whether a list of permission sets is believed only when it comes a second time: everything is gone at once, which is also
 * how a list looks that was cut.
 */
export function isDoubtful(granted: readonly number[], before: readonly number[] | null): boolean {
  if (before === null || before.length === 0) return false;
  return granted.length === 0 || (lacksAll(granted) && !lacksAll(before));
}

/** verify_type_info.id of a qualified account: verified by WeChat, or qualified while its name is not verified yet. */
const VERIFIED_TYPES: readonly number[] = [0, 3, 4, 5];

export const WECHAT_STATUSES = ['NORMAL', 'WARNED', 'CANCELLED', 'BANNED', 'FROZEN'] as const;
export type WeChatStatus = (typeof WECHAT_STATUSES)[number];

const STATUS_OF: Readonly<Record<number, WeChatStatus>> = {
  1: 'NORMAL',
  14: 'CANCELLED',
  16: 'BANNED',
  18: 'WARNED',
  19: 'FROZEN',
};

/** Of `account_status`; null: unknown. */
export const wechatStatusOf = (accountStatus: number | null): WeChatStatus | null =>
  STATUS_OF[accountStatus ?? 0] ?? null;

/** Whether the account cannot be used. */
export const isRestricted = (status: WeChatStatus | null): boolean =>
  status !== null && status !== 'NORMAL' && status !== 'WARNED';

export const isVerified = (verifyType: number): boolean => VERIFIED_TYPES.includes(verifyType);

/** What WeChat says about an account, with the names of the columns of `official_account`. Null: it does not say. */
export interface WeChatAccount {
  readonly appId: string;
  readonly originalId: string | null;
  readonly name: string | null;
  readonly avatarUrl: string | null;
  readonly principalName: string | null;
  readonly accountType: AccountType | null;
  readonly verified: boolean | null;
  readonly wechatStatus: WeChatStatus | null;
  readonly openPlatformBinding: OpenPlatformBinding;
  readonly openAppId: string | null;
  readonly permissionSets: readonly number[] | null;
  /** Those of them that the merchant must confirm before they can be used; null: unknown. */
  readonly unconfirmedSets: readonly number[] | null;
}

/** The fields of the GraphQL schema that depend on these facts. */
export const FACT_PATHS = [
  'displayName',
  'name',
  'avatarUrl',
  'originalId',
  'principalName',
  'accountType',
  'verified',
  'wechatStatus',
  'openPlatform',
  'capabilities',
] as const;

type Facts<T> = { [K in keyof Omit<WeChatAccount, 'appId'>]: T[K & keyof T] } & { limitReached: boolean };

/** The facts that are stored, for comparison and for the audit entry. */
export function keptFacts<T extends Facts<T>>(account: T): Facts<T> {
  const { originalId, name, avatarUrl, principalName, accountType, verified, wechatStatus } = account;
  const { openPlatformBinding, openAppId, permissionSets, unconfirmedSets, limitReached } = account;
  return {
    ...{ originalId, name, avatarUrl, principalName, accountType, verified, wechatStatus },
    ...{ openPlatformBinding, openAppId, permissionSets, unconfirmedSets, limitReached },
  };
}

/** What WeChat does not say now is as it was last known. */
export function withKnown(wechat: WeChatAccount, known: Omit<WeChatAccount, 'appId'>): WeChatAccount {
  const { openPlatformBinding, openAppId } = wechat.openPlatformBinding === 'UNKNOWN' ? known : wechat;
  return {
    appId: wechat.appId,
    originalId: wechat.originalId ?? known.originalId,
    name: wechat.name ?? known.name,
    avatarUrl: wechat.avatarUrl ?? known.avatarUrl,
    principalName: wechat.principalName ?? known.principalName,
    accountType: wechat.accountType ?? known.accountType,
    verified: wechat.verified ?? known.verified,
    wechatStatus: wechat.wechatStatus ?? known.wechatStatus,
    openPlatformBinding,
    openAppId,
    permissionSets: wechat.permissionSets ?? known.permissionSets,
    unconfirmedSets: wechat.unconfirmedSets ?? known.unconfirmedSets,
  };
}
