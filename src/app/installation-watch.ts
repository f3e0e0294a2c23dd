import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../kernel/logger.ts';
import { type PushChannel, type Pushed, RESYNC } from '../kernel/push.ts';
import { installationChanged } from '../modules/installations/installation.events.ts';
import type { InstallationService } from '../modules/installations/installation.service.ts';

type End = () => void;

const LOOKS = 40;
const LOOK_AGAIN_MS = 250;

/** The open subscriptions of each installation. Ends them when any server makes the installation unavailable. */
export class InstallationWatch {
  private readonly ends = new Map<string, Set<End>>();
  private readonly changes: AsyncIterableIterator<Pushed>;

  constructor(
    private readonly installations: InstallationService,
    push: PushChannel,
    private readonly log: Logger,
  ) {
    this.changes = push.subscribe((event) => installationChanged.matches(event));
    void this.watch();
  }

  /** Call it before you check whether the installation is available, so that no change is missed in between. */
  add(installationId: string, end: End): void {
    this.ends.set(installationId, (this.ends.get(installationId) ?? new Set()).add(end));
  }

  remove(installationId: string, end: End): void {
    const ends = this.ends.get(installationId);
    ends?.delete(end);
    if (ends?.size === 0) this.ends.delete(installationId);
  }

  async close(): Promise<void> {
    await this.changes.return?.();
  }

  private async watch(): Promise<void> {
    for await (const pushed of this.changes) {
      const changed = pushed === RESYNC ? [...this.ends.keys()] : [pushed.installationId];
      await this.endUnavailable(changed.filter((id) => this.ends.has(id)));
    }
  }

  private async endUnavailable(installationIds: readonly string[]): Promise<void> {
    if (installationIds.length === 0) return;
    const available = await this.look(installationIds);
    for (const id of installationIds) {
      if (available.has(id)) continue;
      for (const end of this.ends.get(id) ?? []) end();
      this.ends.delete(id);
    }
  }

  /**
   * Retries while the database does not answer. If that takes too long, all subscriptions end, and clients that still
   * may can subscribe again.
   */
  private async look(installationIds: readonly string[]): Promise<Set<string>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.installations.available(installationIds);
      } catch (error) {
        if (attempt < LOOKS) {
          await sleep(LOOK_AGAIN_MS);
          continue;
        }
        this.log.warn({ err: error }, 'the installations of open subscriptions could not be looked at');
        return new Set();
      }
    }
  }
}
