import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import type { TokenIssuer } from '../modules/callers/token-issuer.port.ts';

/** None of them takes a public key for a secret. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** Of the key that a token names. Whatever else fails is no fault of the token. */
const OF_THE_TOKEN = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

/** Nobody can be signed in until they can. An outage, whatever is the reason: it may be a certificate, or another answer. */
class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
  readonly code = 'ERR_KEYS_UNAVAILABLE';

  constructor(cause: unknown) {
    super(`the keys of the identity provider cannot be read (AUTH_JWKS_URL): ${reasonOf(cause)}`, { cause });
  }
}

/** An identity provider, whose keys are fetched from `jwksUrl` when needed and cached for a while. */
export function publishedIssuer(issuer: string, audience: string, jwksUrl: string): TokenIssuer {
  const published = createRemoteJWKSet(new URL(jwksUrl));
  const keys: JWTVerifyGetKey = (header, token) =>
    published(header, token).catch((error: unknown) => {
      throw OF_THE_TOKEN.some((kind) => error instanceof kind) ? error : new KeysUnavailable(error);
    });
  return { issuer, audience, algorithms: ALGORITHMS, keys };
}

/** `fetch` hides it in the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { code?: string } };
  return cause?.code ?? message ?? 'unknown';
}
