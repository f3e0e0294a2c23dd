import { errors, SignJWT } from 'jose';
import type { Clock } from '../../kernel/clock.ts';
import type { Role } from '../../kernel/context.ts';
import type { DerivedKey, KeyRing } from '../../kernel/secrets.ts';
import { TOKEN_SECONDS } from './console-session.rules.ts';
import { OWN_ISSUER, type TokenIssuer } from './token-issuer.port.ts';
import { type TokenRole, tokenRoleOf } from './token-role.ts';

const ALGORITHM = 'HS256';

/** The user that a token is for. */
interface TokenSubject {
  readonly userId: string;
  readonly site: string;
  readonly role: Role;
}

/** Issues the access tokens of the console. Their keys come from the key ring: the first signs, all verify. */
export class ConsoleTokenService {
  readonly #keys: readonly [DerivedKey, ...DerivedKey[]];

  constructor(
    keys: KeyRing,
    private readonly audience: string,
    private readonly clock: Clock,
  ) {
    this.#keys = keys.derive('console-token');
  }

  async issue({ userId, site, role }: TokenSubject): Promise<{ token: string; expiresAt: Date }> {
    const [{ id: kid, key }] = this.#keys;
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const expiresAt = issuedAt + TOKEN_SECONDS;
    const claims: { site: string; role: TokenRole } = { site, role: tokenRoleOf(role) };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid })
      .setIssuer(OWN_ISSUER)
      .setAudience(this.audience)
      .setSubject(userId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(key);
    return { token, expiresAt: new Date(expiresAt * 1000) };
  }

  /** The issuer as callers' tokens are verified with it. */
  trusted(): TokenIssuer {
    return {
      issuer: OWN_ISSUER,
      audience: this.audience,
      algorithms: [ALGORITHM],
      keys: async ({ kid }) => {
        const found = this.#keys.find(({ id }) => id === kid);
        if (!found) throw new errors.JWKSNoMatchingKey();
        return found.key;
      },
    };
  }
}
