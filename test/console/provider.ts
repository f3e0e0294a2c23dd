import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { generateKeyPair, SignJWT } from 'jose';

const CLIENT_ID = 'console';
const CODE = 'the-code';
/** Like Entra ID, it gives refresh tokens only to who asks for `offline_access`. */
const SCOPE = 'openid offline_access';

/** A customer's identity provider, whose users are signed in already. */
export class Provider {
  /** Answers the next request for an authorization with an error. */
  refuses = false;
  /** What it gives for a code. */
  accessToken = '';
  /** What it gives for a refresh token; null: it gives no refresh tokens. */
  renewedToken: string | null = null;
  /** How long it says that its access tokens are good. */
  expiresIn = 600;
  /** How often it has renewed a token. Each refresh token works once. */
  renewals = 0;
  /** Requests for tokens that it has refused. */
  refusals = 0;
  private asked = new URLSearchParams();
  private refreshToken = '';

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => void this.answer(request, response));
  }

  static async start(): Promise<Provider> {
    const server = createServer().listen(0);
    await once(server, 'listening');
    return new Provider(server);
  }

  get oidc() {
    return {
      issuer: `http://localhost:${(this.server.address() as AddressInfo).port}`,
      clientId: CLIENT_ID,
      scope: SCOPE,
    };
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { issuer } = this.oidc;
    const url = new URL(request.url ?? '/', issuer);
    response.setHeader('access-control-allow-origin', '*');
    if (url.pathname === '/authorize') return this.authorize(url.searchParams, response);
    if (url.pathname === '/token') return this.tokens(new URLSearchParams(await text(request)), response);
    json(response, 200, {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['ES256'],
    });
  }

  private authorize(asked: URLSearchParams, response: ServerResponse): void {
    this.asked = asked;
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.searchParams.set('state', asked.get('state') ?? '');
    if (this.refuses) back.searchParams.set('error', 'access_denied');
    else back.searchParams.set('code', CODE);
    response.writeHead(302, { location: back.href }).end();
  }

  private async tokens(given: URLSearchParams, response: ServerResponse): Promise<void> {
    const isRenewal = given.get('grant_type') === 'refresh_token';
    if (!(isRenewal ? this.isNext(given) : this.isAsked(given))) {
      this.refusals++;
      return json(response, 400, { error: 'invalid_grant' });
    }
    if (isRenewal) this.renewals++;
    json(response, 200, {
      ...{ access_token: isRenewal ? this.renewedToken : this.accessToken, id_token: await this.idToken() },
      ...{ token_type: 'Bearer', expires_in: this.expiresIn },
      ...(this.renewedToken !== null &&
        this.asked.get('scope') === SCOPE && { refresh_token: this.nextRefreshToken() }),
    });
  }

  private isAsked(given: URLSearchParams): boolean {
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url');
    return (
      given.get('code') === CODE &&
      given.get('client_id') === CLIENT_ID &&
      given.get('redirect_uri') === this.asked.get('redirect_uri') &&
      challenge === this.asked.get('code_challenge')
    );
  }

  private isNext(given: URLSearchParams): boolean {
    const isNext = given.get('refresh_token') === this.refreshToken && given.get('client_id') === CLIENT_ID;
    this.refreshToken = '';
    return isNext;
  }

  private nextRefreshToken(): string {
    this.refreshToken = randomUUID();
    return this.refreshToken;
  }

  private async idToken(): Promise<string> {
    const { privateKey } = await generateKeyPair('ES256');
    return new SignJWT({ nonce: this.asked.get('nonce') })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(this.oidc.issuer)
      .setAudience(CLIENT_ID)
      .setSubject('17')
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime('5m')
      .sign(privateKey);
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
