import type { AccountType, OpenPlatformBinding } from './official-account.rules.ts';

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
