import { globSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemContext } from '../../src/kernel/context.ts';
import { newId } from '../../src/kernel/ids.ts';
import { lockAppId } from '../../src/modules/connections/authorizer/authorizer.locks.ts';
import { asCaller, withClient } from '../kit/database.ts';
import { useDatabase } from '../kit/shared-database.ts';
import { newAppId, Rows } from '../modules/kit/rows.ts';
import { openWork } from '../modules/kit/work.ts';

/**
 * Somebody has found a way to run any SQL in a caller's transaction. The transaction has the installation of that caller
 * set. `docs/security.md` says what is left to them.
 */
const database = useDatabase();
let rows: Rows;
let own: string;
let ownAccount: string;
let foreign: string;
let foreignAccount: string;

beforeAll(async () => {
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
  own = await rows.installation();
  ownAccount = await rows.account(own);
  foreign = await rows.installation();
  foreignAccount = await rows.account(foreign);
});
afterAll(() => rows.client.end());

/** Each statement by itself; the answer of the last one. */
const attack = (...statements: string[]): Promise<pg.QueryResult> =>
  asCaller(database, async (client) => {
    await client.query('begin');
    await client.query(`select set_config('qiao.installation', $1, true)`, [own]);
    let answer = await client.query('select');
    for (const sql of statements) answer = await client.query(sql);
    await client.query('commit');
    return answer;
  });

async function expectRefusal(sql: string, refusal: string | RegExp): Promise<void> {
  const before = await rows.everything();
  await expect(attack(sql)).rejects.toThrow(refusal);
  expect(await rows.everything()).toEqual(before);
}

/** Until PostgreSQL 15, and since. */
const COPY_REFUSED = /must be superuser or have privileges of|permission denied to COPY to/;

describe('it cannot become anybody else', () => {
  test.each([
    ['set role qiao', 'permission denied to set role "qiao"'],
    ['set role qiao_tenant; select from credential', 'permission denied'],
    ['set role postgres', 'permission denied to set role "postgres"'],
    ['set session authorization qiao', 'permission denied to set session authorization "qiao"'],
    ['create role another', 'permission denied to create role'],
    [
      'alter role qiao_tenant bypassrls',
      /permission denied to alter role|must be superuser to change bypassrls/,
    ],
    [
      'grant qiao to qiao_tenant',
      /permission denied to grant role "qiao"|must have admin option on role "qiao"/,
    ],
    ['grant select on credential to qiao_tenant', 'permission denied for table credential'],
  ])('%s', expectRefusal);

  test.each(['reset role', 'set role none', 'reset session authorization', 'reset all'])(
    '%s leaves it what it is',
    async (sql) => {
      const who = `select session_user = current_user and current_user like 'qiao_caller_%' as same`;
      expect((await attack(sql, who)).rows).toEqual([{ same: true }]);
      expect((await attack(sql, 'select id from official_account')).rows).toEqual(
        sql === 'reset all' ? [] : [{ id: ownAccount }],
      );
    },
  );
});

describe('it cannot switch off what binds it', () => {
  test.each([
    ['alter table official_account disable row level security', 'must be owner'],
    ['create policy all_rows on official_account using (true)', 'must be owner'],
    ['drop policy tenant on official_account', 'must be owner'],
    ['set session_replication_role = replica', 'permission denied to set parameter'],
    ['create function mine() returns int language sql return 1', 'permission denied for schema public'],
    ['create table mine (id int)', 'permission denied for schema public'],
    ['create temporary table mine (id int)', 'permission denied to create temporary tables'],
    ['create schema mine', 'permission denied for database'],
    ['create extension dblink', 'permission denied to create extension'],
    ['create publication mine', 'permission denied for database'],
    ['alter function enqueue_job security invoker', 'must be owner'],
  ])('%s', expectRefusal);

  test('without row-level security, PostgreSQL answers nothing', async () => {
    await expect(attack('set row_security = off', 'select * from official_account')).rejects.toThrow(
      'query would be affected by row-level security policy',
    );
  });
});

describe('it reads nothing but rows of its installation', () => {
  test('whatever its conditions say', async () => {
    const all = await attack('select id from official_account where true or installation_id is not null');
    expect(all.rows).toEqual([{ id: ownAccount }]);
    expect((await attack(`select from installation where id = '${foreign}'`)).rowCount).toBe(0);
  });

  test.each([
    ['select * from pg_authid', 'permission denied for table pg_authid'],
    ['select * from pg_largeobject', 'permission denied for table pg_largeobject'],
    ['select * from pg_statistic', 'permission denied for table pg_statistic'],
    [`select pg_read_file('PG_VERSION')`, 'permission denied for function pg_read_file'],
    [`select pg_ls_dir('.')`, 'permission denied for function pg_ls_dir'],
    [`copy official_account to '/tmp/stolen'`, COPY_REFUSED],
    [`copy official_account to program 'cat'`, COPY_REFUSED],
    [`select lo_import('/etc/passwd')`, 'permission denied for function lo_import'],
    ['select * from caller_login', 'permission denied for table caller_login'],
    ['select count(*) from graphile_worker.jobs', 'permission denied for schema graphile_worker'],
  ])('%s', expectRefusal);

  test('what others do on the server is hidden, but for other callers', async () => {
    const secret = `select 'a secret of the owner'`;
    await withClient(database.url, async (owner) => {
      await owner.query(secret);
      const { rows: seen } = await attack(
        `select distinct query from pg_stat_activity where datname = current_database() and usename = 'qiao'`,
      );
      expect(seen).toEqual([{ query: '<insufficient privilege>' }]);
    });
  });
});

describe('it writes only what callers write', () => {
  const audit = (kind: string) =>
    `insert into audit_entry (installation_id, id, actor_kind, actor, action, subject_type, subject_id, request_id)
     values ('${own}', '${newId()}', '${kind}', 'job', 'connectAccount', 'OfficialAccount', '${ownAccount}', 'r')`;

  test('entries of the system are refused, those of users are not', async () => {
    await expectRefusal(
      audit('SYSTEM'),
      'new row violates row-level security policy "callers_are_not_the_system"',
    );
    expect((await attack(audit('USER'))).rowCount).toBe(1);
  });

  test.each([
    [`update installation set status = 'UNAVAILABLE'`, 'permission denied for table installation'],
    [`update installation set site = 'another'`, 'permission denied for table installation'],
    [`update official_account set app_id = 'wx0'`, 'permission denied for table official_account'],
    ['delete from official_account', 'permission denied for table official_account'],
    [`update audit_entry set actor = '18'`, 'permission denied for table audit_entry'],
    ['delete from audit_entry', 'permission denied for table audit_entry'],
    ['truncate official_account', 'permission denied for table official_account'],
    [`select setval('mine', 1)`, 'relation "mine" does not exist'],
  ])('%s', expectRefusal);

  test('its installation cannot become another, though it may lock it', async () => {
    await expectRefusal(
      `update installation set id = '${newId()}'`,
      'new row violates row-level security policy for table "installation"',
    );
    expect((await attack('select from installation for no key update')).rowCount).toBe(1);
  });
});

describe('it enqueues only what callers enqueue', () => {
  const job = (name: string, payload: object, key: string | null, priority = 0) =>
    `select enqueue_job('${name}', '${JSON.stringify(payload)}', null, ${key ? `'${key}'` : 'null'}, 1, ${priority})`;
  const review = (accountId: string, key = `review:${accountId}`, priority = 0) =>
    job('account.review', { accountId, dueAt: '2026-11-30T00:00:00.000Z' }, key, priority);
  const REFUSAL = 'callers may not enqueue this job';

  test('a review of its own account', async () => {
    await attack(review(ownAccount));
    const { rows: jobs } = await rows.client.query(
      'delete from graphile_worker._private_jobs returning key, payload',
    );
    expect(jobs).toEqual([
      { key: `review:${ownAccount}`, payload: expect.objectContaining({ installationId: own }) },
    ]);
  });

  test('not one of another, nor one that takes the place of another job, nor one before all others', async () => {
    await expectRefusal(review(foreignAccount), REFUSAL);
    await expectRefusal(review(ownAccount, `review:${foreignAccount}`), REFUSAL);
    await expectRefusal(review(ownAccount, 'secrets.reseal'), REFUSAL);
    await expectRefusal(review(ownAccount, undefined, -1), REFUSAL);
    await expectRefusal(job('account.review', { accountId: ownAccount }, null), REFUSAL);
  });

  test.each(['secrets.reseal', 'authorization.refresh', 'callback.delete-old', 'account.review-all', 'any'])(
    'not %s',
    (name) => expectRefusal(job(name, {}, name), REFUSAL),
  );
});

describe('it cannot hold up the system', () => {
  const locks = [
    [`select lock_until_commit('authorizer:wx0')`, 'permission denied for function lock_until_commit'],
    [
      `insert into transaction_lock values ('authorizer:wx0')`,
      'permission denied for table transaction_lock',
    ],
    ['lock table transaction_lock in share mode', 'permission denied for table transaction_lock'],
    ['lock table authorizer in access share mode', 'permission denied for table authorizer'],
    ['lock table official_account in access exclusive mode', 'permission denied for table official_account'],
    ['select from worker_session', 'permission denied for table worker_session'],
    [`select pg_reload_conf()`, 'permission denied for function pg_reload_conf'],
  ] as const;
  test.each(locks)('%s', expectRefusal);

  test('it cannot end the sessions of the owner', async () => {
    await withClient(database.url, async (owner) => {
      const { rows: found } = await owner.query('select pg_backend_pid() as pid');
      for (const how of ['pg_cancel_backend', 'pg_terminate_backend'])
        await expectRefusal(
          `select ${how}(${found[0].pid})`,
          /permission denied to|must be a member of the role whose/,
        );
      await owner.query('select');
    });
  });

  test('the system takes no lock that anybody may take', async () => {
    const taking = globSync('src/**/*.ts').filter((file) =>
      /pg_(try_)?advisory/.test(readFileSync(file, 'utf8')),
    );
    // While migrations run, and PostgreSQL starts, there are no callers.
    expect(taking.toSorted()).toEqual([
      'src/app/database.ts',
      'src/app/embedded-postgres/embedded-postgres.ts',
    ]);
  });

  test('two transactions of the system wait for each other', async () => {
    const { work, close } = await openWork(database.url);
    const [appId, order] = [newAppId(), [] as string[]];
    const ctx = systemContext(own, 'test', newId());
    const first = Promise.withResolvers<void>();
    const second = work.write(ctx, 'first', async ({ em }) => {
      await lockAppId(em, appId);
      await lockAppId(em, appId);
      const waiting = work.write(ctx, 'second', async (tx) => {
        await lockAppId(tx.em, appId);
        order.push('second');
      });
      // Another name is another lock.
      await work.write(ctx, 'other', (tx) => lockAppId(tx.em, newAppId()));
      order.push('first');
      first.resolve();
      return { waiting };
    });
    await first.promise;
    await (await second).waiting;
    expect(order).toEqual(['first', 'second']);
    expect((await rows.client.query('select from transaction_lock')).rowCount).toBe(0);
    await close();
  });
});

test('what hangs ends by itself', async () => {
  const shown = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'].map(
    (name) => `current_setting('${name}') as ${name}`,
  );
  expect((await attack(`select ${shown.join(', ')}`)).rows).toEqual([
    { statement_timeout: '30s', lock_timeout: '20s', idle_in_transaction_session_timeout: '30s' },
  ]);
});
