import type { ComponentHealth } from '../../connections/component/component.service.ts';
import { type LetterItem, type Written, writeLetter } from '../words/letter.ts';
import { timeOf } from '../words/notice-facts.ts';
import type { OperatorNoticeKind } from './operator-notice.rules.ts';

interface Told {
  readonly kind: OperatorNoticeKind;
  readonly openedAt: Date;
  readonly mails: number;
}

/** What the letter says in one language. */
interface Words {
  readonly titles: Readonly<Record<OperatorNoticeKind, string>>;
  todoOf(kind: OperatorNoticeKind, health: ComponentHealth): string[];
  since(at: string, isReminder: boolean): string;
  readonly link: string;
  opening(host: string): string;
  readonly ending: string;
}

const ENGLISH: Words = {
  titles: {
    WECHAT_REFUSES: 'WeChat refuses Qiao',
    NO_TICKET: 'WeChat pushes no component ticket',
    PLATFORM_REFUSES: 'The marketing platform refuses Qiao itself',
  },
  todoOf(kind, { errcode, address }) {
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
          'WeChat pushes a ticket every ten minutes. Twelve hours after the last one Qiao cannot call WeChat any more.',
          "Check at open.weixin.qq.com that the component's callback address is right, and that WeChat can reach it. The page below says NO_TICKET only after those twelve hours.",
        ];
      default:
        return [
          "Compare the app's id, client id and secret, and its OAuth callback address, with the app's entry in the marketing platform.",
        ];
    }
  },
  since: (at, isReminder) => `${isReminder ? 'Reminder. Open since' : 'Since'} ${at} UTC`,
  link: 'State of Qiao',
  opening: (host) => `Qiao at ${host} needs its operator.`,
  ending: 'You get this because the setting MAIL_OPERATOR names you.',
};

const CHINESE: Words = {
  titles: {
    WECHAT_REFUSES: '微信拒绝了 Qiao 的调用',
    NO_TICKET: '微信未推送 component_verify_ticket',
    PLATFORM_REFUSES: '营销平台拒绝了 Qiao',
  },
  todoOf(kind, { errcode, address }) {
    switch (kind) {
      case 'WECHAT_REFUSES':
        return [
          `错误码：${errcode ?? '未知'}。现在无法授权公众号，不久后也无法刷新令牌。`,
          address === null
            ? '请核对第三方平台的 AppID 和 AppSecret，并在微信文档中查询该错误码。'
            : `请在 open.weixin.qq.com 把 IP 地址 ${address} 加入该第三方平台的白名单IP地址列表。`,
        ];
      case 'NO_TICKET':
        return [
          '微信每十分钟推送一次票据。最后一次推送十二小时之后，Qiao 将无法调用微信接口。',
          '请在 open.weixin.qq.com 核对授权事件接收配置，并确认微信可以访问该地址。十二小时之后，下面的页面才会显示 NO_TICKET。',
        ];
      default:
        return ['请在营销平台的应用设置中核对应用 ID、Client ID、Client Secret 和 OAuth 回调地址。'];
    }
  },
  since: (at, isReminder) => `${isReminder ? '再次提醒，开始时间：' : '开始时间：'}${at}（UTC）`,
  link: 'Qiao 的状态',
  opening: (host) => `${host} 的 Qiao 需要运维人员处理。`,
  ending: '您收到此邮件，是因为配置项 MAIL_OPERATOR 填写了您的地址。',
};

/** What needs the operator, in English and then in Chinese: nobody has to say which of them they read. */
export function operatorLetter(told: readonly Told[], health: ComponentHealth, publicUrl: string): Written {
  const host = new URL(publicUrl).host;
  const itemsIn = (words: Words): LetterItem[] =>
    told.map(({ kind, openedAt, mails }) => ({
      title: words.titles[kind],
      since: words.since(timeOf(openedAt, 'UTC'), mails > 0),
      todo: words.todoOf(kind, health),
      link: { label: words.link, url: `${publicUrl}/readyz` },
    }));
  const both = [ENGLISH, CHINESE];
  const titles = both.map(({ titles }) => told[0] && titles[told[0].kind]).join(' / ');
  return writeLetter({
    language: 'en',
    subject: `${titles}${told.length > 1 ? ` (+${told.length - 1})` : ''} – Qiao, ${host}`,
    opening: both.map(({ opening }) => opening(host)).join(' '),
    items: both.flatMap(itemsIn),
    ending: both.map(({ ending }) => ending).join(' '),
  });
}
