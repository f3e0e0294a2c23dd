import type { RequirementCode } from '../../accounts/requirements/requirement-catalogue.rules.ts';
import { DEFAULT_TIMEZONE } from '../../installations/installation.rules.ts';
import type { NoticeKind } from '../notice.rules.ts';
import type { LetterItem } from './letter.ts';
import { type NoticeFacts, timeOf, type WriteWords } from './notice-facts.ts';

/** What blocks an account, and the advice that is mailed. Other advice is not told. */
const REQUIREMENTS: Readonly<Partial<Record<RequirementCode, string>>> = {
  AUTHORIZATION_REQUIRED: '请公众号管理员用微信扫码授权 Qiao。',
  ACCOUNT_RESTRICTED:
    '该公众号已被微信注销、封禁或冻结，管理员可在 mp.weixin.qq.com 查看原因。恢复后 Qiao 会在一天内得知；重新授权则立即得知。',
  ACCOUNT_NOT_VERIFIED:
    '该公众号的微信认证已过期，请在 mp.weixin.qq.com 续期。续期后 Qiao 会在一天内得知；重新授权则立即得知。',
  ACCOUNT_LIMIT_REACHED:
    '该公众号改为绑定另一个开放平台，而该平台已无空余名额。请移除该平台的另一个公众号，或在 open.weixin.qq.com 改绑，然后重新授权。',
  PERMISSION_MISSING: '管理员收回了 Qiao 所需的权限，请重新授权并勾选这些权限。',
  OPEN_ID_FIELD_REQUIRED: '请选择保存 OpenID 的联系人字段。',
  OPEN_ID_FIELD_MISSING: '保存 OpenID 的联系人字段已被删除，或不再是文本框，请另选字段。',
  DEFAULT_CAMPAIGN_REQUIRED: '请选择默认营销活动，用于接收不属于其他营销活动的记录。',
  DEFAULT_CAMPAIGN_NOT_ACTIVE: '默认营销活动已删除、已结束或从未激活，请激活它或另选一个进行中的活动。',
  TERMS_REQUIRED: '请接受条款。',
  UNION_ID_UNAVAILABLE: '已映射 UnionID，但未发现该公众号绑定开放平台。请先绑定，或取消 UnionID 映射。',
  UNION_ID_PLATFORM_DIFFERS:
    '另一个开放平台的公众号正在使用该 UnionID 字段，两者的 UnionID 不同，请另选字段。',
  DEFAULT_CAMPAIGN_ENDING: '请延后该营销活动的结束时间，或另选营销活动。',
};

const at = (time: Date): string => `${timeOf(time, DEFAULT_TIMEZONE)}（北京时间）`;

const TITLES: Readonly<Record<NoticeKind, (account: string) => string>> = {
  ACCOUNT_ACTION_REQUIRED: (account) => `公众号“${account}”需要处理后才能使用`,
  CAMPAIGN_ENDING: (account) => `公众号“${account}”的默认营销活动即将结束`,
  CONNECTION_LOST: () => '与营销平台的连接已失效',
  CONNECTION_REFUSED: () => '营销平台拒绝了所有调用',
};

const CONNECTION_TODO = '在此之前，关注者数据不会进入营销平台；恢复后 Qiao 会补送。';
const TODO: Readonly<Record<NoticeKind, (notice: NoticeFacts) => readonly string[]>> = {
  ACCOUNT_ACTION_REQUIRED: ({ requirements }) => requirements.map(inChinese),
  CAMPAIGN_ENDING: ({ campaignEndAt, requirements }) => [
    ...(campaignEndAt ? [`该活动将于 ${at(campaignEndAt)} 结束，届时公众号将无法使用。`] : []),
    ...requirements.map(inChinese),
  ],
  CONNECTION_LOST: () => ['请在营销平台中打开 Qiao 的配置页面并重新连接。', CONNECTION_TODO],
  CONNECTION_REFUSED: () => [
    '请在营销平台中确认连接 Qiao 的用户已启用，且 Qiao 服务器的地址在允许列表中。',
    CONNECTION_TODO,
  ],
};

function inChinese({ code, message }: NoticeFacts['requirements'][number]): string {
  return REQUIREMENTS[code] ?? message;
}

const itemOf = (notice: NoticeFacts): LetterItem => ({
  title: TITLES[notice.kind](notice.account),
  since: `${notice.isReminder ? '再次提醒，开始时间：' : '开始时间：'}${at(notice.openedAt)}`,
  todo: TODO[notice.kind](notice),
  link: { label: notice.account === '' ? '打开连接页面' : '打开公众号', url: notice.url },
});

export const writeChinese: WriteWords = (notices, { site, settingsUrl }) => {
  const items = notices.map(itemOf);
  const isReminder = notices.every((notice) => notice.isReminder);
  const more = items.length > 1 ? `等 ${items.length} 项` : '';
  return {
    language: 'zh-CN',
    subject: `${isReminder ? '再次提醒：' : ''}${items[0]?.title ?? ''}${more} – Qiao，${site}`,
    opening: `${site} 的 Qiao 有以下事项需要处理：`,
    items,
    ending: `您收到此邮件，是因为您负责 ${site} 的 Qiao。管理员可在此更改收件人和语言：${settingsUrl}`,
  };
};
