import { errors, SignJWT } from 'jose';
import type { Clock } from '../../kernel/clock.ts';
import type { DerivedKey, KeyRing } from '../../kernel/secrets.ts';
import type { Visitor } from './console-session.entity.ts';
import { TOKEN_SECONDS } from './console-session.rules.ts';
import { OPENED_SENDER, OWN_ISSUER, type TokenIssuer } from './token-issuer.port.ts';
import { type TokenRole, tokenRoleOf } from './token-role.ts';

const ALGORITHM = 'HS256';

/** Whom a token is for. */
interface TokenSubject extends Visitor {
  readonly site: string;
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

  async issue({ userId, site, role, senderId }: TokenSubject): Promise<{ token: string; expiresAt: Date }> {
    const [{ id: kid, key }] = this.#keys;
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const expiresAt = issuedAt + TOKEN_SECONDS;
    const claims: { site: string; role: TokenRole } = { site, role: tokenRoleOf(role) };
    const opened = senderId !== null && { [OPENED_SENDER]: senderId };
    const token = await new SignJWT({ ...claims, ...opened })
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
