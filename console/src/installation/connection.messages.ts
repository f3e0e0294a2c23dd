import { defineMessages, type Language } from '../language/language.tsx';
import type {
  InstallationRequirementCode,
  InstallationStatus,
  MarketingConnectionFailure,
  MarketingConnectionState,
} from './generated/operations.ts';

export const connectionMessages = defineMessages(
  {
    title: 'Connection and quotas',
    connection: 'Connection to Oracle Eloqua',
    site: 'Site',
    since: 'Connected since',
    as: 'Connected by',
    installed: 'Installed',
    failingSince: 'Failing since',
    timezone: 'Default time zone',
    nothingToDo: 'There is nothing to do: Qiao has all it needs.',
    platforms: 'Open platforms',
    platformsHint: (limit: string) =>
      `Official accounts that share followers' UnionID are bound to one open platform. Qiao takes up to ${limit} accounts of each.`,
    noPlatforms: 'None of your official accounts is bound to an open platform.',
    openPlatform: 'AppID of the open platform',
    accounts: 'Accounts',
    taken: (taken: string, limit: string) => `${taken} of ${limit}`,
    full: 'Full',
    limits: 'Limits',
    drafts: 'Official accounts waiting for their first authorization',
    keys: 'API keys in use',
    quota: 'API points that a caller can spend at once',
    quotaBack: 'API points that come back each second',
    upTo: (limit: string) => `up to ${limit}`,
    signOutTitle: 'Sign a user out',
    signOutHint:
      'For example, when a colleague has lost their computer. It ends their sessions in Qiao at once; they can sign in again from the marketing platform as long as they have an account there.',
    user: 'User',
    userSearch: 'Search by name',
    disabled: 'disabled',
    signOut: 'Sign out',
    signedOut: (name: string) => `${name} is signed out everywhere.`,
  },
  {
    title: '连接与配额',
    connection: '与 Oracle Eloqua 的连接',
    site: '站点',
    since: '连接时间',
    as: '连接用户',
    installed: '安装时间',
    failingSince: '故障开始时间',
    timezone: '默认时区',
    nothingToDo: '无需处理，Qiao 一切就绪。',
    platforms: '开放平台',
    platformsHint: (limit) =>
      `绑定同一开放平台的公众号，其关注者拥有相同的 UnionID。每个开放平台最多可接入 ${limit} 个公众号。`,
    noPlatforms: '您的公众号均未绑定开放平台。',
    openPlatform: '开放平台 AppID',
    accounts: '公众号',
    taken: (taken, limit) => `${taken} / ${limit}`,
    full: '已满',
    limits: '限额',
    drafts: '等待首次授权的公众号',
    keys: '使用中的 API 密钥',
    quota: '单个调用方可一次消耗的 API 点数',
    quotaBack: '每秒恢复的 API 点数',
    upTo: (limit) => `最多 ${limit}`,
    signOutTitle: '强制用户退出',
    signOutHint:
      '例如同事的电脑遗失时使用。该用户在 Qiao 的会话会立即结束；只要其营销平台账号仍有效，即可重新进入。',
    user: '用户',
    userSearch: '按姓名搜索',
    disabled: '已停用',
    signOut: '强制退出',
    signedOut: (name) => `${name} 已在所有位置退出。`,
  },
);

export const STATE_WORDS: Readonly<Record<Language, Record<MarketingConnectionState, string>>> = {
  en: { CONNECTED: 'Connected', FAILING: 'Failing', LOST: 'Lost', NOT_CONNECTED: 'Not connected' },
  zh: { CONNECTED: '已连接', FAILING: '故障', LOST: '已失效', NOT_CONNECTED: '未连接' },
};

export const FAILURE_WORDS: Readonly<Record<Language, Record<MarketingConnectionFailure, string>>> = {
  en: {
    ACCESS_REFUSED:
      "Eloqua refuses all calls. Check in Eloqua that the user who connected Qiao is enabled, and that the addresses of Qiao's servers are allowed.",
    CLIENT_REFUSED:
      "Eloqua refuses Qiao's client ID or secret. The operator of Qiao compares both with the app's entry in Eloqua.",
    NO_ANSWER: 'Eloqua does not answer, or is too busy. Qiao keeps trying; you need not do anything.',
    REQUEST_REFUSED:
      "Eloqua gives Qiao no token. The operator of Qiao compares its settings and its OAuth callback address with the app's entry in Eloqua.",
    UNREADABLE_ANSWER:
      'Eloqua answers, but Qiao cannot read it. Qiao keeps trying; its log tells the operator what was wrong.',
  },
  zh: {
    ACCESS_REFUSED:
      'Eloqua 拒绝了所有调用。请在 Eloqua 中确认连接 Qiao 的用户已启用，且 Qiao 服务器的地址在允许列表中。',
    CLIENT_REFUSED: 'Eloqua 不接受 Qiao 的客户端 ID 或密钥。请运维人员将两者与 Eloqua 中的应用信息核对。',
    NO_ANSWER: 'Eloqua 没有响应或过于繁忙。Qiao 会持续重试，您无需操作。',
    REQUEST_REFUSED: 'Eloqua 拒绝向 Qiao 发放令牌。请运维人员核对设置与 OAuth 回调地址。',
    UNREADABLE_ANSWER: 'Qiao 无法识别 Eloqua 的响应。Qiao 会持续重试，运维人员可从日志中查明原因。',
  },
};

export const INSTALLATION_WORDS: Readonly<Record<Language, Record<InstallationStatus, string>>> = {
  en: {
    AVAILABLE: 'In use',
    UNAVAILABLE: 'Must be configured again in Eloqua',
    UNINSTALLED: 'Uninstalled in Eloqua',
  },
  zh: { AVAILABLE: '正常使用', UNAVAILABLE: '需要在 Eloqua 中重新配置', UNINSTALLED: '已在 Eloqua 中卸载' },
};

/** In English the API says it. */
export const REQUIREMENT_CHINESE: Readonly<Record<InstallationRequirementCode, string>> = {
  CONNECTION_FAILING: '目前无法调用营销平台。Qiao 会持续重试；在此期间，营销平台的数据可能不是最新的。',
  CONNECTION_LOST: '营销平台不再接受 Qiao。请在营销平台中打开 Qiao 的配置并重新连接。',
  CONNECTION_REQUIRED: 'Qiao 已安装，但尚未获准访问营销平台。请在营销平台中重新安装并确认。',
  UNINSTALLED: 'Qiao 已在营销平台中卸载。请重新安装，数据不会丢失。',
};
