import type { Logger } from './logger.ts';

const GAP_MS = 60_000;
/** Kinds of messages that are remembered. */
const MOST = 1000;

interface Said {
  readonly at: number;
  left: number;
}

/** Logs what may repeat at each call at most once a minute for each key, with the number of times that it was left out. */
export class Seldom {
  private readonly said = new Map<string, Said>();

  constructor(
    private readonly log: Logger,
    private readonly now = () => performance.now(),
  ) {}

  warn(key: string, fields: Readonly<Record<string, unknown>>, message: string): void {
    this.say('warn', key, fields, message);
  }

  error(key: string, fields: Readonly<Record<string, unknown>>, message: string): void {
    this.say('error', key, fields, message);
  }

  private say(
    level: 'warn' | 'error',
    key: string,
    fields: Readonly<Record<string, unknown>>,
    message: string,
  ): void {
    const now = this.now();
    const before = this.said.get(key);
    if (before && now - before.at < GAP_MS) {
      before.left += 1;
      return;
    }
    if (this.said.size >= MOST) this.said.clear();
    this.said.set(key, { at: now, left: 0 });
    this.log[level]({ ...fields, ...(before?.left && { repeated: before.left }) }, message);
  }
}
