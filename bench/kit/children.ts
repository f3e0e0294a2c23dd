import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running)
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      // It has ended.
    }
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

/** Ends a process with this one, whatever ends this one. */
export function endWithUs(pid: number | undefined): void {
  if (pid) running.add(pid);
}

/**
 * Runs a file of the benchmarks as a process of its own, through tsx. Resolves with its first message, which says that it
 * is ready.
 *
 * @param file relative to `bench/`
 */
export async function forkOne<T>(
  file: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ child: ChildProcess; ready: T }> {
  const child = fork(fileURLToPath(new URL(`../${file}`, import.meta.url)), {
    execArgv: ['--import', import.meta.resolve('tsx')],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
  });
  endWithUs(child.pid);
  return { child, ready: await nextMessage<T>(child) };
}

/** Sends a message to a process, and resolves with its next one. */
export function ask<T>(child: ChildProcess, message: Serializable): Promise<T> {
  const answer = nextMessage<T>(child);
  child.send(message);
  return answer;
}

/** Rejects if the process ends before. */
export async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const stop = new AbortController();
  const ended = once(child, 'exit', stop).then(([code]) => {
    throw new Error(`a process of the benchmark ended with ${code}`);
  });
  ended.catch(() => {});
  try {
    const [message] = (await Promise.race([once(child, 'message', stop), ended])) as [T];
    return message;
  } finally {
    stop.abort();
  }
}

/** Ends a process and waits until it has ended. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
