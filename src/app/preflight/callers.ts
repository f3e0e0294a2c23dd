/** Why callers cannot log in, or `migrate` cannot make their login. */
import type pg from 'pg';
import { fail, Obstacle } from './finding.ts';
import { letCallersInSql, mayCreateRolesSql } from './roles.sql.ts';

/** Of roles, databases and passwords that PostgreSQL does not accept. */
const NOT_LET_IN = /^28/;
const NOT_ALLOWED = '42501';
const NO_TABLE = '42P01';
const NO_WAY_IN = /^permission denied for (database|schema) /;

/** What kept `migrate` from making the login; an error of another kind as it is. */
export async function callersObstacle(error: unknown, owner: pg.Client): Promise<unknown> {
  const { code = '', message } = error as { code?: string; message: string };
  if (code === NOT_ALLOWED) {
    const { rows } = await owner.query('select current_user as role');
    return new Obstacle(
      fail(
        `The login of callers must be made or mended, and the role “${rows[0].role}” may not: ${message}.`,
        `A superuser lets it do so:\n${mayCreateRolesSql(rows[0].role)}`,
      ),
    );
  }
  if (!NOT_LET_IN.test(code)) return error;
  return new Obstacle(
    fail(
      `PostgreSQL does not let the login of callers in: ${message}.`,
      'Its pg_hba.conf must have a line with `scram-sha-256` for that role, as for the owner.',
    ),
  );
}

/** What keeps a server or worker from working as the login of callers; an error of another kind as it is. */
export function lostCallersObstacle(error: unknown, url: string): unknown {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (code === NO_TABLE)
    return new Obstacle(
      fail(
        'The login of callers finds no table of Qiao: it may not use the schema “public”, or DATABASE_CALLER_URL names another database than DATABASE_URL.',
        `Give both the same host, port and database. Run \`npm run migrate\`; if that does not help, a superuser says in this database:\n${letCallersInSql(databaseOf(url))}`,
      ),
    );
  if (code === NOT_ALLOWED && NO_WAY_IN.test(message))
    return new Obstacle(
      fail(
        `PostgreSQL does not let the login of callers in: ${message}.`,
        'Run `npm run migrate`, which lets it in again.',
      ),
    );
  if (!NOT_LET_IN.test(code)) return error;
  return new Obstacle(
    fail(
      `PostgreSQL does not let the login of callers in, “${new URL(url).username}”: its password is another one, or the role is missing, as in a restored database.`,
      'Run `npm run migrate`, which makes it again.',
    ),
  );
}

const databaseOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));
