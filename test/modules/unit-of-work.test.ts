import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemContext } from '../../src/kernel/context.ts';
import { type DomainEvent, EventType } from '../../src/kernel/events.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { JobType } from '../../src/kernel/jobs.ts';
import type { Transaction, UnitOfWork } from '../../src/kernel/unit-of-work.ts';
import { OfficialAccount } from '../../src/modules/accounts/account/official-account.entity.ts';
import { storeMessages } from '../../src/modules/callbacks/inbox/inbox.repository.ts';
import { createDatabase, LOCK_WAITS, type TestDatabase, withClient } from '../kit/database.ts';
import { eventually } from '../kit/eventually.ts';
import { Rows } from './kit/rows.ts';
import { callerContext, openWork } from './kit/work.ts';

const renamed = new EventType<{ accountId: string }>('renamed');
/** By a name, and with a key, with which callers may enqueue it. */
const RENAMED_JOB: JobType<{ accountId: string }> = {
  name: 'account.review',
  payload: z.strictObject({ accountId: z.string() }),
  maxAttempts: 3,
};

let database: TestDatabase;
let rows: Rows;
let close: () => Promise<void>;
let work: UnitOfWork;
/** What a handler of the event does inside the transaction. */
let inside: (tx: Transaction, event: DomainEvent) => Promise<void> = async () => {};
/** What the work says that it has committed. */
let committed: DomainEvent[] = [];

beforeAll(async () => {
  database = await createDatabase();
  rows = new Rows(new pg.Client({ connectionString: database.superuserUrl }));
  await rows.client.connect();
  ({ work, close } = await openWork(
    database.url,
    [(tx, _ctx, event) => inside(tx, event)],
    (events) => void committed.push(...events),
  ));
});
afterEach(() => {
  inside = async () => {};
  committed = [];
});
afterAll(async () => {
  await close();
  await rows.client.end();
  await database.drop();
});

/** Changes the account, records, tells, enqueues: everything a write can do. */
async function rename(tx: Transaction, installationId: string, accountId: string): Promise<void> {
  const account = await tx.em.findOneOrFail(OfficialAccount, { id: accountId });
  account.description = 'after';
  tx.audit({ subjectType: 'OfficialAccount', subjectId: accountId, after: { description: 'after' } });
  tx.emit(renamed.create(installationId, { accountId }));
  await tx.enqueue(RENAMED_JOB, { accountId }, { key: `review:${accountId}` });
}

const jobs = async () =>
  (
    await rows.client.query<{ task: string; payload: unknown }>(
      `select t.identifier as task, j.payload, j.max_attempts from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`,
    )
  ).rows;

/** What others find in the log. */
const logged = async (installationId: string): Promise<DomainEvent[]> =>
  (
    await rows.client.query<DomainEvent>(
      `select id, name, installation_id as "installationId", payload from event_log where installation_id = $1
       order by number`,
      [installationId],
    )
  ).rows;

async function newAccount() {
  const installationId = await rows.installation();
  return { installationId, accountId: await rows.account(installationId, { description: 'before' }) };
}

describe('a write that ends well', () => {
  test('leaves the change, one audit entry, one job with the installation, and one event', async () => {
    const { installationId, accountId } = await newAccount();
    const ctx = callerContext(installationId);
    await work.write(ctx, 'renameAccount', (tx) => rename(tx, installationId, accountId));
    const stored = await rows.everything();
    expect(stored.official_account?.map((row) => JSON.parse(row))).toContainEqual(
      expect.objectContaining({ id: accountId, description: 'after' }),
    );
    expect(stored.audit_entry?.map((row) => JSON.parse(row))).toEqual([
      {
        installation_id: installationId,
        id: expect.any(String),
        at: expect.any(String),
        actor_kind: 'USER',
        actor: '17',
        action: 'renameAccount',
        subject_type: 'OfficialAccount',
        subject_id: accountId,
        before: null,
        after: { description: 'after' },
        request_id: ctx.requestId,
      },
    ]);
    const payload = { payload: { accountId }, installationId };
    expect(await jobs()).toEqual([{ task: 'account.review', payload, max_attempts: 3 }]);
    const events = [{ id: expect.any(String), name: 'renamed', installationId, payload: { accountId } }];
    expect(committed).toEqual(events);
    expect(await logged(installationId)).toEqual(events);
    await rows.client.query('delete from graphile_worker._private_jobs');
  });

  test('logs thousands of events, in their order', async () => {
    const { installationId } = await newAccount();
    const ids = Array.from({ length: 2000 }, (_, index) => `"\\${index}`);
    await work.write(callerContext(installationId), 'renameAccount', async (tx) => {
      for (const accountId of ids) tx.emit(renamed.create(installationId, { accountId }));
    });
    const told = await logged(installationId);
    expect(told.map(({ payload }) => (payload as { accountId: string }).accountId)).toEqual(ids);
  });

  test('tells nobody before it commits', async () => {
    const { installationId, accountId } = await newAccount();
    inside = async () => {
      // Others see neither it nor the change.
      expect([await logged(installationId), committed]).toEqual([[], []]);
      const { rows: seen } = await rows.client.query(
        'select description from official_account where id = $1',
        [accountId],
      );
      expect(seen).toEqual([{ description: 'before' }]);
    };
    await work.write(callerContext(installationId), 'renameAccount', async (tx) => {
      await rename(tx, installationId, accountId);
      tx.emit(renamed.create(installationId, { accountId }));
    });
    expect(await logged(installationId)).toHaveLength(2);
    expect(committed).toHaveLength(2);
    await rows.client.query('delete from graphile_worker._private_jobs');
  });

  test('may be changed further by a handler of its event, in the same transaction', async () => {
    const { installationId, accountId } = await newAccount();
    inside = async (tx) => {
      const account = await tx.em.findOneOrFail(OfficialAccount, { id: accountId });
      expect(account.description).toBe('after');
      account.description = 'after and handled';
    };
    await work.write(callerContext(installationId), 'renameAccount', (tx) =>
      rename(tx, installationId, accountId),
    );
    const { rows: seen } = await rows.client.query('select description from official_account where id = $1', [
      accountId,
    ]);
    expect(seen).toEqual([{ description: 'after and handled' }]);
    await rows.client.query('delete from graphile_worker._private_jobs');
  });
});

describe('a write that fails leaves nothing: no change, no audit entry, no job, no event', () => {
  type Failure = (tx: Transaction, installationId: string, accountId: string) => Promise<void>;
  const failures: readonly (readonly [string, Failure, string])[] = [
    [
      'by a throw at its end',
      async () => {
        throw new Error('on purpose');
      },
      'on purpose',
    ],
    [
      'by a throw of a handler, after the first event was handed out',
      async (tx, installationId, accountId) => {
        let handled = 0;
        inside = async () => {
          handled += 1;
          if (handled === 2) throw new Error('a handler failed');
        };
        tx.emit(renamed.create(installationId, { accountId }));
      },
      'a handler failed',
    ],
    [
      'by a constraint, when it is flushed',
      async (tx, _installationId, accountId) => {
        const account = await tx.em.findOneOrFail(OfficialAccount, { id: accountId });
        account.status = 'ACTIVE';
      },
      'official_account_active_is_complete',
    ],
    [
      'by a job whose payload does not fit its schema',
      async (tx) => {
        await tx.enqueue(RENAMED_JOB, { accountId: 1 } as never);
      },
      'expected string',
    ],
    [
      'by an audit entry that cannot be written',
      async (tx) => tx.audit({ subjectType: 'OfficialAccount', subjectId: 'not an id' }),
      'invalid input syntax for type uuid',
    ],
  ];

  test.each(failures)('%s', async (_how, fail, message) => {
    const { installationId, accountId } = await newAccount();
    const before = await rows.everything();
    const failing = work.write(callerContext(installationId), 'renameAccount', async (tx) => {
      await rename(tx, installationId, accountId);
      await fail(tx, installationId, accountId);
    });
    await expect(failing).rejects.toThrow(message);
    expect(await rows.everything()).toEqual(before);
    expect(await jobs()).toEqual([]);
    expect(committed).toEqual([]);
  });
});

test('a write adds its jobs in the order of their keys, so that writes do not wait for each other in a circle', async () => {
  const installationId = await rows.installation();
  const accountIds = [newId(), newId(), newId()];
  await work.write(systemContext(installationId, 'job', newId()), 'reviewAccounts', async (tx) => {
    for (const accountId of accountIds.toReversed())
      await tx.enqueue(RENAMED_JOB, { accountId }, { key: `review:${accountId}` });
  });
  expect((await jobs()).map(({ payload }) => payload)).toEqual(
    accountIds.map((accountId) => ({ payload: { accountId }, installationId })),
  );
  await rows.client.query('delete from graphile_worker._private_jobs');
});

describe('a job that a worker takes at the same moment is added once more: the worker may not see what was written', () => {
  async function whileTaken(key: string, add: () => Promise<unknown>): Promise<void> {
    await add();
    await withClient(database.superuserUrl, async (worker) => {
      await worker.query('begin');
      await worker.query(`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'worker'`);
      const again = add();
      await eventually(async () => ((await rows.client.query(LOCK_WAITS)).rowCount ?? 0) > 0);
      await worker.query('commit');
      await again;
    });
    const { rows: waiting } = await rows.client.query(
      'select key from graphile_worker._private_jobs where is_available',
    );
    expect(waiting).toEqual([{ key }]);
    await rows.client.query('delete from graphile_worker._private_jobs');
  }

  test('by a write', async () => {
    const installationId = await rows.installation();
    const accountId = newId();
    await whileTaken(`review:${accountId}`, () =>
      work.write(systemContext(installationId, 'job', newId()), 'reviewAccount', (tx) =>
        tx.enqueue(RENAMED_JOB, { accountId }, { key: `review:${accountId}` }),
      ),
    );
  });

  test('by messages that are stored', async () => {
    const at = new Date();
    const message = {
      sentAt: at,
      shard: 3,
      appId: 'wx1',
      query: {},
      body: '',
      arrivedAt: at,
      traceId: newId(),
    };
    await whileTaken('inbox:3', () =>
      work.platform((em) => storeMessages(em, 'inbox.drain', [{ ...message, dedupKey: newId() }])),
    );
  });
});

test('a read cannot write', async () => {
  const { installationId, accountId } = await newAccount();
  const sql = `update official_account set description = 'read' where id = '${accountId}'`;
  await expect(work.read(callerContext(installationId), (em) => em.execute(sql))).rejects.toThrow(
    'cannot execute UPDATE in a read-only transaction',
  );
});

test('a caller has a login of its own, the system is the owner; both work under their installation', async () => {
  const { installationId } = await newAccount();
  const who = `select current_user as role, nullif(current_setting('qiao.installation', true), '') as installation`;
  const asCaller = await work.read(callerContext(installationId), (em) => em.execute(who));
  const asSystem = await work.read(systemContext(installationId, 'test', newId()), (em) => em.execute(who));
  const asPlatform = await work.platform((em) => em.execute(who));
  const { rows: logins } = await rows.client.query('select name as role from caller_login');
  expect(asCaller).toEqual([{ ...logins[0], installation: installationId }]);
  const owner = new URL(database.url).username;
  expect(asSystem).toEqual([{ role: owner, installation: installationId }]);
  // A connection that served a tenant before is nobody's again.
  expect(asPlatform).toEqual([{ role: owner, installation: null }]);
});
