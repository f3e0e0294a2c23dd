import { ask, end, forkOne, nextMessage } from './children.ts';

export type Ask =
  | {
      readonly what: 'open';
      readonly url: string;
      /** Dealt out to the sockets; null: a server that knows no callers. */
      readonly tokens: readonly string[] | null;
      readonly query: string;
      readonly count: number;
    }
  | { readonly what: 'settle' }
  | { readonly what: 'listen' }
  | { readonly what: 'close' };

export interface Heard {
  /** When the last socket had its frame; milliseconds of the machine's clock. */
  readonly at: number;
  readonly frame: string;
}

/** Starts the process that has the sockets. */
export async function startSockets() {
  const { child } = await forkOne('kit/sockets-process.ts');
  const answer = <T>(what: Ask) => ask<T>(child, what);
  return {
    /** Resolves with the milliseconds until all were acknowledged. */
    open: (ask: Omit<Extract<Ask, { what: 'open' }>, 'what'>) => answer<number>({ what: 'open', ...ask }),
    /** Resolves when no more frames come, with whether each socket has had one since it was opened. */
    settled: () => answer<boolean>({ what: 'settle' }),
    /** Resolves when the sockets wait for frames; `heard` when each has had one. */
    async listen(): Promise<{ heard: Promise<Heard> }> {
      await answer({ what: 'listen' });
      return { heard: nextMessage<Heard>(child) };
    },
    closeAll: () => answer({ what: 'close' }),
    close: () => end(child),
  };
}
