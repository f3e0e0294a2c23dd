import { ConfigError } from '../app/config.ts';
import { StartError } from '../app/data-folder.ts';

/** Something to be ended when the process stops. Ended in the reverse order of starting. */
type Stop = () => Promise<unknown>;

const LONGEST_STOP_MS = 4500;

/**
 * Runs a process: `start` registers what must be stopped as it goes. A signal, or a failed start, stops whatever has been
 * started so far. Further signals add nothing: npm passes Ctrl-C on to a process that has had it from the terminal.
 */
export async function runProcess(start: (onStop: (stop: Stop) => void) => Promise<void>): Promise<void> {
  const stops: Stop[] = [];
  let stopping: Promise<void> | null = null;
  const stopAll = (): Promise<void> => {
    stopping ??= (async () => {
      for (const stop of stops.reverse())
        await stop().catch((error: unknown) => console.error(explain(error)));
    })();
    return stopping;
  };
  const onSignal = (): void => {
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    void stopAll().then(() => process.exit(0));
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    await start((stop) => void stops.push(stop));
  } catch (error) {
    console.error(explain(error));
    await stopAll();
    process.exit(1);
  }
}

/** One clear sentence where the person can do something; a stack where only a developer can. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StartError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return `Port ${error.port} is taken. Stop what uses it, or choose another: PORT=4100 npm start (the sandbox uses the two ports after it).`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
