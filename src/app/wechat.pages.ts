import { adviceOn } from '../modules/authorizations/authorization.rules.ts';
import type { AuthorizationSession } from '../modules/authorizations/authorization-session.entity.ts';

/** The few pages that an administrator sees on our domain. Self-contained; they work without a script, too. */

const html = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLE = `
  :root { color-scheme: light dark; }
  body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; display: grid; min-height: 90vh; place-items: center; margin: 0 1.5rem; }
  main { max-width: 30rem; text-align: center; }
  h1 { font-size: 1.4rem; margin: 0 0 .5rem; }
  p { margin: .5rem 0; opacity: .8; }
  a { display: inline-block; margin-top: 1rem; padding: .6rem 1.4rem; border-radius: .5rem; background: #07c160; color: #fff; text-decoration: none; }
`;

interface Page {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly extra?: string;
  readonly head?: string;
}

const render = ({ title, paragraphs, extra = '', head = '' }: Page): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${html(title)} – Qiao</title>${head}<style>${STYLE}</style></head>
<body><main><h1>${html(title)}</h1>${paragraphs.map((text) => `<p>${html(text)}</p>`).join('')}${extra}</main></body>
</html>
`;

/**
 * Leads on to WeChat's page. By a click, or a script that clicks: a redirect would carry no Referer of our domain, and
 * WeChat refuses to show its QR code without one.
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

/** Looks again by itself; closing it does no harm. */
export const waitingPage = (): string =>
  render({
    title: 'Almost there',
    paragraphs: [
      'WeChat is still being asked. You may close this page; the authorization goes on without it.',
    ],
    head: '<meta http-equiv="refresh" content="2">',
  });

/** How a session ended. */
export function outcomePage({
  status,
  failureCode,
}: Pick<AuthorizationSession, 'status' | 'failureCode'>): string {
  if (failureCode) {
    const { message, nextStep } = FAILURE_ADVICE[failureCode];
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
