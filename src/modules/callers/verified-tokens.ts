/** So that a key that its issuer withdraws ends soon. */
const BELIEVED_MS = 60_000;
const MOST = 10_000;

/** Tokens that were verified a moment ago, and what they say: verifying is what costs most in a small operation. */
export class VerifiedTokens<T extends { readonly expiresAt: Date }> {
  private readonly known = new Map<string, { readonly content: T; readonly until: number }>();

  async get(token: string, now: Date, verify: () => Promise<T>): Promise<T> {
    const found = this.known.get(token);
    if (found && found.until > now.getTime()) return found.content;
    const content = await verify();
    const until = Math.min(now.getTime() + BELIEVED_MS, content.expiresAt.getTime());
    this.known.delete(token);
    this.known.set(token, { content, until });
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST) break;
      this.known.delete(oldest);
    }
    return content;
  }
}
