import { EloquaError } from '../../integrations/eloqua/errors.ts';
import type { EloquaAssetType, ExternalsClient } from '../../integrations/eloqua/externals.client.ts';
import type { Clock } from '../../kernel/clock.ts';
import {
  type MarketingSession,
  PlatformFault,
} from '../../modules/marketing/connection/marketing-platform.port.ts';
import { SiteMemory } from './site-memory.ts';

/** What marketers choose in segments, before the type of activity and the account. */
export const ASSET_TYPE = 'WeChat';
const MOST_TRIES = 5;

/** Creates types of activities in Eloqua, which refuses activities of types that it does not have. */
export class ActivityTypes {
  private readonly memory: SiteMemory<ReadonlySet<string>>;

  constructor(
    private readonly client: ExternalsClient,
    clock: Clock,
  ) {
    this.memory = new SiteMemory(clock);
  }

  /** Of several callers, one may undo what another one adds. So each reads what is there until its types are. */
  async ensure(session: MarketingSession, types: ReadonlySet<string>): Promise<void> {
    const known = this.memory.get(session);
    if (known && isIn(known, types)) return;
    for (let tries = 0; ; tries += 1) {
      const assetType = await this.client.named(session, ASSET_TYPE);
      const existing = new Set(assetType?.activityTypes);
      if (assetType && isIn(existing, types)) return this.memory.set(session, existing);
      if (tries === MOST_TRIES) throw new PlatformFault('UNAVAILABLE', { failure: null });
      await this.add(
        session,
        assetType,
        [...types].filter((type) => !existing.has(type)),
      );
    }
  }

  /** Someone deleted them. */
  forget(session: MarketingSession): void {
    this.memory.forget(session);
  }

  /** Whether this was done is seen afterwards: another caller may be first, and an answer may be lost. */
  private async add(
    session: MarketingSession,
    assetType: EloquaAssetType | null,
    missing: readonly string[],
  ): Promise<void> {
    try {
      if (assetType) await this.client.addActivityTypes(session, assetType.id, missing);
      else await this.client.create(session, ASSET_TYPE, missing);
    } catch (error) {
      const isUnclear = error instanceof EloquaError && UNCLEAR.has(error.kind);
      if (!isUnclear && !isTaken(error)) throw error;
    }
  }
}

const UNCLEAR: ReadonlySet<string> = new Set(['UNAVAILABLE', 'CONFLICT', 'NOT_FOUND']);

const isTaken = (error: unknown): boolean =>
  error instanceof EloquaError &&
  error.violations.some(({ requirement }) => requirement === 'UniquenessRequirement');

const isIn = (known: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean =>
  [...wanted].every((type) => known.has(type));
