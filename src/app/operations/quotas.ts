import { randomUUID } from 'node:crypto';
import { callerKey, type RequestContext } from '../../kernel/context.ts';
import { EventType } from '../../kernel/events.ts';
import type { Logger } from '../../kernel/logger.ts';
import { type PushChannel, type Pushed, RESYNC } from '../../kernel/push.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';

/** What one caller may spend. */
export interface Quota {
  /** Points of a full bucket. */
  readonly bucket: number;
  /** Points that come back each second. */
  readonly restorePerSecond: number;
}

/** What is left after an operation was charged, as `extensions.cost.throttleStatus` says it. */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

/** What one operation has taken. */
export interface Charge {
  /** Seconds until there is enough; null: the points were taken. */
  readonly retryAfter: number | null;
  /** Takes more, or nothing. Returns the seconds until there is enough; null: the points were taken. */
  more(points: number): number | null;
  /** So many were used: gives back the others, or takes what is missing. */
  settle(used: number): void;
  status(): ThrottleStatus;
}

/** Points that a server has taken, by bucket; negative where more was given back. */
const pointsSpent = new EventType<{
  readonly server: string;
  readonly spending: readonly (readonly [key: string, points: number])[];
}>('pointsSpent');

/** All callers of an installation together have as much as this many of them. */
const CALLERS_PER_INSTALLATION = 4;
const TELL_MS = 250;

interface Bucket {
  points: number;
  /** When `points` was right, in ms of the process. */
  at: number;
}

/**
 * The buckets of callers and installations. Servers tell each other four times a second what they have taken, so that
 * all share one bucket without a statement for each request; until then, each may give out a little more than there is.
 */
export class Quotas {
  private readonly buckets = new Map<string, Bucket>();
  private readonly untold = new Map<string, number>();
  private readonly server = randomUUID();
  private readonly ofInstallation: Quota;
  private readonly timer: NodeJS.Timeout;

  private readonly told: AsyncIterableIterator<Pushed>;

  constructor(
    private readonly quota: Quota,
    push: PushChannel,
    private readonly work: UnitOfWork,
    private readonly log: Logger,
  ) {
    const { bucket, restorePerSecond } = quota;
    this.ofInstallation = {
      bucket: bucket * CALLERS_PER_INSTALLATION,
      restorePerSecond: restorePerSecond * CALLERS_PER_INSTALLATION,
    };
    this.timer = setInterval(() => void this.tellOthers(), TELL_MS);
    this.timer.unref();
    this.told = push.subscribe((event) => pointsSpent.matches(event));
    void this.hear();
  }

  /** Takes the points from the caller and the installation, or from neither. */
  charge(context: RequestContext, points: number): Charge {
    const keys = [context.installationId, callerKey(context)];
    let taken = 0;
    const more = (wanted: number): number | null => {
      const missing = Math.max(...keys.map((key) => this.missing(key, wanted)));
      if (missing > 0) return Math.ceil(missing / this.quota.restorePerSecond);
      for (const key of keys) this.take(key, wanted);
      taken += wanted;
      return null;
    };
    return {
      retryAfter: more(points),
      more,
      settle: (used) => {
        for (const key of keys) this.take(key, used - taken);
        taken = used;
      },
      status: () => ({
        maximumAvailable: this.quota.bucket,
        currentlyAvailable: Math.max(0, Math.floor(Math.min(...keys.map((key) => this.available(key))))),
        restoreRate: this.quota.restorePerSecond,
      }),
    };
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.told.return?.();
  }

  /** What other servers have taken. What is missed in a gap comes back to their callers a little early. */
  private async hear(): Promise<void> {
    for await (const event of this.told) {
      if (event === RESYNC || !pointsSpent.matches(event) || event.payload.server === this.server) continue;
      for (const [key, points] of event.payload.spending) this.change(key, points);
    }
  }

  private missing(key: string, points: number): number {
    const missing = points - this.available(key);
    return isInstallation(key) ? missing / CALLERS_PER_INSTALLATION : missing;
  }

  private take(key: string, points: number): void {
    this.change(key, points);
    this.untold.set(key, (this.untold.get(key) ?? 0) + points);
  }

  private available(key: string): number {
    const { bucket, restorePerSecond } = this.limitsOf(key);
    const found = this.buckets.get(key);
    if (!found) return bucket;
    return Math.min(bucket, found.points + ((performance.now() - found.at) / 1000) * restorePerSecond);
  }

  private change(key: string, points: number): void {
    const { bucket } = this.limitsOf(key);
    const left = Math.min(bucket, this.available(key) - points);
    // A full bucket is not kept.
    if (left === bucket) this.buckets.delete(key);
    else this.buckets.set(key, { points: left, at: performance.now() });
  }

  private limitsOf(key: string): Quota {
    return isInstallation(key) ? this.ofInstallation : this.quota;
  }

  private async tellOthers(): Promise<void> {
    for (const key of this.buckets.keys())
      if (this.available(key) >= this.limitsOf(key).bucket) this.buckets.delete(key);
    const spending = [...this.untold].filter(([, points]) => points !== 0);
    this.untold.clear();
    if (spending.length === 0) return;
    await this.work
      .announce(pointsSpent.create('', { server: this.server, spending }))
      .catch((error: unknown) =>
        this.log.debug({ err: error }, 'other servers were not told of spent points'),
      );
  }
}

const isInstallation = (key: string): boolean => !key.includes(' ');
