import * as oauth from 'oauth4webapi';
import { settings } from '../app/settings.ts';
import type { Grant } from './grant.ts';
import { type Answer, keepDeparture } from './oidc-answer.ts';
import { skewOfClock } from './skew.ts';
import { Stopwatch } from './stopwatch.ts';

/** Where the provider does not say how long its token is good. */
const SECONDS = 300;
/** A session lasts so long at most, as those of Qiao do. */
const DAY_MS = 8 * 60 * 60_000;

/** Sends the person to the identity provider: authorization code with PKCE. */
export async function leaveForSignIn(): Promise<void> {
  const { server, client, scope } = await findProvider();
  const verifier = oauth.generateRandomCodeVerifier();
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
  if (!server.authorization_endpoint) throw new Error('the identity provider has no authorization endpoint');
  const address = new URL(server.authorization_endpoint);
  const parameters = {
    client_id: client.client_id,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope,
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
export async function exchange({ url, departure }: Answer): Promise<Grant> {
  const provider = await findProvider();
  const { server, options } = provider;
  const client = await withClock(provider.client);
  const { verifier, state, nonce } = departure;
  const parameters = oauth.validateAuthResponse(server, client, url, state);
  const age = new Stopwatch();
  const response = await oauth.authorizationCodeGrantRequest(
    ...([server, client, oauth.None(), parameters, redirectUri(), verifier, options] as const),
  );
  const result = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  return grantOf({ provider, result, age, session: age });
}

interface Given {
  readonly provider: Provider;
  readonly result: oauth.TokenEndpointResponse;
  readonly age: Stopwatch;
  /** Counts since the person signed in. */
  readonly session: Stopwatch;
  /** The one that the provider took; it stays good if the provider gives no other. */
  readonly usedToken?: string;
}

function grantOf({ provider, result, age, session, usedToken }: Given): Grant {
  const { access_token: token, expires_in = SECONDS, refresh_token: refreshToken = usedToken } = result;
  const leftMs = DAY_MS - session.maybe;
  const isLast = refreshToken === undefined || expires_in * 1000 >= leftMs;
  const grant: Grant = {
    ...{ token, age, lifetimeMs: Math.min(expires_in * 1000, leftMs) },
    renew: isLast
      ? null
      : async () =>
          (await renew({ provider, session, usedToken: refreshToken })) ?? { ...grant, renew: null },
  };
  return grant;
}

/** Null: the provider refuses. Fails while the provider, or Qiao, does not answer. */
async function renew(given: Omit<Given, 'result' | 'age'> & { usedToken: string }): Promise<Grant | null> {
  const { server, client, options } = given.provider;
  // First, because a provider may accept a refresh token once only.
  const now = await withClock(client);
  const age = new Stopwatch();
  const response = await oauth.refreshTokenGrantRequest(
    ...([server, now, oauth.None(), given.usedToken, options] as const),
  );
  if (response.status === 429 || response.status >= 500)
    throw new Error(`the identity provider cannot at the moment: ${response.status}`);
  const result = await oauth.processRefreshTokenResponse(server, now, response).catch(() => null);
  return result && grantOf({ ...given, result, age });
}

/** The clock of the browser may be wrong, and tokens say from when until when they are good. */
const withClock = async (client: oauth.Client): Promise<oauth.Client> => ({
  ...client,
  [oauth.clockSkew]: await skewOfClock(),
});

type Provider = Awaited<ReturnType<typeof findProvider>>;

async function findProvider() {
  if (settings.oidc === null) throw new Error('there is no identity provider');
  const issuer = new URL(settings.oidc.issuer);
  // An operator may try it without TLS.
  const options = { [oauth.allowInsecureRequests]: issuer.protocol === 'http:' };
  const response = await oauth.discoveryRequest(issuer, options);
  const server = await oauth.processDiscoveryResponse(issuer, response);
  const client: oauth.Client = { client_id: settings.oidc.clientId };
  return { server, client, options, scope: settings.oidc.scope };
}

const redirectUri = (): string => new URL('./', document.baseURI).href;
