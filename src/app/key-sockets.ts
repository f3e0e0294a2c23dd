import type { DomainEvent } from '../kernel/events.ts';
import type { Logger } from '../kernel/logger.ts';
import { type PushChannel, type Pushed, RESYNC } from '../kernel/push.ts';
import type { ApiClientService } from '../modules/callers/api-client.service.ts';
import { apiKeyRevoked } from '../modules/callers/api-key.events.ts';

type End = () => void;

/** The open sockets of API clients. Closes them when any server revokes their key. */
export class KeySockets {
  private readonly ends = new Map<string, Set<End>>();
  private readonly revocations: AsyncIterableIterator<Pushed>;

  constructor(
    private readonly clients: ApiClientService,
    push: PushChannel,
    private readonly log: Logger,
  ) {
    this.revocations = push.subscribe((event: DomainEvent) => apiKeyRevoked.matches(event));
    void this.watch();
  }

  /**
   * Watches first and then checks, so that no revocation is missed in between.
   *
   * @returns false if the key was revoked in the meantime; then the socket is not kept
   */
  async add(keyId: string, end: End): Promise<boolean> {
    this.ends.set(keyId, (this.ends.get(keyId) ?? new Set()).add(end));
    if ((await this.clients.alive([keyId])).has(keyId)) return true;
    this.remove(keyId, end);
    return false;
  }

  remove(keyId: string, end: End): void {
    const ends = this.ends.get(keyId);
    ends?.delete(end);
    if (ends?.size === 0) this.ends.delete(keyId);
  }

  async close(): Promise<void> {
    await this.revocations.return?.();
  }

  private async watch(): Promise<void> {
    for await (const pushed of this.revocations) {
      if (pushed === RESYNC) await this.endRevoked();
      else if (apiKeyRevoked.matches(pushed)) this.endAll(pushed.payload.keyId);
    }
  }

  /**
   * After a gap in the events. If the keys cannot be checked, all sockets are closed; clients with a valid key connect
   * again.
   */
  private async endRevoked(): Promise<void> {
    const keyIds = [...this.ends.keys()];
    if (keyIds.length === 0) return;
    const alive = await this.clients.alive(keyIds).catch((error: unknown) => {
      this.log.warn({ err: error }, 'the keys of open sockets could not be looked at');
      return new Set<string>();
    });
    for (const keyId of keyIds) if (!alive.has(keyId)) this.endAll(keyId);
  }

  private endAll(keyId: string): void {
    for (const end of this.ends.get(keyId) ?? []) end();
    this.ends.delete(keyId);
  }
}
