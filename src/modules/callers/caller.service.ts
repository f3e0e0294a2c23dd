import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { looksLikeApiKey } from '../../kernel/api-key.ts';
import type { RequestContext, Role } from '../../kernel/context.ts';
import { RequestError } from '../../kernel/errors.ts';
import { isExternalId } from '../../kernel/external-id.rules.ts';
import { isStorable } from '../../kernel/text.rules.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import type { ApiClientService } from './api-client.service.ts';

/** The issuer of bearer tokens, and the claims that they must have. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
}

/** The keys that an issuer publishes; fetched when needed and cached for a while. */
export const publishedKeys = (jwksUrl: string): JWTVerifyGetKey => createRemoteJWKSet(new URL(jwksUrl));

/** The claims in the token of a marketing user, besides the registered ones. */
const Claims = z.object({
  sub: z.string().refine(isExternalId),
  site: z.string().min(1).max(100).refine(isStorable),
  role: z.enum(['admin', 'marketer']),
});

const ROLES: Readonly<Record<z.infer<typeof Claims>['role'], Role>> = {
  admin: 'ADMINISTRATOR',
  marketer: 'MARKETER',
};
/** Errors about the token itself. Any other error, such as an unreachable issuer, is not the caller's fault. */
const REFUSALS = [
  errors.JWTInvalid,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];
const BEARER = /^Bearer +([\w.-]+)$/i;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** The caller, and when the authentication expires. */
export interface SignedIn {
  readonly context: RequestContext;
  /** Null: never, unless the key is revoked. */
  readonly expiresAt: Date | null;
}

/** Authenticates callers. */
export class CallerService {
  constructor(
    private readonly issuer: TokenIssuer,
    private readonly installations: InstallationService,
    private readonly clients: ApiClientService,
  ) {}

  /**
   * @param authorization the value of the header, or the same string from `connection_init`
   * @throws {RequestError} UNAUTHENTICATED, with the reason but without the token
   */
  async signIn(authorization: string | undefined, requestId: string): Promise<SignedIn> {
    const token = BEARER.exec(authorization ?? '')?.[1];
    if (token && looksLikeApiKey(token)) return this.signInClient(token, requestId);
    if (!token || !JWT.test(token))
      throw new RequestError('UNAUTHENTICATED', 'Send `Authorization: Bearer <token>`.');
    return this.signInUser(token, requestId);
  }

  private async signInClient(text: string, requestId: string): Promise<SignedIn> {
    const { installationId, keyId, scopes, expiresAt } = await this.clients.recognize(text, requestId);
    return {
      context: { requestId, installationId, caller: { kind: 'API_CLIENT', keyId, scopes } },
      expiresAt,
    };
  }

  private async signInUser(token: string, requestId: string): Promise<SignedIn> {
    const payload = await this.verify(token);
    const claims = Claims.safeParse(payload);
    if (!claims.success || payload.exp === undefined) {
      throw new RequestError(
        'UNAUTHENTICATED',
        'The token lacks one of the claims sub, site, role (admin or marketer) and exp.',
      );
    }
    const { sub, site, role } = claims.data;
    const installationId = await this.installations.idOfSite(site);
    if (!installationId)
      throw new RequestError('UNAUTHENTICATED', 'Qiao is not installed for the site of this token.');
    return {
      context: { requestId, installationId, caller: { kind: 'USER', userId: sub, role: ROLES[role] } },
      expiresAt: new Date(payload.exp * 1000),
    };
  }

  private async verify(token: string): Promise<JWTPayload> {
    try {
      const { issuer, audience, keys } = this.issuer;
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new RequestError('UNAUTHENTICATED', 'The token has expired.');
      if (REFUSALS.some((kind) => error instanceof kind)) {
        throw new RequestError(
          'UNAUTHENTICATED',
          'The token is not valid here: check issuer, audience, signature and time.',
        );
      }
      throw error;
    }
  }
}
