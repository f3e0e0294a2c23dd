import { defineMessages } from '../../language/language.tsx';

export const impactMessages = defineMessages(
  {
    nothing: 'No campaign uses this account. Nothing breaks.',
    breaks: (count: number) =>
      count === 1
        ? 'One message sender must be configured again, and its campaign cannot be activated until then:'
        : `${count} message senders must be configured again, and their campaigns cannot be activated until then:`,
    campaign: 'Campaign',
    campaignStatus: 'Status',
    sender: 'Message sender',
    unsavedCampaign: 'A campaign that was never saved',
    more: (count: number) => `and ${count} more`,
    changed: 'What this breaks has changed since you opened the dialog. Check it again, then confirm.',
    cancel: 'Cancel',
    removeTitle: (name: string) => `Remove “${name}”?`,
    removeHint:
      'Qiao then no longer receives anything from this account and sends nothing for it. You cannot undo this.',
    removeConfirm: 'Remove the account',
    data: 'What happens to the data about its followers',
    erase: 'Erase it',
    eraseHint: 'WeChat requires this. Contacts in the marketing platform stay.',
    retain: 'Keep it, on a legal basis',
    retainHint: 'Only if the law allows it. What you write is recorded.',
    basis: 'Legal basis',
    basisMissing: 'Enter the legal basis.',
    replaceTitle: 'Connect another WeChat account?',
    replaceHint:
      'The administrator may then scan any account. It takes the place of the one that is connected now.',
    replaceConfirm: 'Continue and show the QR code',
  },
  {
    nothing: '没有营销活动使用此公众号，不会影响任何内容。',
    breaks: (count) => `以下 ${count} 个消息发送步骤需要重新配置，在此之前相关营销活动无法激活：`,
    campaign: '营销活动',
    campaignStatus: '状态',
    sender: '消息发送步骤',
    unsavedCampaign: '从未保存过的营销活动',
    more: (count) => `另有 ${count} 个`,
    changed: '打开对话框后，受影响的内容有变化。请重新查看后再确认。',
    cancel: '取消',
    removeTitle: (name) => `移除“${name}”？`,
    removeHint: '移除后，Qiao 不再接收该公众号的任何消息，也不再为其发送消息。此操作无法撤销。',
    removeConfirm: '移除公众号',
    data: '如何处理关注者数据',
    erase: '删除',
    eraseHint: '微信要求删除。营销平台中的联系人会保留。',
    retain: '依法保留',
    retainHint: '仅限法律允许的情况。所填内容会被记录。',
    basis: '法律依据',
    basisMissing: '请填写法律依据。',
    replaceTitle: '改为连接另一个公众号？',
    replaceHint: '管理员随后可以选择任意公众号，它将取代当前连接的公众号。',
    replaceConfirm: '继续并显示二维码',
  },
);
