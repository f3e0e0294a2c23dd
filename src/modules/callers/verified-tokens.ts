import type { JWTPayload } from 'jose';

/** So that a key that its issuer withdraws ends soon. */
const BELIEVED_MS = 60_000;
const MOST = 10_000;

/** Tokens whose signature was verified a moment ago: verifying is what costs most in a small operation. */
export class VerifiedTokens {
  private readonly known = new Map<string, { readonly payload: JWTPayload; readonly until: number }>();

  async get(token: string, now: Date, verify: () => Promise<JWTPayload>): Promise<JWTPayload> {
    const found = this.known.get(token);
    if (found && found.until > now.getTime()) return found.payload;
    const payload = await verify();
    const until = Math.min(now.getTime() + BELIEVED_MS, (payload.exp ?? 0) * 1000);
    this.known.delete(token);
    this.known.set(token, { payload, until });
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST) break;
      this.known.delete(oldest);
    }
    return payload;
  }
}
