import type { Language } from '../language/language.tsx';
import type { ApiKeyScope } from './generated/operations.ts';
import { SCOPE_WORDS } from './scopes.messages.ts';

/** In English and in Chinese. */
export type WordPair = readonly [en: string, zh: string];

const of = (pair: WordPair | undefined, language: Language): string | undefined =>
  pair?.[language === 'zh' ? 1 : 0];

/** Names of values, where the name in the API says too little. */
const NAMES: Readonly<Record<string, WordPair>> = {
  name: ['Name', '名称'],
  description: ['Description', '描述'],
  note: ['Note', '备注'],
  status: ['Status', '状态'],
  cause: ['Cause', '原因'],
  scopes: ['May do', '权限'],
  prefix: ['Key', '密钥'],
  expiresAt: ['Expires', '有效期至'],
  revokedAt: ['Revoked', '吊销时间'],
  label: ['Label', '名称'],
  kind: ['Kind', '类型'],
  openIdField: ['OpenID field', 'OpenID 字段'],
  unionIdField: ['UnionID field', 'UnionID 字段'],
  subscriptionStatusField: ['Subscription status field', '关注状态字段'],
  lastActivityField: ['Last activity field', '最近活动时间字段'],
  defaultCampaign: ['Default campaign', '默认营销活动'],
  defaultTimezone: ['Time zone', '时区'],
  accountType: ['Account type', '公众号类型'],
  accessMode: ['Access', '使用权限'],
  accessUserIds: ['People with access', '可使用的人员'],
  termsVersion: ['Accepted terms', '已接受的条款'],
  appId: ['AppID', 'AppID'],
  originalId: ['Original ID', '原始 ID'],
  openAppId: ['Open platform', '开放平台'],
  avatarUrl: ['Avatar', '头像'],
  verified: ['Verified', '已认证'],
  principalName: ['Registered by', '主体'],
  permissionSets: ['Permissions', '权限集'],
  unconfirmedSets: ['Unconfirmed permissions', '待确认的权限集'],
  wechatStatus: ['State in WeChat', '微信中的状态'],
  accountId: ['Account ID', '公众号 ID'],
  contactId: ['Contact', '联系人'],
  campaignId: ['Campaign', '营销活动'],
  instanceId: ['Step ID', '步骤 ID'],
  contactField: ['Contact field', '联系人字段'],
  purpose: ['Purpose', '用途'],
  userName: ['User', '用户'],
  failure: ['Failure', '失败原因'],
  unbound: ['Followers without a contact', '未匹配到联系人的关注者'],
  afterUnfollow: ['Data after an unfollow', '取消关注后的数据'],
  createdContactDomain: ['Domain of created addresses', '所创建邮箱地址的域名'],
  retentionBasis: ['Legal basis', '法律依据'],
  subscribedValue: ['Value for followers', '正在关注时的值'],
  unsubscribedValue: ['Value after an unfollow', '取消关注后的值'],
  noticeRecipients: ['Number of recipients', '收件人数'],
  noticeLanguage: ['Language of mails', '邮件语言'],
  site: ['Site', '站点'],
  platform: ['Platform', '平台'],
  connection: ['Connection', '连接'],
};

export const valueName = (name: string, language: Language): string =>
  of(NAMES[name], language) ?? plainWords(name);

/** Enum values that entries contain often. */
const VALUES: Readonly<Record<string, WordPair>> = {
  EN: ['English', '英文'],
  ZH: ['Chinese', '中文'],
  ACTIVE: ['Active', '已启用'],
  DRAFT: ['Draft', '草稿'],
  ACTION_REQUIRED: ['Action required', '需要处理'],
  REMOVED: ['Removed', '已移除'],
  COMPLETED: ['Completed', '已完成'],
  CANCELLED: ['Cancelled', '已取消'],
  EXPIRED: ['Expired', '已过期'],
  FAILED: ['Failed', '失败'],
  PENDING: ['Pending', '进行中'],
  CONNECTED: ['Connected', '已连接'],
  LOST: ['Lost', '已失效'],
  SERVICE: ['Service account', '服务号'],
  SUBSCRIPTION: ['Subscription account', '订阅号'],
  ALL_USERS: ['Everybody', '所有人'],
  SELECTED_USERS: ['Selected people', '指定人员'],
  CONFIGURED: ['Configured', '已配置'],
  NEEDS_CONFIGURATION: ['Needs configuration', '需要配置'],
  NEVER_CONFIGURED: ['Never configured', '从未配置'],
  DELETED: ['Removed', '已移除'],
  NORMAL: ['Normal', '正常'],
  NOT_BOUND: ['Not bound', '未绑定'],
  BOUND: ['Bound', '已绑定'],
  PERSONAL_QR_CODE: ['Personal QR code', '专属二维码'],
  REGISTRATION_PAGE: ['Registration page', '登记页面'],
  OPEN_ID: ['OpenID', 'OpenID'],
  UNION_ID: ['UnionID', 'UnionID'],
  SUBSCRIPTION_STATUS: ['Subscription status', '关注状态'],
  LAST_ACTIVITY: ['Last activity', '最近活动时间'],
  HOLD: ['Hold', '暂存'],
  CREATE_CONTACT: ['Create a contact', '创建联系人'],
  ERASE: ['Erase', '删除'],
  RETAIN_WITH_BASIS: ['Keep on a legal basis', '依法保留'],
  COPIED: ['Copied', '已复制'],
  ACCOUNT_REMOVED: ['Account removed', '公众号已移除'],
  OPEN_ID_FIELD_CHANGED: ['OpenID field changed', 'OpenID 字段已更换'],
  WECHAT_ACCOUNT_REPLACED: ['WeChat account replaced', '公众号已被替换'],
  UNINSTALLED: ['Uninstalled', '已卸载'],
  ACCOUNT_LIMIT_REACHED: ['Account limit reached', '开放平台名额已满'],
  ACCOUNT_NOT_VERIFIED: ['Account not verified', '未通过微信认证'],
  ACCOUNT_ALREADY_CONNECTED: ['Account already connected', '已在 Qiao 中接入'],
  ACCOUNT_TYPE_MISMATCH: ['Account type mismatch', '公众号类型不符'],
  DIFFERENT_ACCOUNT: ['Different account', '不是同一个公众号'],
  NOT_AN_OFFICIAL_ACCOUNT: ['Not an official account', '不是公众号'],
  PERMISSION_MISSING: ['Permission missing', '缺少权限'],
  OPERATOR_REQUIRED: ['Operator required', '需要运维人员处理'],
  UPSTREAM_FAILED: ['WeChat failed', '微信未能完成授权'],
  ELOQUA: ['Oracle Eloqua', 'Oracle Eloqua'],
};

/** What makes Qiao change something by itself. */
const CAUSES: Readonly<Record<string, WordPair>> = {
  wechat: ['WeChat', '微信'],
  'marketing platform': ['marketing platform', '营销平台'],
  'marketing connection': ['connection', '连接'],
  job: ['scheduled job', '定时任务'],
  tokens: ['authorization', '授权'],
  facts: ['check of the account', '公众号检查'],
  registration: ['registration page', '登记页面'],
};

export const causeWords = (cause: string, language: Language): string => of(CAUSES[cause], language) ?? cause;

const ENUM_VALUE = /^[A-Z]+(_[A-Z]+)+$/;

/** A text as people read it: words for a value of an enum, every other text as it is. */
export function valueWords(text: string, language: Language): string {
  const scope = SCOPE_WORDS[language][text as ApiKeyScope]?.name;
  return scope ?? of(VALUES[text], language) ?? (ENUM_VALUE.test(text) ? plainWords(text) : text);
}

/** `openPlatformBinding` and `OPEN_PLATFORM_BINDING` as `Open platform binding`. */
export function plainWords(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
