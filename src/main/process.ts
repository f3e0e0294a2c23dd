import { ConfigError } from '../app/config.ts';
import { StartError } from '../app/data-folder.ts';

/** Something to stop when the process stops, in the reverse order of starting. */
type Stop = () => Promise<unknown>;
export type OnStop = (stop: Stop) => void;

const STOP_TIMEOUT_MS = 4500;

/**
 * Runs a process. `start` registers what must be stopped. A signal or a failed start stops everything started so far.
 * Further signals have no effect: npm forwards Ctrl-C to a process that already received it from the terminal.
 */
export async function runProcess(start: (onStop: OnStop) => Promise<void>): Promise<void> {
  const stops: Stop[] = [];
  let stopping: Promise<void> | null = null;
  const stopAll = (): Promise<void> => {
    stopping ??= (async () => {
      for (const stop of stops.reverse()) await stop().catch((error: unknown) => say(explain(error)));
    })();
    return stopping;
  };
  const onSignal = (): void => {
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    void stopAll().then(() => process.exit(0));
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    await start((stop) => void stops.push(stop));
  } catch (error) {
    say(explain(error));
    await stopAll();
    process.exit(1);
  }
}

/** For people: unlike the console, it never goes to the log. Scripts read only the standard output. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** One clear sentence if the user can fix the problem; a stack if only a developer can. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StartError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return `Port ${error.port} is taken. Stop what uses it, or choose another: PORT=4100 npm start (the sandbox uses the two ports after it).`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
