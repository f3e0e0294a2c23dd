import { defineMessages } from '../../language/language.tsx';

export const overviewMessages = defineMessages(
  {
    title: 'Overview',
    ready: 'The account is ready',
    readyHint:
      'Everything is set. From now on, what its followers do arrives here and in your marketing platform.',
    removed: 'This account was removed',
    removedAt: (time: string) => `Removed on ${time}.`,
    erased: 'The data about its followers is erased.',
    retained: 'The data about its followers is kept, on a recorded legal basis.',
    withdrawInWeChat:
      'WeChat still lists Qiao as authorized by this account. The administrator of the account can withdraw this at mp.weixin.qq.com.',
    facts: 'The account in WeChat',
    type: 'Type',
    verification: 'Verification',
    principal: 'Registered by',
    appId: 'AppID',
    originalId: 'Original ID',
    wechat: 'State in WeChat',
    platform: 'Open platform',
    capacity: (taken: string, limit: string) => `${taken} of ${limit} official accounts`,
    noPlatform: 'None, or WeChat does not say',
    authorization: 'Authorization',
    authorizedAt: 'Last authorized',
    never: 'Never',
    added: 'Added to Qiao',
    followers: 'Followers',
    bound: 'bound to a contact',
    authorizeAgain: 'Authorize again',
    replaceAccount: 'Connect another account …',
    capabilities: 'What WeChat allows',
    available: 'Available',
    unavailable: 'Not available',
    note: 'Note',
  },
  {
    title: '概览',
    ready: '公众号已就绪',
    readyHint: '全部设置完成。此后关注者的行为会显示在这里，并同步到您的营销平台。',
    removed: '此公众号已移除',
    removedAt: (time) => `移除于 ${time}。`,
    erased: '关注者数据已删除。',
    retained: '关注者数据已保留，并记录了法律依据。',
    withdrawInWeChat: '微信中仍显示已授权 Qiao，公众号管理员可在 mp.weixin.qq.com 取消授权。',
    facts: '微信公众号信息',
    type: '类型',
    verification: '认证',
    principal: '主体',
    appId: 'AppID',
    originalId: '原始 ID',
    wechat: '微信中的状态',
    platform: '开放平台',
    capacity: (taken, limit) => `已绑定 ${taken} / ${limit} 个公众号`,
    noPlatform: '未绑定，或微信未返回',
    authorization: '授权',
    authorizedAt: '最近授权',
    never: '从未',
    added: '添加到 Qiao',
    followers: '关注者',
    bound: '已绑定联系人',
    authorizeAgain: '重新授权',
    replaceAccount: '改为连接另一个公众号…',
    capabilities: '微信开放的功能',
    available: '可用',
    unavailable: '不可用',
    note: '备注',
  },
);

/** The server's reasons, which it says in English. Others are shown as they are. */
export function capabilityReasonInChinese(reason: string): string {
  const set = /permission set (\d+)/.exec(reason)?.[1];
  if (set !== undefined) return `管理员未授予权限集 ${set}。`;
  return REASONS[reason] ?? reason;
}

const REASONS: Readonly<Record<string, string>> = {
  'WeChat gives this to service accounts only.': '微信仅对服务号开放。',
  'The account is not authorized.': '公众号尚未授权。',
  'WeChat gives this to verified accounts only.': '微信仅对已认证的公众号开放。',
  'The account is bound to no open platform, or WeChat does not tell.':
    '公众号未绑定开放平台，或微信未返回。',
};
