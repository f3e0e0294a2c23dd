import pino, { type DestinationStream, type Logger as PinoLogger } from 'pino';

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

/**
 * JSON lines on stderr; stdout belongs to what a command prints for people and scripts.
 *
 * Errors are logged by name, message and stack only: an exception of a driver or HTTP client may carry the request it
 * failed on, and with it a secret, so no other property of an error is ever written. Queries keep their parameters.
 */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino({ level, base: null, serializers: { err: describeError } }, destination);
}

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

// MikroORM and pg put the failing statement, values included, into further lines of the message.
const firstLine = (text: string): string => (text.split('\n')[0] ?? '').slice(0, 300);

const frames = (stack = ''): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n');
