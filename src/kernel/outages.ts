/**
 * SQLSTATE classes of a database that is away, full, shutting down or starting, that accepts no writes (because another server
 * has become the primary, or its disk is almost full), that lets Qiao's logins in no more, and of locks and transactions that it
 * gave up waiting for.
 */
const SQL_STATES = /^(08...|28...|53...|57P0[1-5]|55P03|25P03|25006|40001|40P01)$/;
/** Of the system, and where the keys of the identity provider cannot be read. */
const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
  'ERR_KEYS_UNAVAILABLE',
]);
/** Errors of pg without a code. */
const MESSAGES =
  /^(Connection terminated|timeout (exceeded|expired) when|Client has encountered a connection error|Client was closed)/;

/**
 * Whether an error says that something Qiao needs is away for now: the database, or the identity provider. Nothing is
 * wrong with the request, and it may be sent again.
 */
export function isOutage(error: unknown, depth = 5): boolean {
  if (!(error instanceof Error) || depth === 0) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (CODES.has(code) || SQL_STATES.test(code))) return true;
  if (MESSAGES.test(error.message)) return true;
  const { cause, previous, errors } = error as { cause?: unknown; previous?: unknown; errors?: unknown };
  const inner = [cause, previous, ...(Array.isArray(errors) ? errors : [])];
  return inner.some((one) => isOutage(one, depth - 1));
}
