import { defineMessages, type Language } from '../language/language.tsx';
import type { NoticeKind } from './generated/operations.ts';

export const noticeMessages = defineMessages(
  {
    title: 'Notices by mail',
    hint: 'Qiao tells people by mail of what needs them: five minutes after it began, and once more after seven days.',
    notConfigured: 'No mail is sent: the operator of Qiao has not configured a mail server.',
    open: 'What needs attention now',
    nothingOpen: 'Nothing.',
    since: 'since',
    told: 'mailed',
    notTold: 'not mailed yet',
    recipients: 'Recipients',
    recipientsHint: 'E-mail addresses, one a line; at most ten.',
    toDefault: (address: string) => `Without recipients, ${address} gets the mails.`,
    toNobody:
      'Without recipients nobody gets mails: Qiao does not know the address of the user who connected it.',
    refused: (addresses: string) => `The mail server refused the last mail for ${addresses}.`,
    language: 'Language of the mails',
    save: 'Save',
    saved: 'Saved.',
    refusals: { INVALID: '' },
  },
  {
    title: '邮件通知',
    hint: '有事项需要处理时，Qiao 会发邮件通知：发生五分钟后通知一次，七天后仍未解决再提醒一次。',
    notConfigured: '目前不会发送邮件：Qiao 的运维人员尚未配置邮件服务器。',
    open: '当前需要处理的事项',
    nothingOpen: '无。',
    since: '开始于',
    told: '已发邮件',
    notTold: '尚未发邮件',
    recipients: '收件人',
    recipientsHint: '电子邮箱地址，每行一个，最多十个。',
    toDefault: (address) => `未填写收件人时，邮件发送给 ${address}。`,
    toNobody: '未填写收件人时不会发送邮件：Qiao 不知道连接用户的邮箱地址。',
    refused: (addresses) => `邮件服务器拒收了上一封发给 ${addresses} 的邮件。`,
    language: '邮件语言',
    save: '保存',
    saved: '已保存。',
    refusals: { INVALID: '收件人须为有效的邮箱地址，例如 name@example.com，最多十个。' },
  },
);

export const NOTICE_WORDS: Readonly<Record<Language, Record<NoticeKind, string>>> = {
  en: {
    ACCOUNT_ACTION_REQUIRED: 'cannot be used until somebody acts',
    CAMPAIGN_ENDING: 'the default campaign ends soon',
    CONNECTION_LOST: 'The connection to Oracle Eloqua is lost',
    CONNECTION_REFUSED: 'Oracle Eloqua refuses all calls',
  },
  zh: {
    ACCOUNT_ACTION_REQUIRED: '需要处理后才能使用',
    CAMPAIGN_ENDING: '默认营销活动即将结束',
    CONNECTION_LOST: '与 Oracle Eloqua 的连接已失效',
    CONNECTION_REFUSED: 'Oracle Eloqua 拒绝了所有调用',
  },
};
