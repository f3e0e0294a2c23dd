import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { TokenIssuer } from '../modules/callers/token-issuer.port.ts';
import type { DataFolder } from './data-folder.ts';

const ISSUER = 'qiao-development';
const KEY_FILE = 'development-issuer.json';
const ALGORITHM = 'ES256';

export interface TokenRequest {
  readonly site: string;
  readonly user: string;
  readonly role: 'admin' | 'marketer';
  /** Lifetime in seconds. */
  readonly life: number;
}

/** Replaces a customer's identity provider if none is configured. Its key is in the data folder. */
export class DevelopmentIssuer {
  private constructor(
    private readonly privateKey: JWK,
    private readonly audience: string,
  ) {}

  static async open(folder: DataFolder, audience: string): Promise<DevelopmentIssuer> {
    const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    const fresh = JSON.stringify(await exportJWK(privateKey));
    return new DevelopmentIssuer(JSON.parse(folder.keep(KEY_FILE, () => fresh)) as JWK, audience);
  }

  /** The issuer as the server trusts it. */
  trusted(): TokenIssuer {
    const { d: _private, ...publicKey } = this.privateKey;
    return {
      ...{ issuer: ISSUER, audience: this.audience, algorithms: [ALGORITHM] },
      keys: () => importJWK(publicKey, ALGORITHM),
    };
  }

  async token({ site, user, role, life }: TokenRequest): Promise<string> {
    return new SignJWT({ site, role })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setAudience(this.audience)
      .setSubject(user)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime(`${life}s`)
      .sign(await importJWK(this.privateKey, ALGORITHM));
  }
}
