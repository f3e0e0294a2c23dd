import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Draining } from '../app/draining.ts';
import { explain } from '../app/preflight/explain.ts';

/** Something to stop when the process stops, in the reverse order of starting. */
type Stop = () => Promise<unknown>;
/** Throws if the process must stop already, so that a start goes no further. `stop` is called even then. */
export type OnStop = (stop: Stop) => void;

/** When there is no time left for what runs, connections are closed in this time. */
const CLOSE_MS = 1000;
/** How long a start that is under way may take to notice that it must stop. */
const NOTICE_MS = 3000;

/**
 * Runs a process. `start` registers what must be stopped. A signal or a failed start stops everything started so far.
 * Further signals have no effect: npm forwards Ctrl-C to a process that already received it from the terminal.
 *
 * A stopped process ends with 0; one that was stopped before it had started ends as by the signal, 130 for Ctrl-C.
 *
 * @param start sets the times of `draining`, which begins with the signal, as soon as it knows the configuration
 * @param otherPort how to start this process on another port, for the sentence about a port that is taken; default: `npm start`
 */
export async function runProcess(
  start: (onStop: OnStop, draining: Draining) => Promise<void>,
  otherPort?: string,
): Promise<void> {
  const draining = new Draining();
  const stops: Stop[] = [];
  const onStop = (stop: Stop): void => {
    stops.push(stop);
    draining.signal.throwIfAborted();
  };
  const stopAll = async (): Promise<void> => {
    for (let stop = stops.pop(); stop; stop = stops.pop())
      await stop().catch((error: unknown) => say(reasonOf(error)));
  };
  let hasStarted = false;
  const started = Promise.withResolvers<void>();
  const onSignal = async (signal: NodeJS.Signals): Promise<void> => {
    if (draining.isOn) return;
    draining.begin();
    const isQuiet = !hasStarted || signal === 'SIGHUP';
    // What was half started may miss what has stopped; a terminal that was closed takes no line.
    if (isQuiet) process.on('uncaughtException', () => {});
    const noticeMs = hasStarted ? 0 : NOTICE_MS;
    setTimeout(() => process.exit(1), noticeMs + draining.leftMs + CLOSE_MS).unref();
    await Promise.race([started.promise, sleep(NOTICE_MS)]);
    await stopAll();
    process.exit(hasStarted ? 0 : 128 + constants.signals[signal]);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    await start(onStop, draining);
    hasStarted = true;
    started.resolve();
  } catch (error) {
    started.resolve();
    // The signal's handler goes on.
    if (draining.isOn) return;
    say(reasonOf(error, otherPort));
    await stopAll();
    process.exit(1);
  }
}

/** For people: unlike the console, it never goes to the log. Scripts read only the standard output. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** One clear sentence if the user can fix the problem; a stack if only a developer can. */
const reasonOf = (error: unknown, otherPort?: string): string =>
  explain(error, otherPort) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
