import { html, render } from '../kernel/page.ts';
import type { Language } from './page-language.ts';

/** The pages that a follower sees in WeChat's browser. */

/** What a page without a form says. */
export type Message =
  | 'DONE'
  | 'FOLLOW_FIRST'
  | 'TAKEN'
  | 'KEPT'
  | 'AGAIN'
  | 'UNKNOWN'
  | 'CLOSED'
  | 'UNAVAILABLE';

export type FormFault = 'ADDRESS' | 'CONSENT';

export interface Form {
  readonly action: string;
  /** What the account is called in WeChat. */
  readonly account: string;
  readonly pass: string;
  /** What was typed before. */
  readonly emailAddress: string;
  readonly fault: FormFault | null;
}

export function formPage(language: Language, { action, account, pass, emailAddress, fault }: Form): string {
  const { title, explanation, address, consent, send, faults } = FORM[language];
  const alert = fault === null ? '' : `<p role="alert">${html(faults[fault])}</p>`;
  const extra = `<form method="post" action="${html(action)}">${alert}
<input type="hidden" name="pass" value="${html(pass)}">
<label>${html(address)}<input type="email" name="email" value="${html(emailAddress)}" autocomplete="email" required></label>
<label><input type="checkbox" name="consent" value="yes" required> ${html(consent(account))}</label>
<button>${html(send)}</button></form>`;
  return render({ language, title, paragraphs: [explanation(account)], extra });
}

/** @param links `again`: where one can try again; null: nowhere */
export function messagePage(
  language: Language,
  message: Message,
  { account, again }: { readonly account: string; readonly again: string | null },
): string {
  const [title, text] = MESSAGES[language][message](account);
  const isWorthIt = message !== 'DONE' && message !== 'CLOSED' && again !== null;
  const extra = isWorthIt ? `<a href="${html(again)}">${html(AGAIN[language])}</a>` : '';
  return render({ language, title, paragraphs: [text], extra });
}

const FORM = {
  en: {
    title: 'Register',
    explanation: (account: string) =>
      `Give ${account} your e-mail address, so that it knows that you are the same person in WeChat.`,
    address: 'E-mail address',
    consent: (account: string) =>
      `I agree that ${account} connects my WeChat account with this e-mail address.`,
    send: 'Register',
    faults: {
      ADDRESS: 'This is not an e-mail address.',
      CONSENT: 'Please agree first.',
    },
  },
  zh: {
    title: '登记',
    explanation: (account: string) => `请填写您的电子邮箱，以便“${account}”确认您与微信中的您是同一个人。`,
    address: '电子邮箱',
    consent: (account: string) => `我同意“${account}”将我的微信账号与此电子邮箱关联。`,
    send: '登记',
    faults: { ADDRESS: '这不是有效的电子邮箱。', CONSENT: '请先勾选同意。' },
  },
} as const satisfies Record<Language, unknown>;

const AGAIN: Readonly<Record<Language, string>> = { en: 'Try again', zh: '重试' };

type Words = (account: string) => readonly [title: string, text: string];

const MESSAGES: Readonly<Record<Language, Readonly<Record<Message, Words>>>> = {
  en: {
    DONE: (account) => ['Thank you', `${account} knows you now. You may close this page.`],
    FOLLOW_FIRST: (account) => [
      'Please follow first',
      `Search for ${account} in WeChat and follow it; if you do already, write to it. Then open this page again.`,
    ],
    TAKEN: () => [
      'This address is in use',
      'Somebody else has registered with this e-mail address. Nothing was changed. Try another address, or ask the company.',
    ],
    KEPT: () => [
      'You are registered already',
      'You have registered with another e-mail address. Nothing was changed. Ask the company if that is wrong.',
    ],
    AGAIN: () => [
      'Please open the page again',
      'It was open for too long, or in another browser. Nothing was changed.',
    ],
    UNKNOWN: () => ['This page does not exist', 'The link is not complete, or it was withdrawn.'],
    CLOSED: () => [
      'Registration is not possible',
      'The account cannot offer this page now. Please ask the company.',
    ],
    UNAVAILABLE: () => [
      'Please try again in a minute',
      'Something does not answer at the moment. Nothing was changed.',
    ],
  },
  zh: {
    DONE: (account) => ['谢谢', `“${account}”已确认您的身份。您可以关闭此页面。`],
    FOLLOW_FIRST: (account) => [
      '请先关注',
      `请在微信中搜索并关注“${account}”（如已关注，请给它发一条消息），然后重新打开此页面。`,
    ],
    TAKEN: () => ['该邮箱已被使用', '其他人已用此邮箱登记，未作任何更改。请换一个邮箱，或联系商家。'],
    KEPT: () => ['您已登记', '您已用另一个邮箱登记，未作任何更改。如有错误，请联系商家。'],
    AGAIN: () => ['请重新打开页面', '页面打开时间过长，或换了浏览器。未作任何更改。'],
    UNKNOWN: () => ['页面不存在', '链接不完整，或已被撤回。'],
    CLOSED: () => ['暂时无法登记', '该公众号目前不能提供此页面，请联系商家。'],
    UNAVAILABLE: () => ['请稍后再试', '服务暂时没有响应，未作任何更改。'],
  },
};
