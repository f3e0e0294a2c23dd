import type { Language } from '../language/language.tsx';

/** An entry of a payload's `userErrors`. */
export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly path?: readonly string[] | null;
}

/** What a mutation refused, for the form that sent it. */
export interface Refusals {
  /** Of the input field `name`, as words for the person; undefined if it is not refused. */
  of(name: string): string | undefined;
  /** Those that no field of the form shows. */
  readonly others: readonly string[];
}

/**
 * @param fields names of the input fields that the form shows, for example `openIdFieldId`
 */
export function refusalsOf(
  userErrors: readonly UserError[],
  fields: readonly string[],
  language: Language,
): Refusals {
  const at = (name: string) => userErrors.filter(({ path }) => path?.[0] === name);
  const words = (error: UserError) =>
    language === 'zh' ? (CHINESE[error.code] ?? error.message) : error.message;
  return {
    of: (name) => at(name).map(words).join(' ') || undefined,
    others: userErrors.filter(({ path }) => !path?.[0] || !fields.includes(path[0])).map(words),
  };
}

export const NO_REFUSALS: Refusals = { of: () => undefined, others: [] };

/** By `UserErrorCode`; the server says it in English. */
const CHINESE: Readonly<Record<string, string>> = {
  ACCESS_WOULD_BE_EMPTY: '请至少选择一名用户。',
  ACCOUNT_LIMIT_REACHED: '尚未授权的公众号已达上限。请先完成授权或移除其中一个。',
  API_KEY_LIMIT_REACHED: 'API 密钥数量已达上限。请先吊销一个。',
  AUTHORIZATION_IN_PROGRESS: '管理员已经确认，请等待授权完成。',
  CAMPAIGN_NOT_ACTIVE: '该营销活动未激活或已结束，无法接收活动记录。',
  CAMPAIGN_NOT_FOUND: '营销平台中没有这个营销活动。',
  CAPABILITY_MISSING: '由于公众号的类型、认证状态或权限，微信不允许此操作。',
  CONFLICT: '其他人刚刚修改过。请重新载入后再试。',
  FIELD_ALREADY_MAPPED: '该联系人字段已被另一个公众号或另一用途使用。',
  FIELD_NOT_SUITABLE: '该联系人字段无法保存此类数据，请选择其他字段。',
  IMPACT_CHANGED: '影响范围与刚才显示的不同，请重新查看后再确认。',
  INSTALLATION_UNAVAILABLE: '管理员必须先重新配置此安装。',
  INVALID: '输入的值无效。',
  NOT_FOUND: '对象不存在，或您无权访问。',
  OPERATOR_REQUIRED: '微信或营销平台拒绝了 Qiao，需要运维人员处理。',
  REQUIRED: '此项为必填。',
  TERMS_NOT_ACCEPTED: '该版本的条款已失效，请重新载入并接受最新条款。',
  UNION_ID_PLATFORM_DIFFERS: '另一个开放平台的公众号正在使用该 UnionID 字段，请选择其他字段。',
  UNION_ID_UNAVAILABLE: '公众号未绑定开放平台，无法映射 UnionID。',
  UPSTREAM_UNAVAILABLE: '微信或营销平台没有响应，未做任何更改。请稍后再试。',
  USER_NOT_FOUND: '营销平台中没有该用户，或该用户已停用。',
};
