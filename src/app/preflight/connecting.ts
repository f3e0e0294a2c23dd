/** Why PostgreSQL cannot be reached, or lets nobody in. */
import pg from 'pg';
import { type Finding, fail, Obstacle } from './finding.ts';
import { createDatabaseSql } from './roles.sql.ts';

const CONNECT_TIMEOUT_MS = 10_000;

const FORM = 'Write it as postgres://user:password@host:5432/database';
const ENCODED = 'in the password, % is %25, @ is %40, : is %3A, / is %2F and # is %23';

/** Where a URL of a database leads, without its password. */
interface Place {
  readonly variable: string;
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly database: string;
}

/**
 * One connection, for as long as `work` takes.
 *
 * @throws {Obstacle} if it cannot be made; what `work` throws stays as it is
 */
export async function withConnection<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  variable = 'DATABASE_URL',
): Promise<T> {
  const client = await connect(url, variable);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

async function connect(connectionString: string, variable: string): Promise<pg.Client> {
  let client: pg.Client | undefined;
  try {
    client = new pg.Client({
      connectionString,
      application_name: 'qiao',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    // `work` gets the error of its statement.
    client.on('error', () => {});
    await client.connect();
    return client;
  } catch (error) {
    void client?.end().catch(() => {});
    const finding = connectingFinding(error, connectionString, variable);
    throw finding ? new Obstacle(finding) : error;
  }
}

/** Null: the error is of another kind. */
export function connectingFinding(error: unknown, url: string, variable = 'DATABASE_URL'): Finding | null {
  if (!(error instanceof Error)) return null;
  const place = placeOf(url, variable);
  if (!place) return fail(`${variable} cannot be read as a URL.`, `${FORM}; ${ENCODED}.`);
  const { code = '' } = error as { code?: string };
  return (BY_CODE[code] ?? BY_CODE[code.slice(0, 2)] ?? byMessage(error.message))?.(place, error) ?? null;
}

function placeOf(text: string, variable: string): Place | null {
  try {
    const url = new URL(text);
    const [user, database] = [url.username, url.pathname.slice(1)].map(decodeURIComponent) as [
      string,
      string,
    ];
    decodeURIComponent(url.password);
    const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '');
    return { variable, host, port: url.port || '5432', user, database: database || user };
  } catch {
    return null;
  }
}

type Explain = (place: Place, error: Error) => Finding;

const away: Explain = ({ variable, host, port }) =>
  fail(
    `PostgreSQL does not run at ${host}, port ${port} (${variable}): the connection is refused.`,
    'Start it, or correct the address. If it runs, its `listen_addresses` must have this one.',
  );
const silent: Explain = ({ variable, host, port }) =>
  fail(
    `Nothing answers at ${host}, port ${port} (${variable}).`,
    'Correct the address, or open the way to it: a firewall, a security group or a missing route is usual.',
  );
const unknownHost: Explain = ({ variable, host }) =>
  fail(`No machine is known as ${host} (${variable}).`, 'Correct the name, or the DNS of this machine.');
const certificate: Explain = ({ variable, host }, error) =>
  fail(
    `The certificate of PostgreSQL at ${host} (${variable}) is not accepted: ${error.message}.`,
    'Name the certificate of its authority in the URL: `?sslmode=verify-full&sslrootcert=/path/ca.pem`. The host in the URL must be one of the certificate.',
  );
const wrongPassword: Explain = ({ variable, user }) =>
  fail(
    `PostgreSQL does not accept the password of the role “${user}” (${variable}), or has no such role.`,
    `Correct the URL; ${ENCODED}.`,
  );
const noPassword: Explain = ({ variable, user }) =>
  fail(`PostgreSQL asks for the password of the role “${user}”, and ${variable} has none.`, `${FORM}.`);
const notLetIn: Explain = (place, error) =>
  /no encryption/.test(error.message)
    ? fail(
        `PostgreSQL at ${place.host} accepts only connections with TLS (${place.variable}).`,
        'Add `?sslmode=verify-full` to the URL, and `&sslrootcert=/path/ca.pem` if its authority is not a public one.',
      )
    : fail(
        `PostgreSQL at ${place.host} does not let the role “${place.user}” into the database “${place.database}” (${place.variable}): ${error.message}.`,
        'Its pg_hba.conf must have a line for them with `scram-sha-256`.',
      );
const noDatabase: Explain = ({ variable, host, user, database }) =>
  fail(
    `PostgreSQL at ${host} has no database “${database}” (${variable}).`,
    `Somebody who may create databases creates it:\n${createDatabaseSql(database, user)}`,
  );
const noTls: Explain = ({ variable, host }) =>
  fail(
    `PostgreSQL at ${host} does not offer TLS, and ${variable} demands it.`,
    'Switch its `ssl` on, or leave `sslmode` out where the way to it is safe.',
  );
const noFile: Explain = ({ variable }, error) => {
  const { path, address } = error as { path?: string; address?: string };
  return fail(
    `${variable} names a file that cannot be used: ${path ?? address ?? error.message}.`,
    'Correct `sslrootcert`, `sslcert` and `sslkey`, or the folder of the socket, and who may read it.',
  );
};
const full: Explain = ({ variable, host }, error) =>
  fail(
    `PostgreSQL at ${host} (${variable}) has no room for more: ${error.message}.`,
    'Free some disk, or raise `max_connections`; each server and worker of Qiao takes up to 50 connections.',
  );
const notYet: Explain = ({ variable, host }, error) =>
  fail(
    `PostgreSQL at ${host} (${variable}) is starting, stopping or recovering: ${error.message}.`,
    'Try again in a moment.',
  );
const notAllowed: Explain = ({ variable, user, database }) =>
  fail(
    `The role “${user}” may not connect to the database “${database}” (${variable}).`,
    `Its owner says: grant connect on database "${database}" to "${user}";`,
  );
const wrongOption: Explain = ({ variable }, error) =>
  fail(
    `PostgreSQL refuses what ${variable} asks for: ${error.message}.`,
    'Correct the parameters after the question mark of the URL.',
  );

/** By SQLSTATE, its class, or the system's code. */
const BY_CODE: Readonly<Record<string, Explain>> = {
  ECONNREFUSED: away,
  ETIMEDOUT: silent,
  EHOSTUNREACH: silent,
  EHOSTDOWN: silent,
  ENETUNREACH: silent,
  ECONNRESET: silent,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ENOENT: noFile,
  EACCES: noFile,
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate,
  CERT_HAS_EXPIRED: certificate,
  CERT_NOT_YET_VALID: certificate,
  ERR_TLS_CERT_ALTNAME_INVALID: certificate,
  '28P01': wrongPassword,
  '28000': notLetIn,
  '3D000': noDatabase,
  '42501': notAllowed,
  53: full,
  57: notYet,
  22: wrongOption,
  42: wrongOption,
  '08P01': wrongOption,
};

function byMessage(message: string): Explain | undefined {
  if (/timeout expired|Connection terminated/.test(message)) return silent;
  if (/does not support SSL/.test(message)) return noTls;
  if (/password must be a( non-empty)? string|empty password/.test(message)) return noPassword;
  if (/URI malformed/.test(message)) return wrongOption;
  return undefined;
}
