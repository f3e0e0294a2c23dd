import type { ComponentHealth } from '../../connections/component/component.service.ts';
import { type Written, writeLetter } from '../words/letter.ts';
import { timeOf } from '../words/notice-facts.ts';
import type { OperatorNoticeKind } from './operator-notice.rules.ts';

interface Told {
  readonly kind: OperatorNoticeKind;
  readonly openedAt: Date;
  readonly mails: number;
}

const TITLES: Readonly<Record<OperatorNoticeKind, string>> = {
  WECHAT_REFUSES: 'WeChat refuses Qiao',
  NO_TICKET: 'WeChat pushes no component ticket',
  PLATFORM_REFUSES: 'The marketing platform refuses Qiao itself',
};

function todoOf(kind: OperatorNoticeKind, { errcode, address }: ComponentHealth): string[] {
  switch (kind) {
    case 'WECHAT_REFUSES':
      return [
        `The error code is ${errcode ?? 'unknown'}. No account can be authorized, and soon no token be refreshed.`,
        address === null
          ? "Compare the component's AppID and secret, and look the code up in WeChat's documentation."
          : `Add the address ${address} to the component's list of addresses at open.weixin.qq.com.`,
      ];
    case 'NO_TICKET':
      return [
        'Without a ticket Qiao cannot call WeChat.',
        "Check at open.weixin.qq.com that the component's callback address is right, and that WeChat can reach it.",
      ];
    default:
      return [
        "Compare the app's id, client id and secret, and its OAuth callback address, with the app's entry in the marketing platform.",
      ];
  }
}

/** What needs the operator, in English. */
export function operatorLetter(told: readonly Told[], health: ComponentHealth, publicUrl: string): Written {
  const host = new URL(publicUrl).host;
  const items = told.map(({ kind, openedAt, mails }) => ({
    title: TITLES[kind],
    since: `${mails > 0 ? 'Reminder. Open since' : 'Since'} ${timeOf(openedAt, 'UTC')} UTC`,
    todo: todoOf(kind, health),
    link: { label: 'State of Qiao', url: `${publicUrl}/readyz` },
  }));
  return writeLetter({
    language: 'en',
    subject: `${items[0]?.title ?? ''}${items.length > 1 ? ` (and ${items.length - 1} more)` : ''} – Qiao at ${host}`,
    opening: `Qiao at ${host} needs its operator:`,
    items,
    ending: 'You get this because the setting MAIL_OPERATOR names you.',
  });
}
