import { html, type Page, render } from '../../kernel/page.ts';
import type { Installation } from '../../modules/installations/installation.entity.ts';
import { installationRequirements } from '../../modules/installations/installation.rules.ts';
import type { ConnectOutcome } from '../../modules/marketing/connection/app-installation.service.ts';

/** The pages that an administrator sees when Qiao is installed. */

/** The page behind the gear icon in the marketing platform's app catalogue. */
export function configurePage(installation: Installation | null, connectUrl: string | null): string {
  if (!installation) return render(NOT_INSTALLED);
  const { site, connectedUserName, connectedAt } = installation;
  const requirements = installationRequirements(installation).map(({ message }) => message);
  const connected = connectedUserName
    ? [`Connected by ${connectedUserName} at ${connectedAt?.toISOString() ?? 'an unknown time'}.`]
    : [];
  return render({
    title: requirements.length > 0 ? `Qiao needs you at ${site}` : `Qiao works at ${site}`,
    paragraphs: [
      ...requirements,
      ...connected,
      'WeChat official accounts, their contact fields and default campaigns are configured in Qiao itself.',
    ],
    // Opens a new tab, because the login page does not allow frames.
    extra: connectUrl
      ? `<a href="${html(connectUrl)}" target="_blank" rel="noopener noreferrer">Connect again</a>`
      : '',
  });
}

const NOT_INSTALLED: Page = {
  title: 'Qiao is not installed here',
  paragraphs: ['Install it from the catalogue of apps.'],
};

/** The result of Eloqua's consent page. */
export const outcomePage = (kind: ConnectOutcome['kind']): string => render(OUTCOMES[kind]);

const OUTCOMES: Readonly<Record<ConnectOutcome['kind'], Page>> = {
  CONNECTED: { title: 'Qiao is connected', paragraphs: ['You may close this page.'] },
  UNKNOWN_STATE: {
    title: 'This link was used already, or has run out',
    paragraphs: [
      'Nothing was changed. Begin again in Eloqua: install the app, or open its configuration and connect.',
    ],
  },
  DENIED: {
    title: 'Qiao was not allowed to use Eloqua',
    paragraphs: ['Nothing was changed. To connect, install the app again in Eloqua, and confirm.'],
  },
  WRONG_SITE: {
    title: 'You are signed in to another site of Eloqua',
    paragraphs: [
      'Nothing was changed. Sign out of Eloqua, sign in to the site in which you install Qiao, and begin again.',
    ],
  },
  REFUSED: {
    title: 'Eloqua did not accept the confirmation',
    paragraphs: ['Nothing was changed. Begin again in Eloqua: a confirmation is good for a minute only.'],
  },
  MISCONFIGURED: {
    title: 'Eloqua does not accept Qiao',
    paragraphs: [
      "Nothing was changed. Beginning again does not help: the operator of Qiao must compare its client ID, client secret and OAuth callback address with the app's entry in Eloqua.",
    ],
  },
  UNAVAILABLE: {
    title: 'Eloqua did not answer',
    paragraphs: ['Nothing was changed. Wait a moment, then begin again in Eloqua.'],
  },
};

export const OUTCOME_STATUS: Readonly<Record<ConnectOutcome['kind'], number>> = {
  CONNECTED: 200,
  DENIED: 200,
  UNKNOWN_STATE: 400,
  WRONG_SITE: 403,
  REFUSED: 400,
  MISCONFIGURED: 502,
  UNAVAILABLE: 503,
};
