import type { Clock } from '../../kernel/clock.ts';
import { digest } from '../../kernel/secrets.ts';
import type { MarketingSession } from '../../modules/marketing/connection/marketing-platform.port.ts';

const STAYS_MS = 10 * 60_000;

/** What was learned of a site, for ten minutes. Sites share base URLs, so a site is known by its token. */
export class SiteMemory<V> {
  private readonly known = new Map<string, { readonly value: V; readonly until: number }>();

  constructor(private readonly clock: Clock) {}

  get({ accessToken }: MarketingSession): V | undefined {
    const found = this.known.get(digest(accessToken));
    return found && found.until > this.now() ? found.value : undefined;
  }

  set({ accessToken }: MarketingSession, value: V): void {
    for (const [key, { until }] of this.known) if (until <= this.now()) this.known.delete(key);
    this.known.set(digest(accessToken), { value, until: this.now() + STAYS_MS });
  }

  forget({ accessToken }: MarketingSession): void {
    this.known.delete(digest(accessToken));
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
