import * as oauth from 'oauth4webapi';
import { settings } from '../app/settings.ts';
import { type Answer, keepDeparture } from './oidc-answer.ts';
import type { Token } from './session.ts';

const SCOPE = 'openid';
/** Where the provider does not say how long its token is good. */
const SECONDS = 300;

/** Sends the person to the identity provider: authorization code with PKCE. */
export async function leaveForSignIn(): Promise<void> {
  const { server, client } = await provider();
  const verifier = oauth.generateRandomCodeVerifier();
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
  if (!server.authorization_endpoint) throw new Error('the identity provider has no authorization endpoint');
  const address = new URL(server.authorization_endpoint);
  const parameters = {
    client_id: client.client_id,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope: SCOPE,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  keepDeparture({ verifier, state, nonce, path: location.pathname + location.search });
  // Who comes back by the browser's button finds the page as it was left, waiting.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  location.assign(address);
}

/** Exchanges the identity provider's answer for a token of the API. */
export async function exchange({ url, departure }: Answer): Promise<Token> {
  const { server, client, options } = await provider();
  const { verifier, state, nonce } = departure;
  const parameters = oauth.validateAuthResponse(server, client, url, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri(),
    verifier,
    options,
  );
  const { access_token, expires_in } = await oauth.processAuthorizationCodeResponse(
    server,
    client,
    response,
    {
      expectedNonce: nonce,
      requireIdToken: true,
    },
  );
  const seconds = expires_in ?? SECONDS;
  return { token: access_token, expiresAt: new Date(Date.now() + seconds * 1000).toISOString() };
}

async function provider() {
  if (settings.oidc === null) throw new Error('there is no identity provider');
  const issuer = new URL(settings.oidc.issuer);
  // An operator may try it without TLS.
  const options = { [oauth.allowInsecureRequests]: issuer.protocol === 'http:' };
  const response = await oauth.discoveryRequest(issuer, options);
  const server = await oauth.processDiscoveryResponse(issuer, response);
  const client: oauth.Client = { client_id: settings.oidc.clientId };
  return { server, client, options };
}

const redirectUri = (): string => new URL('./', document.baseURI).href;
