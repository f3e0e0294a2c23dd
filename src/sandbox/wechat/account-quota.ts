import type { Settings } from './settings.ts';

/** Calls a day of a new account; of other calls any number is allowed. */
const DAILY: Readonly<Record<string, number>> = {
  '/cgi-bin/user/get': 500,
  '/cgi-bin/user/info': 500_000,
  '/cgi-bin/user/info/batchget': 500_000,
  '/cgi-bin/qrcode/create': 100_000,
  '/cgi-bin/message/custom/send': 500_000,
  '/cgi-bin/media/upload': 100_000,
};

/** Calls of a path that an account may make a day; 0 = no limit. */
export const dailyLimit = ({ accountDailyQuota }: Settings, path: string): number =>
  accountDailyQuota[path] ?? DAILY[path] ?? 0;

export const quotaKey = (appId: string, path: string): string => `${appId} ${path}`;
