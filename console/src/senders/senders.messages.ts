import { defineMessages, type Language } from '../language/language.tsx';
import type { MessageSenderCause, MessageSenderStatus } from './generated/operations.ts';

export const senderMessages = defineMessages(
  {
    title: 'WeChat message sender',
    inCampaign: (campaign: string) => `Step of the campaign “${campaign}”`,
    notSaved: 'Step of a campaign that is not saved yet',
    sendsFor: 'It sends for',
    sentFor: 'It last sent for',
    noAccount: 'No official account is chosen yet.',
    hiddenAccount: 'This step sends for an account you may not use',
    hiddenAccountHint:
      'Its name is not shown to you. The step keeps sending for it until you save another account.',
    configuredBy: (name: string) => `Chosen by ${name}, `,
    configured: 'Chosen ',
    deleted: 'This step was removed from its campaign. There is nothing to configure.',
    goneTitle: 'Step not found',
    gone: 'It does not exist, or you may not see it. Open the step again in its campaign.',
    choose: 'Official account to send for',
    chooseHint: 'Only accounts that are active and that you may use.',
    search: 'Search by name',
    found: (count: number) => (count === 1 ? '1 official account' : `${count} official accounts`),
    nothing: 'No account matches this name.',
    noneTitle: 'There is no account to choose',
    noneHint:
      'No official account is active, or you have access to none. Ask an administrator to connect one, or to give you access.',
    save: 'Save',
    saved: (account: string) =>
      `Saved. The step sends for ${account}. You may close this window and activate the campaign.`,
  },
  {
    title: '微信消息发送步骤',
    inCampaign: (campaign) => `营销活动“${campaign}”中的步骤`,
    notSaved: '所属营销活动尚未保存',
    sendsFor: '当前公众号',
    sentFor: '之前的公众号',
    noAccount: '尚未选择公众号。',
    hiddenAccount: '此步骤使用的公众号您无权使用',
    hiddenAccountHint: '您无法查看该公众号的名称。在您保存其他公众号之前，此步骤将继续使用它。',
    configuredBy: (name) => `由 ${name} 选择，`,
    configured: '选择时间：',
    deleted: '此步骤已从营销活动中移除，无需配置。',
    goneTitle: '找不到此步骤',
    gone: '它不存在，或您无权查看。请在营销活动中重新打开该步骤。',
    choose: '用于发送的公众号',
    chooseHint: '仅列出已启用且您有权使用的公众号。',
    search: '按名称搜索',
    found: (count) => `${count} 个公众号`,
    nothing: '没有名称匹配的公众号。',
    noneTitle: '没有可选的公众号',
    noneHint: '没有已启用的公众号，或您无权使用。请联系管理员接入公众号或为您授权。',
    save: '保存',
    saved: (account) => `已保存。此步骤将通过“${account}”发送。您可以关闭此窗口并激活营销活动。`,
  },
);

export const STATUS_WORDS: Readonly<Record<Language, Record<MessageSenderStatus, string>>> = {
  en: { CONFIGURED: 'Configured', NEEDS_CONFIGURATION: 'Needs configuration', DELETED: 'Removed' },
  zh: { CONFIGURED: '已配置', NEEDS_CONFIGURATION: '需要配置', DELETED: '已移除' },
};

export const CAUSE_WORDS: Readonly<Record<Language, Record<MessageSenderCause, string>>> = {
  en: {
    NEVER_CONFIGURED: 'Choose the official account that it sends for.',
    COPIED:
      'The step is a copy, and could not take over what was chosen for the original. Choose an account for it.',
    ACCOUNT_REMOVED: 'Its official account was removed from Qiao. Choose another one.',
    OPEN_ID_FIELD_CHANGED:
      'The OpenID of its account is in a different contact field now. Choose the account again.',
    WECHAT_ACCOUNT_REPLACED:
      'A different WeChat account took the place of its account. Check that it is the right one, and choose again.',
    UNINSTALLED: 'Qiao was uninstalled in the meantime. Choose the account again.',
  },
  zh: {
    NEVER_CONFIGURED: '请选择用于发送的公众号。',
    COPIED: '此步骤是复制而来，无法沿用原步骤的选择。请为它选择公众号。',
    ACCOUNT_REMOVED: '原公众号已从 Qiao 移除，请选择其他公众号。',
    OPEN_ID_FIELD_CHANGED: '该公众号的 OpenID 已改存到其他联系人字段，请重新选择公众号。',
    WECHAT_ACCOUNT_REPLACED: '该公众号已被另一个微信公众号替换。请确认无误后重新选择。',
    UNINSTALLED: 'Qiao 曾被卸载，请重新选择公众号。',
  },
};
