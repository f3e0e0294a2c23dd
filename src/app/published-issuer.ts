import { createRemoteJWKSet } from 'jose';
import type { TokenIssuer } from '../modules/callers/token-issuer.port.ts';

/** None of them takes a public key for a secret. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** An identity provider, whose keys are fetched from `jwksUrl` when needed and cached for a while. */
export const publishedIssuer = (issuer: string, audience: string, jwksUrl: string): TokenIssuer => ({
  ...{ issuer, audience, algorithms: ALGORITHMS },
  keys: createRemoteJWKSet(new URL(jwksUrl)),
});
