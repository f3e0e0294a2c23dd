import pino, { type DestinationStream, type Logger as PinoLogger } from 'pino';
import { VERSION } from './version.ts';

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'child' | 'isLevelEnabled'>;

/** The program that writes: `qiao` is all of them in one process. */
export type ServiceName = 'qiao' | 'qiao-server' | 'qiao-worker';

/**
 * Logs JSON lines to stderr. Stdout is for what a command prints for people and scripts.
 *
 * Of an error, only name, message and stack are logged. An exception of a driver or HTTP client may contain the request
 * that failed, and a secret in it, so no other property is ever written. Parameters of queries are not logged.
 */
export function createLogger(
  level: string,
  destination: DestinationStream = pino.destination(2),
  service: ServiceName = 'qiao',
): Logger {
  return pino(
    {
      level,
      base: { service, version: VERSION },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
    },
    destination,
  );
}

/** Makes lines of the log of what libraries write to the console. Like of an error, little of it is kept. */
export function logConsole(log: Logger, target: Pick<Console, 'error' | 'warn' | 'trace'> = console): void {
  const write = (...parts: unknown[]): void =>
    log.warn({ library: parts.map(briefly).join(' ') }, 'a library wrote to the console');
  Object.assign(target, { error: write, warn: write, trace: write });
}

const briefly = (part: unknown): string => {
  if (part instanceof Error) return `${part.name}: ${firstLine(part.message)}`;
  return typeof part === 'string' ? firstLine(part) : typeof part;
};

interface ErrorDescription {
  name: string;
  message: string;
  code?: string;
  stack?: string;
}

export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { name: 'NotAnError', message: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { name: error.name, message: firstLine(error.message), ...code, stack: frames(error.stack) };
}

// MikroORM and pg add the failing statement, with its values, in further lines of the message.
const firstLine = (text: string): string => (text.split('\n')[0] ?? '').slice(0, 300);

const frames = (stack = ''): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n');
