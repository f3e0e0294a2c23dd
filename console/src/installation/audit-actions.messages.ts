import type { Language } from '../language/language.tsx';
import { plainWords, type WordPair } from './audit-words.messages.ts';

/** Sentences without a subject, by what they are about; the API names them as its mutations, or as what Qiao does by itself. */
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
    authorizeAccount: ['Started an authorization', '发起了授权'],
    cancelAuthorization: ['Cancelled the authorization', '取消了授权'],
    confirmAuthorization: ['The administrator confirmed', '管理员已确认'],
    completeAuthorization: ['Authorization finished', '授权流程结束'],
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
    unlinkFollower: ['Unlinked a follower', '解除了关注者的关联'],
    eraseFollower: ['Erased a follower', '删除了关注者数据'],
    exportFollower: ['Exported the data of a follower', '导出了关注者数据'],
    adoptExistingContacts: ['Adopted existing contacts', '认领了已有联系人'],
    createBindingLink: ['Created a binding link', '创建了绑定链接'],
    deleteBindingLink: ['Deleted a binding link', '删除了绑定链接'],
    synchronizeSubscriptionStatus: ['Started a synchronization', '启动了同步'],
    redeliver: ['Delivered again', '重新送达'],
  },
  access: {
    createApiKey: ['Created an API key', '创建了 API 密钥'],
    revokeApiKey: ['Revoked an API key', '吊销了 API 密钥'],
    signOutUser: ['Signed a user out', '强制用户退出'],
  },
  installation: {
    updateNoticeSettings: ['Changed who is told by mail', '更改了邮件通知设置'],
    install: ['Installed Qiao', '安装了 Qiao'],
    reinstall: ['Installed Qiao again', '重新安装了 Qiao'],
    connect: ['Connected to the marketing platform', '连接了营销平台'],
    loseConnection: ['Connection to the marketing platform lost', '与营销平台的连接失效'],
    uninstall: ['Uninstalled Qiao', '卸载了 Qiao'],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, WordPair>>>>;

export type ActionGroup = keyof typeof ACTION_GROUPS;

const ALL: Readonly<Record<string, WordPair>> = Object.assign({}, ...Object.values(ACTION_GROUPS));

export const actionWords = (action: string, language: Language): string =>
  ALL[action]?.[language === 'zh' ? 1 : 0] ?? plainWords(action);
