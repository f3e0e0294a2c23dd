/** An action as a sentence without its subject, in English and in Chinese. */
type ActionWords = readonly [en: string, zh: string];

/** Actions by what they are about; the API names them as its mutations, or as what Qiao does by itself. */
export const ACTION_GROUPS = {
  accounts: {
    addOfficialAccount: ['Added an official account', '添加了公众号'],
    updateOfficialAccount: ['Changed settings', '更改了设置'],
    updateFieldMappings: ['Changed field mappings', '更改了字段映射'],
    updateAccess: ['Changed access', '更改了使用权限'],
    updateFollowerSettings: ['Changed settings for followers', '更改了关注者设置'],
    setSceneCampaign: ['Set the campaign of a scene', '设置了场景的营销活动'],
    createContactField: ['Created a contact field', '创建了联系人字段'],
    createDefaultCampaign: ['Created a default campaign', '创建了默认营销活动'],
    renewDefaultCampaign: ['Renewed the default campaign', '延长了默认营销活动'],
    removeOfficialAccount: ['Removed an official account', '移除了公众号'],
    reviewAccount: ['Status changed', '状态发生变化'],
    reviewAccounts: ['Status changed', '状态发生变化'],
    readAccount: ['WeChat reported changes', '微信通知了变更'],
  },
  authorization: {
    authorizeAccount: ['Asked for the authorization', '发起了授权'],
    cancelAuthorization: ['Cancelled the authorization', '取消了授权'],
    confirmAuthorization: ['The administrator confirmed', '管理员已确认'],
    completeAuthorization: ['Authorized', '授权完成'],
    adoptAuthorization: ['Took over an authorization', '接管了授权'],
    expireAuthorization: ['The authorization link expired', '授权链接已过期'],
    withdrawAuthorization: ['Authorization withdrawn in WeChat', '授权在微信中被取消'],
    loseAuthorization: ['Authorization lost', '授权失效'],
  },
  senders: {
    createMessageSender: ['Step added to a campaign', '向营销活动添加了步骤'],
    configureMessageSender: ['Configured a message sender', '配置了消息发送步骤'],
    copyMessageSender: ['Step copied', '复制了步骤'],
    deleteMessageSender: ['Step removed from its campaign', '从营销活动移除了步骤'],
  },
  followers: {
    linkFollower: ['Linked a follower to a contact', '将关注者关联到联系人'],
    unlinkFollower: ['Unlinked a follower', '取消了关注者的关联'],
    eraseFollower: ['Erased a follower', '清除了关注者数据'],
    exportFollower: ['Exported what is known of a follower', '导出了关注者数据'],
    adoptExistingContacts: ['Adopted existing contacts', '认领了现有联系人'],
    createBindingLink: ['Created a binding link', '创建了绑定链接'],
    deleteBindingLink: ['Deleted a binding link', '删除了绑定链接'],
    synchronizeSubscriptionStatus: ['Started a synchronization', '启动了同步'],
    redeliver: ['Delivered again', '重新投递'],
  },
  access: {
    createApiKey: ['Created an API key', '创建了 API 密钥'],
    revokeApiKey: ['Revoked an API key', '吊销了 API 密钥'],
    signOutUser: ['Signed a user out', '强制用户退出'],
  },
  installation: {
    install: ['Installed Qiao', '安装了 Qiao'],
    reinstall: ['Installed Qiao again', '重新安装了 Qiao'],
    connect: ['Connected to the marketing platform', '连接了营销平台'],
    loseConnection: ['Connection to the marketing platform lost', '与营销平台的连接失效'],
    uninstall: ['Uninstalled Qiao', '卸载了 Qiao'],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ActionWords>>>>;

export type ActionGroup = keyof typeof ACTION_GROUPS;

const ALL: Readonly<Record<string, ActionWords>> = Object.assign({}, ...Object.values(ACTION_GROUPS));

export const actionWords = (action: string, language: 'en' | 'zh'): string =>
  ALL[action]?.[language === 'zh' ? 1 : 0] ?? plain(action);

/** Names of values, where the name in the API says too little. */
const VALUES: Readonly<Record<string, ActionWords>> = {
  name: ['Name', '名称'],
  description: ['Description', '描述'],
  note: ['Note', '备注'],
  status: ['Status', '状态'],
  cause: ['Cause', '原因'],
  scopes: ['May do', '权限'],
  prefix: ['Key', '密钥'],
  expiresAt: ['Expires', '到期'],
  label: ['Label', '标签'],
  kind: ['Kind', '类型'],
  openIdField: ['OpenID field', 'OpenID 字段'],
  unionIdField: ['UnionID field', 'UnionID 字段'],
  subscriptionStatusField: ['Subscription status field', '关注状态字段'],
  lastActivityField: ['Last activity field', '最近活动字段'],
  defaultCampaign: ['Default campaign', '默认营销活动'],
  defaultTimezone: ['Time zone', '时区'],
  accountType: ['Account type', '账号类型'],
  accessMode: ['Access', '使用权限'],
  accessUserIds: ['Users with access', '可使用的用户'],
  termsVersion: ['Accepted terms', '已接受的条款'],
  appId: ['AppID', 'AppID'],
  originalId: ['Original ID', '原始 ID'],
  openAppId: ['Open platform', '开放平台'],
  avatarUrl: ['Avatar', '头像'],
  verified: ['Verified', '已认证'],
  principalName: ['Company', '主体'],
  permissionSets: ['Permissions', '权限集'],
  unconfirmedSets: ['Unconfirmed permissions', '待确认的权限集'],
  wechatStatus: ['State in WeChat', '微信状态'],
  accountId: ['Account ID', '公众号编号'],
  contactId: ['Contact', '联系人'],
  campaignId: ['Campaign', '营销活动'],
  instanceId: ['Step ID', '步骤编号'],
  contactField: ['Contact field', '联系人字段'],
  purpose: ['Purpose', '用途'],
  userName: ['User', '用户'],
  site: ['Site', '站点'],
  platform: ['Platform', '平台'],
  connection: ['Connection', '连接'],
};

export const valueName = (name: string, language: 'en' | 'zh'): string =>
  VALUES[name]?.[language === 'zh' ? 1 : 0] ?? plain(name);

/** `openPlatformBinding` as `Open platform binding`. */
function plain(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
