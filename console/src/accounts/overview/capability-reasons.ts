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
