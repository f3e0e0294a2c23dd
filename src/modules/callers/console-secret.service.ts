import { randomBytes } from 'node:crypto';
import { digest, type KeyRing, type Signer } from '../../kernel/secrets.ts';

/** What opens a session: a code once, at its beginning; then refresh tokens, each of them once. */
export type ConsoleSecretKind = 'CODE' | 'REFRESH_TOKEN';

/** The session that a secret belongs to. */
export interface SessionReference {
  readonly installationId: string;
  readonly sessionId: string;
}

export interface ConsoleSecret {
  /** For the browser only. */
  readonly text: string;
  /** What is stored of it. */
  readonly digest: string;
}

const ID_BYTES = 16;
const RANDOM_BYTES = 32;
const LENGTH = 2 * ID_BYTES + RANDOM_BYTES;

/**
 * Makes codes and refresh tokens: the ids of installation and session, 256 random bits, and an HMAC of both. The ids find
 * the row before a tenant is known, and the HMAC is checked before they are believed: nobody can choose the tenant in whose
 * name Qiao reads. Whether the secret still works, only the row says.
 */
export class ConsoleSecretService {
  private readonly signers: Readonly<Record<ConsoleSecretKind, Signer>>;

  constructor(keys: KeyRing) {
    this.signers = {
      CODE: keys.signer('console-code'),
      REFRESH_TOKEN: keys.signer('console-refresh-token'),
    };
  }

  issue(kind: ConsoleSecretKind, { installationId, sessionId }: SessionReference): ConsoleSecret {
    const parts = [bytesOf(installationId), bytesOf(sessionId), randomBytes(RANDOM_BYTES)];
    const content = Buffer.concat(parts).toString('base64url');
    const text = `${content}.${this.signers[kind].sign(content)}`;
    return { text, digest: digest(text) };
  }

  /** Null for a text that was not issued here as a secret of this kind. */
  open(kind: ConsoleSecretKind, text: string): SessionReference | null {
    const [content = '', signature = '', ...more] = text.split('.');
    if (more.length > 0 || !this.signers[kind].isSigned(content, signature)) return null;
    const bytes = Buffer.from(content, 'base64url');
    if (bytes.length !== LENGTH) return null;
    return { installationId: idIn(bytes, 0), sessionId: idIn(bytes, ID_BYTES) };
  }
}

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

const idIn = (bytes: Buffer, start: number): string =>
  bytes
    .toString('hex', start, start + ID_BYTES)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
