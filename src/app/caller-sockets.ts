import { callerKey } from '../kernel/context.ts';
import type { DomainEvent } from '../kernel/events.ts';
import type { Logger } from '../kernel/logger.ts';
import { type PushChannel, type Pushed, RESYNC } from '../kernel/push.ts';
import { callerChanged } from '../modules/callers/caller.events.ts';
import type { CallerService, SignedIn } from '../modules/callers/caller.service.ts';

/** Closes a socket; says why. */
type End = (reason: string) => void;

/** The callers of open sockets. Closes the sockets of those who are signed in no more, whichever server ended that. */
export class CallerSockets {
  private readonly open = new Map<string, Map<End, SignedIn>>();
  private readonly told: AsyncIterableIterator<Pushed>;

  constructor(
    private readonly callers: Pick<CallerService, 'endsOf'>,
    push: PushChannel,
    private readonly log: Logger,
  ) {
    this.told = push.subscribe((event: DomainEvent) => callerChanged.matches(event));
    void this.watch();
  }

  /**
   * Watches first and then checks, so that nothing is missed in between.
   *
   * @returns false if the caller was ended in the meantime; then the socket is not kept, and `end` was called
   */
  async add(signedIn: SignedIn, end: End): Promise<boolean> {
    const key = callerKey(signedIn.context);
    this.open.set(key, (this.open.get(key) ?? new Map<End, SignedIn>()).set(end, signedIn));
    const [reason] = await this.callers.endsOf([signedIn]);
    if (!reason) return true;
    this.remove(signedIn, end);
    end(reason);
    return false;
  }

  remove(signedIn: SignedIn, end: End): void {
    const key = callerKey(signedIn.context);
    const sockets = this.open.get(key);
    sockets?.delete(end);
    if (sockets?.size === 0) this.open.delete(key);
  }

  async close(): Promise<void> {
    await this.told.return?.();
  }

  private async watch(): Promise<void> {
    for await (const pushed of this.told) {
      if (pushed === RESYNC) await this.check([...this.open.values()].flatMap((sockets) => [...sockets]));
      else if (callerChanged.matches(pushed))
        await this.check([...(this.open.get(`${pushed.installationId} ${pushed.payload.id}`) ?? [])]);
    }
  }

  /** If callers cannot be checked, their sockets are closed; clients that are still signed in connect again. */
  private async check(sockets: readonly [End, SignedIn][]): Promise<void> {
    if (sockets.length === 0) return;
    const ends = await this.callers
      .endsOf(sockets.map(([, signedIn]) => signedIn))
      .catch((error: unknown) => {
        this.log.warn({ err: error }, 'the callers of open sockets could not be looked at');
        return sockets.map(() => 'Connect again.');
      });
    for (const [index, [end, signedIn]] of sockets.entries()) {
      const reason = ends[index];
      if (!reason) continue;
      this.remove(signedIn, end);
      end(reason);
    }
  }
}
