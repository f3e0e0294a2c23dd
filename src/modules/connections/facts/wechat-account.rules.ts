export const ACCOUNT_TYPES = ['SUBSCRIPTION', 'SERVICE'] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

/** UNKNOWN: the account did not grant the permission to ask. */
export const OPEN_PLATFORM_BINDINGS = ['BOUND', 'NOT_BOUND', 'UNKNOWN'] as const;
export type OpenPlatformBinding = (typeof OPEN_PLATFORM_BINDINGS)[number];

/** Messages, users, and mass and template sending: without these sets of WeChat an account is of no use here. */
const NEEDED_PERMISSION_SETS = [1, 2, 7] as const;

export const missingPermissionSets = (granted: readonly number[]): number[] =>
  NEEDED_PERMISSION_SETS.filter((set) => !granted.includes(set));

/** verify_type_info.id of a qualified account: verified by WeChat, or qualified with the name still to be verified. */
const VERIFIED_TYPES: readonly number[] = [0, 3, 4, 5];

export const isVerified = (verifyType: number): boolean => VERIFIED_TYPES.includes(verifyType);

/** What WeChat says of an account, under the names that `official_account` keeps it by. */
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

/** The fields of the schema that say it. */
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

/** What is kept of it, to be compared and audited. */
export function keptFacts<T extends Facts<T>>(account: T): Facts<T> {
  const { originalId, name, avatarUrl, principalName, accountType, verified } = account;
  const { openPlatformBinding, openAppId, permissionSets, limitReached } = account;
  return {
    ...{ originalId, name, avatarUrl, principalName, accountType, verified },
    ...{ openPlatformBinding, openAppId, permissionSets, limitReached },
  };
}
