import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { generateKeyPair, SignJWT } from 'jose';

const CLIENT_ID = 'console';
const CODE = 'the-code';

/** A customer's identity provider, whose users are signed in already. */
export class Provider {
  /** Answers the next request for an authorization with an error. */
  refuses = false;
  /** What it gives for a code. */
  accessToken = '';
  private asked = new URLSearchParams();

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => void this.answer(request, response));
  }

  static async start(): Promise<Provider> {
    const server = createServer().listen(0);
    await once(server, 'listening');
    return new Provider(server);
  }

  get oidc() {
    return { issuer: `http://localhost:${(this.server.address() as AddressInfo).port}`, clientId: CLIENT_ID };
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
    const body =
      url.pathname === '/token'
        ? await this.tokens(new URLSearchParams(await text(request)))
        : {
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            jwks_uri: `${issuer}/jwks`,
            id_token_signing_alg_values_supported: ['ES256'],
          };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  }

  private authorize(asked: URLSearchParams, response: ServerResponse): void {
    this.asked = asked;
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.searchParams.set('state', asked.get('state') ?? '');
    if (this.refuses) back.searchParams.set('error', 'access_denied');
    else back.searchParams.set('code', CODE);
    response.writeHead(302, { location: back.href }).end();
  }

  private async tokens(given: URLSearchParams): Promise<object> {
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      given.get('code') === CODE &&
      given.get('client_id') === CLIENT_ID &&
      given.get('redirect_uri') === this.asked.get('redirect_uri') &&
      challenge === this.asked.get('code_challenge');
    if (!isRight) return { error: 'invalid_grant' };
    const { privateKey } = await generateKeyPair('ES256');
    const idToken = await new SignJWT({ nonce: this.asked.get('nonce') })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(this.oidc.issuer)
      .setAudience(CLIENT_ID)
      .setSubject('17')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
    return { access_token: this.accessToken, id_token: idToken, token_type: 'Bearer', expires_in: 600 };
  }
}
