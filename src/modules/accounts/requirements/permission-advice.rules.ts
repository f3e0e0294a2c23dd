import type { AccountType } from '../../connections/facts/wechat-account.rules.ts';

/** Permission sets that Qiao does not need, and what they allow. */
const ADVISED: readonly { readonly set: number; readonly allows: string; readonly serviceOnly?: true }[] = [
  { set: 3, allows: 'QR codes that tell where a follower comes from', serviceOnly: true },
  { set: 4, allows: 'web pages that know the follower who opens them', serviceOnly: true },
  { set: 11, allows: 'images, voice and video in messages' },
  { set: 15, allows: 'custom menus' },
  { set: 89, allows: 'notices to which followers subscribe', serviceOnly: true },
];

interface Granted {
  readonly accountType: AccountType | null;
  readonly permissionSets: readonly number[] | null;
}

/** Those that this type of account can grant, and did not. */
export const notGranted = ({ accountType, permissionSets }: Granted) =>
  permissionSets === null
    ? []
    : ADVISED.filter(
        ({ set, serviceOnly }) =>
          !(serviceOnly && accountType === 'SUBSCRIPTION') && !permissionSets.includes(set),
      );

export function adviceOn(advised: ReturnType<typeof notGranted>): string {
  const list = advised.map(({ set, allows }) => `${set} (${allows})`).join(', ');
  return `The administrator did not grant these permission sets: ${list}. To use what they allow, authorize again and grant them.`;
}

export const confirmationOf = (sets: readonly number[]): string =>
  `The permission sets ${sets.join(', ')} were granted, but WeChat does not let Qiao use them before the administrator has confirmed them in mp.weixin.qq.com.`;
