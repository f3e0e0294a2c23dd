import { ControlError } from '../shared/control-error.ts';
import { type App, matchesTemplate } from './apps.ts';
import type { Sandbox } from './context.ts';
import type { Site, User } from './site.ts';
import { issueCode } from './tokens.ts';

export const AUTHORIZE_PATH = '/auth/oauth2/authorize';

/** A checked question to a user: may this app use Eloqua for you? */
export interface Consent {
  app: App;
  redirectUri: string;
  state: string | undefined;
}

/** What the authorization page makes of its query. */
export type AuthorizeOutcome =
  | { kind: 'ASK'; consent: Consent }
  /** Before client and redirect_uri are proved, nothing may be redirected: a page with status 200. */
  | { kind: 'PAGE'; text: string }
  | { kind: 'REDIRECT'; url: string };

export function readAuthorize(sandbox: Sandbox, query: Record<string, string>): AuthorizeOutcome {
  const { client_id, redirect_uri, response_type, scope, state } = query;
  if (!client_id) return { kind: 'PAGE', text: 'The "client_id" parameter is required.' };
  if (!/^[\w-]{1,100}$/.test(client_id)) {
    return { kind: 'PAGE', text: 'The "client_id" value is not a valid client identifier.' };
  }
  const app = Object.values(sandbox.state.apps).find(({ clientId }) => clientId === client_id);
  if (app === undefined) {
    return { kind: 'PAGE', text: 'The "client_id" value is not a known client identifier.' };
  }
  if (!redirect_uri) return { kind: 'PAGE', text: 'The "redirect_uri" parameter is required.' };
  if (!matchesTemplate(app.oauthCallbackUrl, redirect_uri)) {
    return { kind: 'PAGE', text: 'invalid_redirect_uri (2509): the "redirect_uri" value does not match.' };
  }
  const consent = { app, redirectUri: redirect_uri, state };
  if (!response_type) return { kind: 'REDIRECT', url: redirect(consent, { error: 'invalid_request' }) };
  if (response_type !== 'code') {
    return { kind: 'REDIRECT', url: redirect(consent, { error: 'unsupported_response_type' }) };
  }
  if (scope && scope !== 'full')
    return { kind: 'REDIRECT', url: redirect(consent, { error: 'invalid_scope' }) };
  return { kind: 'ASK', consent };
}

/** What a user decides; the address that the browser goes to. 429 where the user asked again too soon. */
export function decide(
  sandbox: Sandbox,
  consent: Consent,
  who: { site: Site; user: User },
  decision: 'ALLOW' | 'DENY',
): string {
  const { app, redirectUri } = consent;
  const { site, user } = who;
  if (user.isDisabled || user.isDeleted) {
    throw new ControlError(403, 'CANNOT_SIGN_IN', `${user.loginName} is disabled or deleted`, ['user']);
  }
  const key = `authorize ${app.appId} ${site.name} ${user.id}`;
  if (!sandbox.throttle.take(key, sandbox.settings.authorizeIntervalSeconds, sandbox.now())) {
    throw new ControlError(429, 'TOO_MANY_REQUESTS', 'this user began an authorization a moment ago');
  }
  if (decision === 'DENY') return redirect(consent, { error: 'access_denied' });
  return redirect(consent, { code: issueCode(sandbox, { app, site, user }, redirectUri) });
}

function redirect({ redirectUri, state }: Consent, answer: Record<string, string>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== undefined) url.searchParams.set('state', state);
  return url.href;
}

/** The body of `/id`. */
export function identity(
  sandbox: Sandbox,
  { site, user }: { site: Site; user: User },
): Record<string, unknown> {
  const base = `${sandbox.url}/${site.pod}`;
  const soap = (service: string): string => `${base}/API/{version}/${service}.svc`;
  return {
    site: { id: site.id, name: site.name },
    user: {
      id: Number(user.id),
      username: user.loginName,
      displayName: user.name,
      firstName: user.firstName,
      lastName: user.lastName,
      emailAddress: user.emailAddress,
    },
    urls: {
      base,
      apis: {
        soap: {
          standard: soap('Service'),
          dataTransfer: soap('DataTransferService'),
          email: soap('EmailService'),
          externalAction: soap('ExternalActionService'),
        },
        rest: { standard: `${base}/API/REST/{version}/`, bulk: `${base}/API/Bulk/{version}/` },
      },
    },
  };
}
