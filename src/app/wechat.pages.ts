import { html, render } from '../kernel/page.ts';
import {
  type AuthorizationStatus,
  adviceOn,
  type FailureCode,
} from '../modules/authorizations/session/authorization.rules.ts';
import type { AuthorizationSession } from '../modules/authorizations/session/authorization-session.entity.ts';
import type { Language } from './page-language.ts';

/** The pages that an administrator sees on our domain before and after WeChat's. */

/**
 * Leads to WeChat's page, by a link and a script that clicks it: a redirect would send no Referer of our domain, and WeChat
 * shows its QR code only with one.
 */
export function launchPage(language: Language, link: string): string {
  const { launch, goOn } = WORDS[language];
  const extra = `<a id="continue" href="${html(link)}">${goOn}</a><script>document.getElementById('continue').click()</script>`;
  return pageOf(language, launch, { extra });
}

export const unknownPage = (language: Language): string => pageOf(language, WORDS[language].unknown);

/** Reloads itself. Closing it does no harm. */
export const waitingPage = (language: Language): string =>
  pageOf(language, WORDS[language].waiting, { head: '<meta http-equiv="refresh" content="2">' });

/**
 * Shows how a session ended. Another try needs a new session, which only an administrator of the installation may begin: who
 * has the link could authorize any account with it. So the page says whom to ask, and leads those who may to the console.
 *
 * @param accountPage the account in the console
 */
export function outcomePage(language: Language, ended: Ended, accountPage: string): string {
  const { ends, newLink, tryAgain, openAccount, advice } = WORDS[language];
  const { status, failureCode, failureMessage, impactChanged } = ended;
  if (status === 'COMPLETED') return pageOf(language, ends.COMPLETED);
  const [title, why] = ends[status];
  const reasons = failureCode ? advice(failureCode, impactChanged, failureMessage) : [why];
  const isRetryable = !failureCode || adviceOn(failureCode, impactChanged, null).retryable;
  const extra = `<a href="${html(accountPage)}">${isRetryable ? tryAgain : openAccount}</a>`;
  return pageOf(language, [title, ...reasons, newLink], { extra });
}

type Ended = Pick<AuthorizationSession, 'status' | 'failureCode' | 'failureMessage' | 'impactChanged'>;

type Text = readonly [title: string, ...paragraphs: string[]];

const pageOf = (
  language: Language,
  [title, ...paragraphs]: Text,
  more: { readonly extra?: string; readonly head?: string } = {},
): string => render({ language, title, paragraphs, ...more });

interface Words {
  readonly launch: Text;
  readonly goOn: string;
  readonly unknown: Text;
  readonly waiting: Text;
  readonly ends: Readonly<Record<AuthorizationStatus, readonly [title: string, why: string]>>;
  readonly newLink: string;
  readonly tryAgain: string;
  readonly openAccount: string;
  /**
   * What happened, and what to do.
   *
   * @param message what happened, where that says more than the code; in English
   */
  advice(code: FailureCode, impactChanged: boolean, message: string | null): readonly string[];
}

const RUN_OUT = ['This link has run out', 'Nobody confirmed in time. Nothing was changed.'] as const;
const RUN_OUT_ZH = ['此链接已过期', '没有人在有效时间内确认，未作任何更改。'] as const;

const WITHDRAW_ZH = '如果 Qiao 中没有其他公众号连接此微信公众号，您可以在 mp.weixin.qq.com 取消授权。';

const FAILURES_ZH: Readonly<Record<FailureCode, readonly [what: string, todo: string]>> = {
  ACCOUNT_LIMIT_REACHED: [
    `该公众号所属的微信开放平台账号已无空余名额。${WITHDRAW_ZH}`,
    '请先移除绑定在同一开放平台的另一个公众号，然后重新授权。',
  ],
  ACCOUNT_NOT_VERIFIED: [
    `该公众号未通过微信认证。${WITHDRAW_ZH}`,
    '请先在 mp.weixin.qq.com 完成微信认证，然后重新授权。',
  ],
  ACCOUNT_ALREADY_CONNECTED: ['该微信公众号已作为另一个公众号接入。', '请直接使用那个公众号，或先将其移除。'],
  ACCOUNT_TYPE_MISMATCH: [
    `扫码的公众号类型与所选类型不符。${WITHDRAW_ZH}`,
    '请扫描所选类型的公众号，或以另一类型重新添加。',
  ],
  DIFFERENT_ACCOUNT: ['扫码的不是当前已连接的公众号，未作任何更改。', '请重新授权并选择同一个公众号。'],
  NOT_AN_OFFICIAL_ACCOUNT: [`扫码的是小程序或视频号，不是公众号。${WITHDRAW_ZH}`, '请重新授权并选择公众号。'],
  PERMISSION_MISSING: ['管理员没有授予 Qiao 所需的全部权限。', '请重新授权并勾选全部权限。'],
  OPERATOR_REQUIRED: ['微信拒绝了 Qiao 本身。', '请将此情况告知 Qiao 的运维人员，解决后再重新授权。'],
  UPSTREAM_FAILED: ['微信未能完成授权。', '请重新授权并扫描新的二维码。'],
};

const IMPACT_CHANGED_ZH = [
  '扫码的是另一个微信公众号。更换公众号的影响与用户此前确认的不同，因此未作任何更改。',
  '请在 Qiao 中重新查看更换的影响，然后重新授权。',
] as const;

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    launch: [
      'Connecting to WeChat',
      'WeChat shows a QR code next. The administrator of the official account scans it with WeChat.',
    ],
    goOn: 'Continue to WeChat',
    unknown: [
      'This link is not known',
      'It may be incomplete. Nothing was changed. Open the whole link, or ask the person who gave it to you for a new one.',
    ],
    waiting: [
      'Almost there',
      'Qiao is waiting for WeChat. You may close this page; the authorization continues without it.',
    ],
    ends: {
      COMPLETED: ['The account is authorized', 'You may close this page.'],
      CANCELLED: [
        'This authorization was cancelled',
        'Somebody cancelled it in Qiao, or a newer link has taken its place. Nothing was changed.',
      ],
      EXPIRED: RUN_OUT,
      FAILED: ['The account was not authorized', 'Nothing was changed.'],
      PENDING: RUN_OUT,
    },
    newLink:
      'Each link is for one try. Ask the person who gave you this one for a new link; if you manage the account in Qiao, make one yourself.',
    tryAgain: 'Try again in Qiao',
    openAccount: 'Open the account in Qiao',
    advice(...why) {
      const { message, nextStep } = adviceOn(...why);
      return [message, nextStep];
    },
  },
  zh: {
    launch: ['正在前往微信', '接下来微信会显示二维码，请由公众号的管理员用微信扫描。'],
    goOn: '前往微信',
    unknown: [
      '无法识别此链接',
      '链接可能不完整，未作任何更改。请打开完整的链接，或向提供链接的人索取新链接。',
    ],
    waiting: ['即将完成', 'Qiao 正在等待微信的回复。您可以关闭此页面，授权会继续进行。'],
    ends: {
      COMPLETED: ['公众号已授权', '您可以关闭此页面。'],
      CANCELLED: ['此授权已取消', '有人在 Qiao 中取消了授权，或已有新的链接取代它。未作任何更改。'],
      EXPIRED: RUN_OUT_ZH,
      FAILED: ['公众号未能完成授权', '未作任何更改。'],
      PENDING: RUN_OUT_ZH,
    },
    newLink:
      '每个链接只能使用一次。请向提供此链接的人索取新链接；如果您在 Qiao 中管理该公众号，可以自行生成。',
    tryAgain: '在 Qiao 中重试',
    openAccount: '在 Qiao 中打开该公众号',
    advice(code, impactChanged, message) {
      const [what, todo] = impactChanged ? IMPACT_CHANGED_ZH : FAILURES_ZH[code];
      return message === null ? [what, todo] : [what, message, todo];
    },
  },
};
