import { afterAll, beforeAll } from 'vitest';
import { eventually } from './eventually.ts';
import { handles } from './handles.ts';

/** Files of one process come one after another: each leaves it as it found it, or fails. */
const before = {
  env: { ...process.env },
  directory: process.cwd(),
  listeners: {} as Record<string, number>,
  handles: 0,
};

beforeAll(() => {
  before.handles = handles();
  before.listeners = listeners();
});

afterAll(async () => {
  const left: string[] = [];
  const names = new Set([...Object.keys(before.env), ...Object.keys(process.env)]);
  for (const name of names)
    if (process.env[name] !== before.env[name]) left.push(`the environment variable ${name}`);
  if (process.cwd() !== before.directory) left.push('another working directory');
  for (const [name, count] of Object.entries(listeners()))
    if (count !== (before.listeners[name] ?? 0)) left.push(`a listener of the process for ${name}`);
  await eventually(() => handles() <= before.handles, 10_000).catch(() => {
    left.push('a server that listens or a child process that runs');
  });
  if (left.length > 0)
    throw new Error(`The file leaves ${left.join(', ')}: end it, or name the file *.apart.test.ts.`);
});

/** The handlers of signals and of uncaught errors. */
const listeners = () => {
  const names = process
    .eventNames()
    .map(String)
    .filter((name) => /^SIG|^un/.test(name));
  return Object.fromEntries(names.map((name) => [name, process.listenerCount(name)]));
};
