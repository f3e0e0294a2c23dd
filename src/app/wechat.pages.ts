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
      'It may be incomplete. Start the authorization again in your marketing platform; nothing was changed.',
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

/** Shows how a session ended. */
export function outcomePage({
  status,
  failureCode,
  failureMessage,
  impactChanged,
}: Pick<AuthorizationSession, 'status' | 'failureCode' | 'failureMessage' | 'impactChanged'>): string {
  if (failureCode) {
    const { message, nextStep } = adviceOn(failureCode, impactChanged, failureMessage);
    return render({ title: 'The account was not authorized', paragraphs: [message, nextStep] });
  }
  return render(OUTCOMES[status]);
}

const OUTCOMES: Readonly<Record<AuthorizationSession['status'], Page>> = {
  COMPLETED: { title: 'The account is authorized', paragraphs: ['You may close this page.'] },
  CANCELLED: {
    title: 'This authorization was cancelled',
    paragraphs: ['Start it again in your marketing platform.'],
  },
  EXPIRED: {
    title: 'This link has run out',
    paragraphs: ['Start the authorization again in your marketing platform.'],
  },
  FAILED: {
    title: 'The account was not authorized',
    paragraphs: ['Start it again in your marketing platform.'],
  },
  PENDING: {
    title: 'This link has run out',
    paragraphs: ['Start the authorization again in your marketing platform.'],
  },
};
