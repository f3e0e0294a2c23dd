import { beginSession, type Credentials } from './console-session.ts';
import { type Grant, isOver, leftOf } from './grant.ts';

/**
 * SIGNED_OUT: nobody has signed in · SIGNING_IN · SIGNED_IN · ENDED: the session is over, the person must come again ·
 * REFUSED: the one-time code was not accepted · FAILED: signing in at the identity provider did not succeed.
 */
export type SessionState = 'SIGNED_OUT' | 'SIGNING_IN' | 'SIGNED_IN' | 'ENDED' | 'REFUSED' | 'FAILED';

/** The token is renewed so long before its end. */
const EARLY_MS = 60_000;
/** A person whose token cannot be renewed knows so long before its end. */
const NOTICE_MS = 5 * 60_000;
const TICK_MS = 15_000;

/** Who uses the page. Tokens are in memory only: a reload of the page ends the session. */
class Session {
  state: SessionState = 'SIGNED_OUT';
  /** Whether the person must sign in again in a few minutes. */
  isEnding = false;
  private grant: Grant | null = null;
  private renewing: Promise<void> | null = null;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  async signIn(credentials: Credentials): Promise<void> {
    this.become('SIGNING_IN');
    this.take(await beginSession(credentials).catch(() => null), 'REFUSED');
  }

  /**
   * At a customer's own identity provider.
   *
   * @param work brings its grant; null: the person is on the way there
   */
  async signInAtProvider(work: () => Promise<Grant | null>): Promise<void> {
    this.become('SIGNING_IN');
    try {
      const grant = await work();
      if (grant) this.take(grant, 'FAILED');
    } catch {
      this.become('FAILED');
    }
  }

  /**
   * A token that is good for a while. Renews it if needed, once for all who ask at the same time. Fails while that is not
   * possible: a token that has ended would be refused, and the session be over.
   */
  async token(): Promise<string> {
    if (this.grant && leftOf(this.grant) < EARLY_MS) {
      this.renewing ??= this.renew(this.grant).finally(() => {
        this.renewing = null;
      });
      await this.renewing;
    }
    if (!this.grant) throw new Error('nobody is signed in');
    if (this.grant.renew && leftOf(this.grant) <= 0) throw new Error('the token could not be renewed');
    return this.grant.token;
  }

  /** The server does not accept the token any more. */
  end(): void {
    if (this.state === 'SIGNED_IN') this.take(null, 'ENDED');
  }

  async signOut(): Promise<void> {
    const { grant } = this;
    this.take(null, 'SIGNED_OUT');
    await grant?.signOut?.().catch(() => null);
  }

  /** While it cannot be renewed, the token stays. */
  private async renew(given: Grant): Promise<void> {
    const next = given.renew ? await given.renew().catch(() => given) : given;
    // Its person has signed out meanwhile, and another one may have signed in.
    if (this.grant !== given) return;
    if (next === null || (next.renew === null && isOver(next))) this.end();
    else if (next !== given) this.take(next, 'ENDED');
  }

  /** @param otherwise the state of the session if there is no grant */
  private take(grant: Grant | null, otherwise: SessionState): void {
    this.grant = grant;
    clearInterval(this.ticking);
    if (grant) this.ticking = setInterval(() => this.tick(), TICK_MS);
    this.isEnding = hasNotice(grant);
    this.become(grant ? 'SIGNED_IN' : otherwise);
  }

  /** The token is renewed also while the page asks nothing: the right to renew it may end with the next pause. */
  private tick(): void {
    if (this.grant?.renew) void this.token().catch(() => null);
    if (this.isEnding === hasNotice(this.grant)) return;
    this.isEnding = !this.isEnding;
    this.become(this.state);
  }

  private become(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

const hasNotice = (grant: Grant | null): boolean =>
  grant !== null && grant.renew === null && leftOf(grant) < NOTICE_MS;

export const session = new Session();

/** The one-time code in the address, which disappears from it. */
export function takeCode(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code !== null) history.replaceState(null, '', location.pathname + location.search);
  return code;
}
