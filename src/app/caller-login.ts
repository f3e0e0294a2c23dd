/**
 * The login of callers' transactions. It is no owner, and a member of nothing but the tenant role, so SQL that somebody
 * injects there cannot become anybody else ([ADR 23](../../docs/adr/0023-callers-have-a-login-of-their-own.md)).
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { TENANT_ROLE } from '../kernel/tenancy.ts';
import { StartError } from './data-folder.ts';

interface CallerLogin {
  readonly name: string;
  readonly password: string;
}

/** Ends what hangs, later than the deadline of operations does. */
const TIMEOUTS = {
  idle_in_transaction_session_timeout: '30s',
  lock_timeout: '20s',
  statement_timeout: '30s',
};

const SELECT_LOGIN = 'select name, password from caller_login';
const WRONG_PASSWORD = '28P01';

/** The login that `migrate` has made; undefined if it has made none. Only the owner can read it. */
export async function readCallerLogin(
  execute: (sql: string) => Promise<CallerLogin[]>,
): Promise<CallerLogin | undefined> {
  const [login] = await execute(SELECT_LOGIN);
  return login;
}

/** The URL of the same database with another login. */
export function withLogin(url: string, { name, password }: CallerLogin): string {
  const changed = new URL(url);
  changed.username = name;
  changed.password = password;
  return changed.href;
}

/**
 * Makes the login, or what is missing of it: roles belong to the whole cluster, so a restored database may have none. Two
 * databases that were copied from each other share it.
 *
 * @param owner has CREATEROLE, and a lock that others who do the same to this database wait for
 */
export async function ensureCallerLogin(owner: pg.Client, url: string): Promise<void> {
  const login = await keptLogin(owner);
  const isThere = await findRole(owner, login);
  if (isThere === 'WHOLE' && (await canLogIn(withLogin(url, login)))) return;
  const role = pg.escapeIdentifier(login.name);
  const statements = [
    `set local password_encryption = 'scram-sha-256'`,
    ...(isThere ? [] : [`create role ${role}`]),
    `alter role ${role} login password ${pg.escapeLiteral(login.password)}`,
    `grant ${TENANT_ROLE} to ${role}${(await canWithholdSet(owner)) ? ' with inherit true, set false' : ''}`,
    `alter role ${role} reset all`,
    ...timeoutsOf(role),
  ];
  // One message is one transaction: nobody sees half of a role.
  await owner.query(statements.join(';')).catch(ignoreExisting);
  if (await canLogIn(withLogin(url, login))) return;
  throw new StartError(`PostgreSQL does not let ${login.name} log in. Its pg_hba.conf must allow it.`);
}

/** What ends the transactions of a login of callers that hang. */
export const timeoutsOf = (role: string): string[] =>
  Object.entries(TIMEOUTS).map(([name, value]) => `alter role ${role} set ${name} = '${value}'`);

/** Whether a member can be kept from becoming the role whose rights it has: since PostgreSQL 16. */
async function canWithholdSet(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query(`select current_setting('server_version_num')::int >= 160000 as can`);
  return rows[0]?.can;
}

async function keptLogin(owner: pg.Client): Promise<CallerLogin> {
  await owner.query('insert into caller_login (name, password) values ($1, $2) on conflict do nothing', [
    `qiao_caller_${randomBytes(6).toString('hex')}`,
    randomBytes(24).toString('base64url'),
  ]);
  const { rows } = await owner.query<CallerLogin>(SELECT_LOGIN);
  return rows[0] as CallerLogin;
}

async function findRole(owner: pg.Client, { name }: CallerLogin): Promise<'WHOLE' | 'DAMAGED' | null> {
  const { rows } = await owner.query<{ isWhole: boolean }>(
    `select rolcanlogin and coalesce(rolconfig, '{}') @> $2 and rolconfig <@ $2
       and pg_has_role(oid, '${TENANT_ROLE}', 'USAGE') as "isWhole"
     from pg_roles where rolname = $1`,
    [name, Object.entries(TIMEOUTS).map((setting) => setting.join('='))],
  );
  if (!rows[0]) return null;
  return rows[0].isWhole ? 'WHOLE' : 'DAMAGED';
}

async function canLogIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: 'qiao migrate' });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === WRONG_PASSWORD) return false;
    throw error;
  } finally {
    await client.end();
  }
}

/** Another database with the same login may be migrated at the same moment. */
function ignoreExisting(error: unknown): void {
  const { code } = error as { code?: string };
  if (code !== '42710' && code !== '23505') throw error;
}
