import { html, type Page, render } from '../kernel/page.ts';
import { adviceOn } from '../modules/authorizations/session/authorization.rules.ts';
import type { AuthorizationSession } from '../modules/authorizations/session/authorization-session.entity.ts';

/** The pages that an administrator sees on our domain before and after WeChat's. */

/**
 * Leads to WeChat's page, by a link and a script that clicks it: a redirect would send no Referer of our domain, and WeChat
 * shows its QR code only with one.
 */
export const launchPage = (link: string): string =>
  render({
    title: 'Connecting to WeChat',
    paragraphs: [
      'WeChat shows a QR code next. The administrator of the official account scans it with WeChat.',
    ],
    extra: `<a id="continue" href="${html(link)}">Continue to WeChat</a><script>document.getElementById('continue').click()</script>`,
  });

export const unknownPage = (): string =>
  render({
    title: 'This link is not known',
    paragraphs: [
      'It may be incomplete. Nothing was changed. Open the whole link, or ask the person who gave it to you for a new one.',
    ],
  });

/** Reloads itself. Closing it does no harm. */
export const waitingPage = (): string =>
  render({
    title: 'Almost there',
    paragraphs: [
      'Qiao is waiting for WeChat. You may close this page; the authorization continues without it.',
    ],
    head: '<meta http-equiv="refresh" content="2">',
  });

/**
 * Shows how a session ended. Another try needs a new session, which only an administrator of the installation may begin: who
 * has the link could authorize any account with it. So the page says whom to ask, and leads those who may to the console.
 *
 * @param accountPage the account in the console
 */
export function outcomePage(
  { status, failureCode, failureMessage, impactChanged }: Ended,
  accountPage: string,
): string {
  if (status === 'COMPLETED') return render(COMPLETED);
  const advice = failureCode && adviceOn(failureCode, impactChanged, failureMessage);
  const [title, why] = ENDS[status];
  const label = !advice || advice.retryable ? 'Try again in Qiao' : 'Open the account in Qiao';
  return render({
    title,
    paragraphs: [...(advice ? [advice.message, advice.nextStep] : [why]), NEW_LINK],
    extra: `<a href="${html(accountPage)}">${label}</a>`,
  });
}

type Ended = Pick<AuthorizationSession, 'status' | 'failureCode' | 'failureMessage' | 'impactChanged'>;

const COMPLETED: Page = { title: 'The account is authorized', paragraphs: ['You may close this page.'] };

const NEW_LINK =
  'Each link is for one try. Ask the person who gave you this one for a new link; if you manage the account in Qiao, make one yourself.';

type End = readonly [title: string, why: string];
const RUN_OUT: End = ['This link has run out', 'Nobody confirmed in time. Nothing was changed.'];

const ENDS: Readonly<Record<Exclude<AuthorizationSession['status'], 'COMPLETED'>, End>> = {
  CANCELLED: [
    'This authorization was cancelled',
    'Somebody cancelled it in Qiao, or a newer link has taken its place. Nothing was changed.',
  ],
  EXPIRED: RUN_OUT,
  FAILED: ['The account was not authorized', 'Nothing was changed.'],
  PENDING: RUN_OUT,
};
