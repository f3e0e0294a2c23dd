import { setTimeout as sleep } from 'node:timers/promises';

/** Does what it is asked for at once. While it is asked again and again, it does so once in `gapMs`, never twice at the same time. */
export class Pulse {
  private isAsked = false;
  private isBusy = false;
  private isStopped = false;

  constructor(
    private readonly act: () => Promise<void>,
    private readonly gapMs: number,
  ) {}

  /** It begins after this, so that it sees what was done before. */
  ask(): void {
    this.isAsked = true;
    if (!this.isBusy) void this.run();
  }

  stop(): void {
    this.isStopped = true;
  }

  private async run(): Promise<void> {
    this.isBusy = true;
    while (this.isAsked && !this.isStopped) {
      this.isAsked = false;
      await Promise.all([this.act(), sleep(this.gapMs, undefined, { ref: false })]);
    }
    this.isBusy = false;
  }
}
