import { defineMessages } from '../../language/language.tsx';
import type { AuthorizationFailureCode, AuthorizationStep } from '../generated/operations.ts';

const steps = (words: Readonly<Record<AuthorizationStep, string>>) => words;

export const authorizeMessages = defineMessages(
  {
    title: 'Authorize in WeChat',
    intro:
      "The account's administrator scans this code with WeChat and confirms. This page updates by itself.",
    qrAlt: 'QR code for the administrator of the official account',
    openPage: "Open WeChat's page in a new tab",
    orSend: 'Is the administrator somebody else? Send them this link; they open it in WeChat on their phone.',
    copyLink: 'Copy link',
    copied: 'Link copied',
    start: 'Show the QR code',
    newCode: 'New code',
    cancel: 'Cancel',
    tryAgain: 'Try again',
    left: 'The code is valid for',
    step: steps({
      CREATED: 'Waiting for the administrator to scan the code',
      OPENED: 'The link was opened. Waiting for the confirmation in WeChat',
      CONFIRMED: 'Confirmed in WeChat. Qiao is connecting the account …',
      EXCHANGING: 'Confirmed in WeChat. Qiao is connecting the account …',
      READING_ACCOUNT: 'Connected. Qiao is reading the account …',
      DONE: 'The account is authorized',
    }),
    doneHint: 'WeChat confirmed it. Qiao keeps the authorization alive from now on.',
    expired: 'The code has expired',
    expiredHint: 'Nobody confirmed in time. Make a new code when the administrator is ready.',
    cancelled: 'The authorization was cancelled',
    cancelledHint: 'Nothing has changed. Start again whenever you like.',
    failed: 'The account could not be authorized',
    missingHint: "Qiao needs the consent of the account's administrator, who gives it by scanning a QR code.",
    replace: 'Connect this other account instead',
  },
  {
    title: '在微信中授权',
    intro: '请公众号管理员用微信扫描二维码并确认授权，本页会自动更新。',
    qrAlt: '供公众号管理员扫描的二维码',
    openPage: '在新标签页打开微信授权页',
    orSend: '管理员是其他人？请将此链接发给对方，对方在手机微信中打开即可。',
    copyLink: '复制链接',
    copied: '链接已复制',
    start: '显示二维码',
    newCode: '换一个二维码',
    cancel: '取消',
    tryAgain: '重试',
    left: '二维码剩余有效时间',
    step: steps({
      CREATED: '等待管理员扫码',
      OPENED: '链接已打开，等待在微信中确认',
      CONFIRMED: '已在微信中确认，正在连接公众号…',
      EXCHANGING: '已在微信中确认，正在连接公众号…',
      READING_ACCOUNT: '已连接，正在读取公众号信息…',
      DONE: '公众号已授权',
    }),
    doneHint: '微信已确认。此后由 Qiao 自动维持授权。',
    expired: '二维码已过期',
    expiredHint: '在有效时间内没有人确认。管理员准备好后，请重新生成。',
    cancelled: '授权已取消',
    cancelledHint: '没有任何更改，可随时重新开始。',
    failed: '公众号未能完成授权',
    missingHint: 'Qiao 需要公众号管理员扫码同意后才能工作。',
    replace: '改为连接这个公众号',
  },
);

/** The server says it in English, with its next step. */
export const FAILURES_IN_CHINESE: Readonly<Record<AuthorizationFailureCode, string>> = {
  ACCOUNT_LIMIT_REACHED:
    '该公众号所属的微信开放平台账号已无空余名额。请先移除绑定在同一开放平台的另一个公众号，然后重新授权。',
  ACCOUNT_NOT_VERIFIED: '该公众号未通过微信认证。请先在 mp.weixin.qq.com 完成微信认证，然后重新授权。',
  ACCOUNT_ALREADY_CONNECTED: '该微信公众号已作为另一个公众号接入。请直接使用那个公众号，或先将其移除。',
  ACCOUNT_TYPE_MISMATCH: '扫码的公众号类型与所选类型不符。请扫描所选类型的公众号，或以另一类型重新添加。',
  DIFFERENT_ACCOUNT: '扫码的不是当前已连接的公众号，未做任何更改。请重新授权并选择同一个公众号。',
  NOT_AN_OFFICIAL_ACCOUNT: '扫码的是小程序或视频号，不是公众号。请重新授权并选择公众号。',
  PERMISSION_MISSING: '管理员没有授予 Qiao 所需的全部权限。请重新授权并勾选全部权限。',
  OPERATOR_REQUIRED: '微信拒绝了 Qiao 本身。请将此情况告知运维人员，解决后再重新授权。',
  UPSTREAM_FAILED: '微信未能完成授权。请重新授权并扫描新的二维码。',
};
