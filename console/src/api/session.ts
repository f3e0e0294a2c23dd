import { addressOf } from '../app/settings.ts';

export interface Token {
  readonly token: string;
  readonly expiresAt: string;
}

/** What the server answers to `POST /console/session`. */
interface Grant extends Token {
  /** Null: the person signs in again when the token ends. */
  readonly refreshToken: string | null;
}

/** A grant, and when it ends by the clock of this browser, which may be wrong. */
interface Kept extends Grant {
  readonly endsAt: number;
}

/**
 * SIGNED_OUT: nobody has signed in · SIGNING_IN · SIGNED_IN · ENDED: the session is over, the person must come again ·
 * REFUSED: the one-time code was not accepted · FAILED: signing in at the identity provider did not succeed.
 */
export type SessionState = 'SIGNED_OUT' | 'SIGNING_IN' | 'SIGNED_IN' | 'ENDED' | 'REFUSED' | 'FAILED';

/** Proof of who comes: a one-time code of the marketing platform, or a role in the sandbox. */
export type Credentials = { readonly code: string } | { readonly as: 'ADMINISTRATOR' | 'MARKETER' };

/** The token is renewed so long before its end. */
const EARLY_MS = 60_000;

/** Who uses the page. Tokens are in memory only: a reload of the page ends the session. */
class Session {
  state: SessionState = 'SIGNED_OUT';
  private grant: Kept | null = null;
  private renewing: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  async signIn(credentials: Credentials): Promise<void> {
    this.become('SIGNING_IN');
    const grant = await post(credentials).catch(() => null);
    this.grant = grant;
    this.become(grant ? 'SIGNED_IN' : 'REFUSED');
  }

  /**
   * At a customer's own identity provider.
   *
   * @param work brings its token; null: the person is on the way there
   */
  async signInAtProvider(work: () => Promise<Token | null>): Promise<void> {
    this.become('SIGNING_IN');
    try {
      const token = await work();
      if (token === null) return;
      this.grant = { ...token, refreshToken: null, endsAt: Date.parse(token.expiresAt) };
      this.become('SIGNED_IN');
    } catch {
      this.become('FAILED');
    }
  }

  /**
   * A token that is good for a while. Renews it if needed, once for all who ask at the same time. Fails while that is not
   * possible: a token that has ended would be refused, and the session be over.
   */
  async token(): Promise<string> {
    if (this.grant && this.grant.endsAt - Date.now() < EARLY_MS) {
      this.renewing ??= this.renew(this.grant).finally(() => {
        this.renewing = null;
      });
      await this.renewing;
    }
    if (this.grant && this.grant.endsAt <= Date.now()) throw new Error('the token could not be renewed');
    return this.grant?.token ?? '';
  }

  /** The server does not accept the token any more. */
  end(): void {
    if (this.state !== 'SIGNED_IN') return;
    this.grant = null;
    this.become('ENDED');
  }

  async signOut(): Promise<void> {
    const refreshToken = this.grant?.refreshToken;
    this.grant = null;
    this.become('SIGNED_OUT');
    if (refreshToken) await call('DELETE', { refreshToken }).catch(() => null);
  }

  /** While the server cannot renew it, the token stays. */
  private async renew(given: Kept): Promise<void> {
    const { refreshToken, endsAt } = given;
    if (refreshToken === null) {
      if (endsAt <= Date.now()) this.end();
      return;
    }
    const response = await call('POST', { refreshToken }).catch(() => null);
    const next = response?.ok ? await keptOf(response) : null;
    // Its person has signed out meanwhile, and another one may have signed in.
    if (this.grant !== given) return;
    if (next) this.grant = next;
    else if (response?.status === 401) this.end();
  }

  private become(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

const call = (method: 'POST' | 'DELETE', body: object): Promise<Response> =>
  fetch(addressOf('console/session'), {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function post(credentials: Credentials): Promise<Kept> {
  const response = await call('POST', credentials);
  if (!response.ok) throw new Error(`the session was refused: ${response.status}`);
  return keptOf(response);
}

async function keptOf(response: Response): Promise<Kept> {
  const grant = (await response.json()) as Grant;
  const now = Date.parse(response.headers.get('date') ?? '') || Date.now();
  return { ...grant, endsAt: Date.now() + Date.parse(grant.expiresAt) - now };
}

export const session = new Session();

/** The one-time code in the address, which disappears from it. */
export function takeCode(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code !== null) history.replaceState(null, '', location.pathname + location.search);
  return code;
}
