export const ACCOUNT_TYPES = ['SUBSCRIPTION', 'SERVICE'] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

/** UNKNOWN: the account did not grant the permission to ask. */
export const OPEN_PLATFORM_BINDINGS = ['BOUND', 'NOT_BOUND', 'UNKNOWN'] as const;
export type OpenPlatformBinding = (typeof OPEN_PLATFORM_BINDINGS)[number];

/** Messages, users, and mass and template sending: WeChat's permission sets that Qiao cannot work without. */
const NEEDED_PERMISSION_SETS = [1, 2, 7] as const;

export const missingPermissionSets = (granted: readonly number[]): number[] =>
  NEEDED_PERMISSION_SETS.filter((set) => !granted.includes(set));

/** verify_type_info.id of a qualified account: verified by WeChat, or qualified while its name is not verified yet. */
const VERIFIED_TYPES: readonly number[] = [0, 3, 4, 5];

export const isVerified = (verifyType: number): boolean => VERIFIED_TYPES.includes(verifyType);

/** What WeChat says about an account, with the names of the columns of `official_account`. */
export interface WeChatAccount {
  readonly appId: string;
  readonly originalId: string;
  readonly name: string | null;
  readonly avatarUrl: string | null;
  readonly principalName: string | null;
  readonly accountType: AccountType;
  readonly verified: boolean;
  readonly openPlatformBinding: OpenPlatformBinding;
  readonly openAppId: string | null;
  readonly permissionSets: readonly number[];
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
  'openPlatform',
  'capabilities',
] as const;

type Facts<T> = { [K in keyof Omit<WeChatAccount, 'appId'>]: T[K & keyof T] } & { limitReached: boolean };

/** The facts that are stored, for comparison and for the audit entry. */
export function keptFacts<T extends Facts<T>>(account: T): Facts<T> {
  const { originalId, name, avatarUrl, principalName, accountType, verified } = account;
  const { openPlatformBinding, openAppId, permissionSets, limitReached } = account;
  return {
    ...{ originalId, name, avatarUrl, principalName, accountType, verified },
    ...{ openPlatformBinding, openAppId, permissionSets, limitReached },
  };
}
