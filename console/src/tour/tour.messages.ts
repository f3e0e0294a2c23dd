import { defineMessages, type Language } from '../language/language.tsx';
import type { TourStep } from './tour-steps.ts';

export const tourMessages = defineMessages(
  {
    title: 'Guided tour',
    intro: 'From WeChat to Eloqua in five steps. Nothing here is real: the phone and Eloqua are simulated.',
    steps: 'Steps',
    done: 'done',
    now: 'now',
    panes: { console: 'Qiao', phone: 'Phone', eloqua: 'Eloqua' },
    phoneFrame: "The sandbox's phone",
    eloquaFrame: "The sandbox's Eloqua: contacts and activities",
    start: 'Add an official account',
    startHint:
      'Qiao makes the contact fields, takes a campaign that is active, and accepts the terms for you.',
    starting: 'Qiao prepares Eloqua and adds the account.',
    scanTitle: 'An administrator scans this',
    scanHint:
      'On the phone, tap Scan. Choose an account that is not authorized yet, and tap Confirm. If you see no such account, create one under Accounts first.',
    qrAuthorization: "QR code with which the account's administrator authorizes Qiao",
    failed: 'The authorization did not succeed.',
    newCode: 'New code',
    preparing: 'Qiao makes a QR code for a contact.',
    followTitle: (contact: string) => `This QR code is for ${contact}`,
    followHint: (account: string) =>
      `On the phone, tap Scan, then scan the QR code of ${account}. The person follows the account.`,
    qrFollow: 'Personal QR code of a contact',
    waitTitle: 'Now look at Eloqua',
    waitHint: 'Qiao writes to the contact within a few seconds. The contact that changes is highlighted.',
    doneTitle: 'The contact has its follower',
    doneHint: (contact: string) =>
      `${contact} now shows who they are in WeChat, that they follow, and what they did last.`,
    toAccount: 'See the account',
    toFollower: 'See the follower',
    again: 'Start again',
    toPhone: 'Go to the phone',
    toEloqua: 'Go to Eloqua',
    notHere: 'The tour needs the sandbox.',
    administratorsOnly:
      'The tour adds an official account, so it needs an administrator. Sign out, then enter as one.',
  },
  {
    title: '引导体验',
    intro: '五步走完从微信到 Eloqua 的全过程。这里的手机和 Eloqua 均为模拟。',
    steps: '步骤',
    done: '已完成',
    now: '当前',
    panes: { console: 'Qiao', phone: '手机', eloqua: 'Eloqua' },
    phoneFrame: '沙箱手机',
    eloquaFrame: '沙箱 Eloqua：联系人与活动',
    start: '添加公众号',
    startHint: 'Qiao 会自动创建联系人字段、选用已激活的营销活动，并替您接受条款。',
    starting: 'Qiao 正在准备 Eloqua 并添加公众号。',
    scanTitle: '请公众号管理员扫描',
    scanHint:
      '在手机上点按“扫一扫”，选择一个尚未授权的公众号，然后点按“确认授权”。如果没有，请先新建一个公众号。',
    qrAuthorization: '公众号管理员用于授权 Qiao 的二维码',
    failed: '授权未成功。',
    newCode: '重新生成二维码',
    preparing: 'Qiao 正在为联系人生成二维码。',
    followTitle: (contact) => `这是 ${contact} 的专属二维码`,
    followHint: (account) => `在手机上点按“扫一扫”，然后扫描 ${account} 的二维码，即可关注该公众号。`,
    qrFollow: '联系人的专属二维码',
    waitTitle: '现在请看 Eloqua',
    waitHint: 'Qiao 会在几秒内写入联系人，发生变化的联系人会突出显示。',
    doneTitle: '联系人已与关注者绑定',
    doneHint: (contact) => `${contact} 现已显示其微信身份、关注状态和最近的动态。`,
    toAccount: '查看公众号',
    toFollower: '查看关注者',
    again: '重新开始',
    toPhone: '前往手机',
    toEloqua: '前往 Eloqua',
    notHere: '引导体验只能在沙箱中使用。',
    administratorsOnly: '引导体验需要添加公众号，只有管理员可以进行。请退出后以管理员身份进入。',
  },
);

export const STEP_WORDS: Readonly<Record<Language, Record<TourStep, string>>> = {
  en: {
    ADD: 'Add an account',
    SCAN: 'Scan on the phone',
    FOLLOW: 'Follow',
    BIND: 'Known as a contact',
    DELIVER: 'Contact changed',
  },
  zh: {
    ADD: '添加公众号',
    SCAN: '手机扫码授权',
    FOLLOW: '关注',
    BIND: '识别为联系人',
    DELIVER: '联系人已更新',
  },
};
