import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseAt, withClient } from '../kit/database.ts';
import { stepsOf } from '../kit/docs-steps.ts';
import { withDatabase } from '../kit/global-setup.ts';
import { type Processes, startProcesses } from '../kit/processes.ts';
import { Program } from '../kit/program.ts';
import { sql } from '../kit/stored.ts';
import { authorized } from '../kit/stories.ts';
import { debianPostgres, type SystemPostgres, startSystemPostgres } from '../kit/system-postgres.ts';

/** Debian's PostgreSQL, set up word by word as docs/operations.md says. Costs some 10 s. */
const bin = debianPostgres();
let postgres: SystemPostgres;
let qiao: Processes;
const ENV = { NODE_ENV: 'production' };

/** The SQL that a superuser runs: for the owner and the database, and for the login of callers. */
const [OWNER = '', CALLERS = ''] = stepsOf('docs/operations.md', 'PostgreSQL and roles', 'sql');

beforeAll(async () => {
  if (!bin) return;
  postgres = await startSystemPostgres(bin);
  await psql(OWNER);
});
afterAll(async () => {
  await qiao?.close();
  await postgres?.stop();
});

/** As `sudo -u postgres psql` does. */
const psql = (text: string, database = 'postgres'): Promise<unknown> => {
  const url = withDatabase(postgres.superuserUrl, database);
  const lines = text
    .trim()
    .split('\n')
    .flatMap((line) => ['-c', line]);
  return promisify(execFile)(join(bin ?? '', 'psql'), ['-v', 'ON_ERROR_STOP=1', url, ...lines]);
};

function urlOf(database: string, role = 'qiao', password = 'choose-a-password'): string {
  const url = new URL(withDatabase(postgres.superuserUrl, database));
  [url.username, url.password] = [role, password];
  return url.href;
}

async function migrated(env: Record<string, string>): Promise<string> {
  const migrate = new Program('migrate', '/', { ...ENV, ...env });
  const code = await migrate.ended();
  return `${code} ${migrate.out}${migrate.errors}`.trim();
}

/** Connections to the database that some program of Qiao has, and those of them without TLS. */
const connections = async (): Promise<unknown> =>
  await sql(
    qiao,
    `select count(*) > 10 as several, count(*) filter (where not ssl)::int as plain
     from pg_stat_ssl join pg_stat_activity using (pid) where usename like 'qiao%' and datname = current_database()`,
  );

test.skipIf(!bin)(
  'migrate needs DATABASE_URL only; then server and worker run, all with TLS, and an account is authorized',
  async () => {
    const url = `${urlOf('qiao')}?sslmode=verify-full&sslrootcert=${postgres.certificate}`;
    expect(await migrated({ DATABASE_URL: url })).toBe('0 The database is up to date.');
    // It has made the login of callers, and needs the right no more.
    await psql('alter role qiao nocreaterole');
    expect(await migrated({ DATABASE_URL: url })).toBe('0 The database is up to date.');

    const superuserUrl = withDatabase(postgres.superuserUrl, 'qiao');
    qiao = await startProcesses({ database: databaseAt({ url, superuserUrl, drop: async () => {} }) });
    const { session } = await authorized(qiao, await qiao.caller());
    expect(session.status).toBe('COMPLETED');
    expect(await connections()).toEqual([{ several: true, plain: 0 }]);
    const [, major] = /(\d+)\/bin$/.exec(bin ?? '') ?? [];
    expect(await sql(qiao, `select current_setting('server_version_num')::int / 10000 as major`)).toEqual([
      { major: Number(major) },
    ]);

    const env = { ...qiao.env, DATABASE_URL: url };
    const second = new Program('server', qiao.home, env);
    const ring = `another:${randomBytes(32).toString('base64')}`;
    const stranger = new Program('worker', qiao.home, { ...env, SECRET_KEYS: ring });
    const doctor = new Program('doctor', qiao.home, env, undefined, ['--json']);
    expect([await second.ended(), await stranger.ended(), await doctor.ended()]).toEqual([1, 1, 0]);
    expect(doctor.errors).toBe('');
    expect(JSON.parse(doctor.out)).toMatchObject({ ok: true, checks: expect.any(Array) });
    expect(stranger.errors).toMatch(/^The key ring lacks key “development”, which sealed .+\n$/);
    expect(second.errors).toBe(
      `Port ${qiao.config.port} is taken. Stop what uses it, or choose another: PORT=4100 npm run server.\n`,
    );
  },
);

test.skipIf(!bin)(
  'without CREATEROLE, migrate prints the SQL of the page, and with it needs DATABASE_CALLER_URL',
  async () => {
    await psql(`create role plain login password 'plain'\ncreate database plain owner plain`);
    const DATABASE_URL = urlOf('plain', 'plain', 'plain');
    const refused = await migrated({ DATABASE_URL });
    expect(refused).toMatch(/^1 The role “plain” may not create roles/);
    // The role of tenants belongs to the whole server, and is there already.
    const [tenant = '', ...callers] = CALLERS.trim().split('\n');
    expect(tenant).toBe('create role qiao_tenant nologin;');
    for (const line of callers) expect(refused).toContain(line);

    await psql(callers.join('\n'));
    const DATABASE_CALLER_URL = urlOf('plain', 'qiao_callers', 'choose-another');
    expect(await migrated({ DATABASE_URL, DATABASE_CALLER_URL })).toBe('0 The database is up to date.');
    const { rows } = await withClient(DATABASE_CALLER_URL, (client) =>
      client.query('select count(*)::int as n from official_account'),
    );
    expect(rows).toEqual([{ n: 0 }]);
  },
);
