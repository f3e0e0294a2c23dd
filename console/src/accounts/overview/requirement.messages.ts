import { defineMessages } from '../../language/language.tsx';
import type { RequirementCode } from '../generated/operations.ts';

export const requirementMessages = defineMessages(
  {
    title: 'What is left to do',
    blocking: 'Needed before the account can be used',
    advice: 'Recommended',
    done: 'Nothing is left to do. The account can be used.',
    doneButUnauthorized: 'Nothing is left to do.',
    byAdministrator: 'An administrator of your site does this.',
    authorize: 'Authorize',
    renew: 'Extend to ten years from now',
    open: 'Open the setting',
  },
  {
    title: '待办事项',
    blocking: '完成后公众号才能使用',
    advice: '建议',
    done: '没有待办事项，公众号可以使用。',
    doneButUnauthorized: '没有待办事项。',
    byAdministrator: '由贵站点的管理员处理。',
    authorize: '去授权',
    renew: '延长至十年后',
    open: '打开设置',
  },
);

/** The server says it in English. */
export const REQUIREMENTS_IN_CHINESE: Readonly<Record<RequirementCode, string>> = {
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
  DEFAULT_CAMPAIGN_ENDING: '默认营销活动将在 60 天内结束，请延后其结束时间，或另选营销活动。',
  TERMS_OUTDATED: '条款已更新，请接受新版本。',
  PERMISSION_UNCONFIRMED: '部分权限已授予但需确认后才生效，请管理员在 mp.weixin.qq.com 的授权管理中确认。',
  PERMISSION_ADVISED: '部分附加功能的权限尚未授予，请重新授权并勾选。',
  MAPPED_FIELD_MISSING: '某个已映射的联系人字段已被删除或不再适用，请另选字段或取消映射。',
  SUBSCRIPTION_STATUS_ADVISED: '请映射关注状态，以便营销活动排除已取消关注的人。',
  LAST_ACTIVITY_ADVISED: '请映射最近活动时间，以便营销活动识别仍然活跃的人。',
  ACCESS_USER_DISABLED: '某个指定人员已在营销平台中停用或删除，请将其从名单中移除。',
};
