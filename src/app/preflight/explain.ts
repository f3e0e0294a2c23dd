import { isOutage } from '../../kernel/outages.ts';
import { SecretsFault } from '../../kernel/secrets.ts';
import { ConfigError } from '../config.ts';
import { StartError } from '../data-folder.ts';

/** Of the operating system. */
interface SystemError extends Error {
  readonly code: string;
  readonly syscall?: string;
  readonly path?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

/** How the command is written with another port. */
const OTHER_PORT = 'PORT=4100 npm start (the sandbox uses the two ports after it)';

/**
 * What ends a process, in one sentence if an operator can cause it, with what to do; null if only a developer can.
 *
 * @param otherPort the command of this process with another port
 */
export function explain(error: unknown, otherPort = OTHER_PORT): string | null {
  if (error instanceof ConfigError || error instanceof StartError) return error.message;
  // The configuration has looked at SECRET_KEYS already.
  if (error instanceof SecretsFault && error.reason === 'BAD_KEY_RING')
    return `Qiao cannot use \`.data/secret-keys\`: ${error.message}. Put back what it contained, or remove it; then what it sealed is lost.`;
  const words = isSystemError(error)
    ? (ofListening(error, otherPort) ?? ofFiles(error) ?? ofPostgres(error))
    : null;
  if (words !== null) return words;
  if (error instanceof Error && isOutage(error))
    return `The database went away while Qiao was starting: ${firstLine(error)}. Start Qiao again when it is back.`;
  return null;
}

/** MikroORM adds the statement. */
const firstLine = ({ message }: Error): string => message.split('\n')[0] ?? '';

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

const notOfThisMachine = (host: string | undefined): string =>
  `HOST is “${host}”, which is no address of this machine. Use 127.0.0.1 behind a proxy on this machine, or 0.0.0.0 for all addresses.`;

/** What stands in the way of a server at its port. */
function ofListening(error: SystemError, otherPort: string): string | null {
  const { code, syscall, port, address } = error;
  if (code === 'EADDRINUSE' && port !== undefined)
    return `Port ${port} is taken. Stop what uses it, or choose another: ${otherPort}.`;
  if (syscall === 'getaddrinfo' && port === undefined && error.hostname !== undefined)
    return notOfThisMachine(error.hostname);
  // A socket of the file system has no port.
  if (syscall !== 'listen' || (port ?? 0) < 0 || address?.includes('/')) return null;
  if (code === 'EACCES')
    return `Port ${port} is for privileged users. Choose one from 1024 on, and put a proxy in front of it: ${otherPort}.`;
  if (code === 'EADDRNOTAVAIL') return notOfThisMachine(address);
  if (code === 'EAFNOSUPPORT' || code === 'EINVAL')
    return `This machine cannot listen on “${address}”, perhaps because IPv6 is off. Set HOST=0.0.0.0.`;
  return null;
}

/** What PostgreSQL refuses while nothing is wrong with the statement. */
function ofPostgres(error: SystemError): string | null {
  if (error.code === '53100')
    return `PostgreSQL's disk is full: ${firstLine(error)}. Free some of it; nothing that was committed is lost.`;
  const [what, cure] = POSTGRES_REASONS[error.code] ?? [];
  return what === undefined ? null : `PostgreSQL ${what}: ${firstLine(error)}. ${cure}`;
}

/** By SQLSTATE: what it says, and what to do. */
const POSTGRES_REASONS: Readonly<Record<string, readonly [what: string, cure: string]>> = {
  '25006': [
    'accepts no writes',
    'Put the address of the primary into DATABASE_URL. If that is the primary, its disk may be almost full: free some of it.',
  ],
  '53300': [
    'has no connection left',
    'Raise `max_connections`; each server and worker of Qiao takes up to 50 connections.',
  ],
  '55P03': ['gave up waiting for a lock', 'Try again when the other session has ended.'],
  '57014': [
    'ended a statement before it was done',
    'Take `statement_timeout` from the role of DATABASE_URL, and try again.',
  ],
};

/** Why a file could not be read or written. */
function ofFiles({ code, syscall, path, address = 'a file' }: SystemError): string | null {
  const file = `\`${path ?? address}\``;
  const reason = code === 'ENOENT' && syscall === 'mkdir' ? NO_PLACE : FILE_REASONS[code];
  return reason === undefined ? null : `Qiao cannot use ${file}: ${reason}`;
}

const NO_PERMISSION =
  'its user has no permission. Change the owner of the folder, or run Qiao as the user that it belongs to.';
/** Node.js says ENOENT where folders above it are made too, also if the file system is read-only. */
const NO_PLACE =
  'the file system is read-only, or the folder above it was removed. Run Qiao in a folder that can be written.';

const FILE_REASONS: Readonly<Record<string, string>> = {
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  EROFS: 'the file system is read-only. Run Qiao in a folder that can be written.',
  ENOSPC: 'the disk is full. Free some of it.',
  EDQUOT: 'the quota of disk is used up. Free some of it.',
  ENOTDIR: 'a part of the path is a file and no folder. Remove or rename it.',
  EEXIST: 'a file is there where a folder must be. Remove or rename it.',
  EISDIR: 'it is a folder and no file. Remove or rename it.',
  EMFILE: 'too many files are open. Raise the limit: `ulimit -n 65536`, or `LimitNOFILE=` of systemd.',
};
