import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

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
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file} ended: ${code}`)));
  ended.catch(() => {});
  const [ready] = (await Promise.race([once(child, 'message'), ended])) as [T];
  return { child, ready };
}

/** Ends a process and waits until it has ended. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
