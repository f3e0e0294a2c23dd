import { defineMessages } from '../language/language.tsx';
import type {
  AccountStatus,
  AccountType,
  CampaignStatus,
  CapabilityKind,
  CredentialState,
  CredentialStateReason,
  FieldPurpose,
  MessageSenderStatus,
  WeChatStatus,
} from './generated/operations.ts';

/** The words for the values of an enum. A new value does not compile without them. */
type Words<Value extends string> = Readonly<Record<Value, string>>;

const status = (words: Words<AccountStatus>) => words;
const type = (words: Words<AccountType>) => words;
const wechat = (words: Words<WeChatStatus>) => words;
const credential = (words: Words<CredentialState>) => words;
const reason = (words: Words<CredentialStateReason>) => words;
const campaign = (words: Words<CampaignStatus>) => words;
const purpose = (words: Words<FieldPurpose>) => words;
const capability = (words: Words<CapabilityKind>) => words;
const sender = (words: Words<MessageSenderStatus>) => words;

/** What the values of an account are called. */
export const accountWords = defineMessages(
  {
    status: status({
      DRAFT: 'Draft',
      ACTIVE: 'Active',
      ACTION_REQUIRED: 'Action required',
      REMOVED: 'Removed',
    }),
    type: type({ SERVICE: 'Service account', SUBSCRIPTION: 'Subscription account' }),
    wechat: wechat({
      NORMAL: 'Normal',
      WARNED: 'Warned; it still works',
      CANCELLED: 'Cancelled',
      BANNED: 'Banned',
      FROZEN: 'Frozen',
    }),
    credential: credential({
      VALID: 'Valid',
      FAILING: 'WeChat does not renew it. Qiao keeps trying; you need not do anything yet.',
      WITHDRAWN: 'Ended. Authorize the account again.',
    }),
    reason: reason({
      MERCHANT_WITHDREW: "The account's administrator ended it in WeChat.",
      REFRESH_TOKEN_UNKNOWN: 'WeChat does not know the token and names no newer one.',
      REMOVED: 'The account was removed from Qiao.',
      REPLACED: 'Another WeChat account took its place.',
      TOKENS_LOST: 'WeChat no longer accepts the tokens and gives no new ones.',
      UNINSTALLED: 'Qiao was uninstalled.',
      UNKNOWN: 'It ended before Qiao recorded reasons.',
      WECHAT_UNAVAILABLE: 'WeChat was busy or gave no usable answer.',
    }),
    campaign: campaign({
      ACTIVE: 'Active',
      COMPLETED: 'Ended',
      DRAFT: 'Not activated',
      SCHEDULED: 'Scheduled',
    }),
    purpose: purpose({
      OPEN_ID: 'OpenID',
      UNION_ID: 'UnionID',
      SUBSCRIPTION_STATUS: 'Subscription status',
      LAST_ACTIVITY: 'Last activity',
    }),
    capability: capability({
      BROADCAST: 'Broadcasts',
      CUSTOMER_SERVICE_MESSAGES: 'Customer service messages',
      FOLLOWER_INFO: 'Information about followers',
      MENU: 'Menu',
      PARAMETRIC_QR_CODES: 'Personal QR codes',
      PERSONALISED_MENU: 'Menus for groups',
      TAGS: 'Tags',
      TEMPLATE_MESSAGES: 'Template messages',
      UNION_ID: 'UnionID of followers',
      WEB_AUTHORIZATION: 'Registration pages',
    }),
    sender: sender({
      CONFIGURED: 'Sends for this account',
      NEEDS_CONFIGURATION: 'Already needs configuration',
      DELETED: 'Deleted',
    }),
    verified: 'Verified by WeChat',
    notVerified: 'Not verified by WeChat',
  },
  {
    status: status({ DRAFT: '草稿', ACTIVE: '已启用', ACTION_REQUIRED: '需要处理', REMOVED: '已移除' }),
    type: type({ SERVICE: '服务号', SUBSCRIPTION: '订阅号' }),
    wechat: wechat({
      NORMAL: '正常',
      WARNED: '已被警告，仍可使用',
      CANCELLED: '已注销',
      BANNED: '已封禁',
      FROZEN: '已冻结',
    }),
    credential: credential({
      VALID: '有效',
      FAILING: '微信未能续期。Qiao 会继续重试，暂时无需处理。',
      WITHDRAWN: '已失效，请重新授权。',
    }),
    reason: reason({
      MERCHANT_WITHDREW: '公众号管理员在微信中取消了授权。',
      REFRESH_TOKEN_UNKNOWN: '微信不认识该令牌，也没有给出新的令牌。',
      REMOVED: '公众号已从 Qiao 移除。',
      REPLACED: '已被另一个公众号取代。',
      TOKENS_LOST: '微信不再接受现有令牌，也不再签发新令牌。',
      UNINSTALLED: 'Qiao 已被卸载。',
      UNKNOWN: '失效时尚未记录原因。',
      WECHAT_UNAVAILABLE: '微信繁忙，或未给出可用的响应。',
    }),
    campaign: campaign({ ACTIVE: '进行中', COMPLETED: '已结束', DRAFT: '未激活', SCHEDULED: '已排期' }),
    purpose: purpose({
      OPEN_ID: 'OpenID',
      UNION_ID: 'UnionID',
      SUBSCRIPTION_STATUS: '关注状态',
      LAST_ACTIVITY: '最近活动时间',
    }),
    capability: capability({
      BROADCAST: '群发消息',
      CUSTOMER_SERVICE_MESSAGES: '客服消息',
      FOLLOWER_INFO: '关注者信息',
      MENU: '自定义菜单',
      PARAMETRIC_QR_CODES: '专属二维码（带参数二维码）',
      PERSONALISED_MENU: '个性化菜单',
      TAGS: '标签',
      TEMPLATE_MESSAGES: '模板消息',
      UNION_ID: '关注者的 UnionID',
      WEB_AUTHORIZATION: '登记页面（网页授权）',
    }),
    sender: sender({
      CONFIGURED: '正在使用此公众号',
      NEEDS_CONFIGURATION: '原本就需要配置',
      DELETED: '已删除',
    }),
    verified: '微信已认证',
    notVerified: '微信未认证',
  },
);
