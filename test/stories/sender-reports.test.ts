import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import { CampaignsDocument } from '../kit/generated/operations.ts';
import { configuredStep, senderAccount } from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { hurry, outdateCatalogues, sql } from '../kit/stored.ts';

const SITE = 'reports';
const REPORTS = '/api/bulk/2.0/*';
const qiao = useQiao();
let admin: TestClient;
let accountId: string;

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  ({ accountId } = await senderAccount(qiao, admin));
});

interface Execution extends Record<string, unknown> {
  readonly status: string;
  readonly attempts: number;
  readonly contact_ids: string[] | null;
}
const executionOf = async (instanceId: string): Promise<Execution | undefined> => {
  const [row] = await sql<Execution>(
    qiao,
    `select e.status, e.attempts, e.contact_ids from sender_execution e join message_sender s on s.id = e.sender_id
     where s.instance_id = $1`,
    [instanceId],
  );
  return row;
};
const is = (instanceId: string, status: string) =>
  eventually(async () => (await executionOf(instanceId))?.status === status);

/** Contacts arrive at a step, and Eloqua does not take the first report. */
async function waiting(contactId: string) {
  const { instanceId } = await configuredStep(qiao, admin, SITE, accountId);
  await qiao.eloqua.fault({ path: REPORTS, times: 1, httpStatus: 503 });
  await qiao.eloqua.call('POST', `/_sandbox/message-senders/${instanceId}/notify`, {
    contactIds: [contactId],
  });
  await eventually(async () => (await executionOf(instanceId))?.attempts === 1);
  return instanceId;
}

const install = (set: string) => sql(qiao, `update installation set ${set} where site = '${SITE}'`);
const REPORTED = { status: 'REPORTED', attempts: 1, contact_ids: null };

test('a report that Eloqua did not take is made again, and then nothing is kept of the contacts', async () => {
  const instanceId = await waiting('501');
  expect(await executionOf(instanceId)).toEqual({ status: 'PENDING', attempts: 1, contact_ids: ['501'] });
  await hurry(qiao);
  await is(instanceId, 'REPORTED');
  expect(await executionOf(instanceId)).toEqual(REPORTED);
});

test.each([
  ['error', 'PENDING', 1, ['503']],
  ['warning', 'PARTLY_REPORTED', 0, null],
] as const)('a report that ends with %s leaves it %s', async (ended, status, attempts, contact_ids) => {
  const { instanceId } = await configuredStep(qiao, admin, SITE, accountId);
  await qiao.eloqua.fault({
    path: '/api/bulk/2.0/syncs/*',
    times: 1,
    body: { uri: '/syncs/1', status: ended },
  });
  await qiao.eloqua.call('POST', `/_sandbox/message-senders/${instanceId}/notify`, { contactIds: ['503'] });
  await eventually(async () => {
    const now = await executionOf(instanceId);
    return now?.status === status && now.attempts === attempts;
  });
  expect(await executionOf(instanceId)).toEqual({ status, attempts, contact_ids });
  if (status !== 'PENDING') return;
  await hurry(qiao);
  await is(instanceId, 'REPORTED');
});

test('no attempt is counted, and none is made, while the installation is not available; then it goes on', async () => {
  const instanceId = await waiting('502');
  await install(`status = 'UNAVAILABLE', connection_state = 'NOT_CONNECTED'`);
  await qiao.eloqua.forgetRequests();
  await hurry(qiao);
  await eventually(async () => (await reportJobs()) === 0);
  expect(await qiao.eloqua.requests(REPORTS)).toEqual([]);
  expect(await executionOf(instanceId)).toEqual({ status: 'PENDING', attempts: 1, contact_ids: ['502'] });

  await qiao.eloqua.reinstall(SITE);
  await is(instanceId, 'REPORTED');
  expect(await executionOf(instanceId)).toEqual(REPORTED);
});

test('a call that succeeds while reports do not leaves what waits to its time', async () => {
  const instanceId = await waiting('508');
  await later('sender.report');
  await sql(
    qiao,
    `with changed as (update message_sender set version = version + 1 where instance_id = $1 returning id, installation_id)
     select graphile_worker.add_job('sender.synchronize',
       json_build_object('payload', json_build_object('senderId', id), 'installationId', installation_id),
       job_key => 'sender.synchronize:' || id, run_at => now() + interval '1 hour') from changed`,
    [instanceId],
  );
  await qiao.eloqua.forgetRequests();
  expect(await connectionState()).toBe('FAILING');
  await outdateCatalogues(qiao, 2);
  await admin.run(CampaignsDocument, {});
  await eventually(async () => (await connectionState()) === 'CONNECTED');

  expect(await jobs('sender.report')).toEqual([{ running: false, due: false }]);
  expect(await jobs('sender.synchronize')).toEqual([{ running: false, due: false }]);
  expect(await qiao.eloqua.requests(REPORTS)).toEqual([]);
  await hurry(qiao);
  await is(instanceId, 'REPORTED');
  expect(await executionOf(instanceId)).toEqual(REPORTED);
});

describe('while Eloqua works on a report', () => {
  const begun = async () =>
    (await qiao.eloqua.requests('/api/bulk/2.0/syncs')).filter(({ method }) => method === 'POST').length;
  const lookNow = () =>
    sql(
      qiao,
      `update graphile_worker._private_jobs set run_at = now()
       where locked_at is null and payload #> '{payload,begun}' is not null`,
    );

  test('no worker waits for it: jobs look again, and do not report again', async () => {
    const { instanceId } = await configuredStep(qiao, admin, SITE, accountId);
    await qiao.eloqua.forgetRequests();
    await qiao.eloqua.withSettings({ syncMs: 600_000 }, async () => {
      for (let n = 0; n < 10; n += 1) {
        await qiao.eloqua.call('POST', `/_sandbox/message-senders/${instanceId}/notify`, {
          contactIds: [String(520 + n)],
        });
      }
      // More than a worker does at once.
      await eventually(async () => (await begun()) === 10);
    });
    await eventually(async () => (await jobs('sender.report')).every(({ running }) => !running));
    expect(await reportJobs()).toBe(10);
    await qiao.eloqua.fault({
      path: '/api/bulk/2.0/syncs/*',
      times: 10,
      body: { uri: '/syncs/1', status: 'success' },
    });
    await eventually(async () => {
      await lookNow();
      return (await reportJobs()) === 0;
    });

    const ended = await sql(
      qiao,
      `select distinct e.status, e.attempts from sender_execution e join message_sender s on s.id = e.sender_id
       where s.instance_id = $1`,
      [instanceId],
    );
    expect(ended).toEqual([{ status: 'REPORTED', attempts: 0 }]);
    expect(await begun()).toBe(10);
  });

  test('it is looked at five times; then the report is made again', async () => {
    const { instanceId } = await configuredStep(qiao, admin, SITE, accountId);
    await qiao.eloqua.withSettings({ syncMs: 600_000 }, async () => {
      await qiao.eloqua.forgetRequests();
      await qiao.eloqua.call('POST', `/_sandbox/message-senders/${instanceId}/notify`, {
        contactIds: ['541'],
      });
      await eventually(async () => {
        await lookNow();
        return (await executionOf(instanceId))?.attempts === 1;
      });
    });
    expect(await executionOf(instanceId)).toEqual({ status: 'PENDING', attempts: 1, contact_ids: ['541'] });
    const looks = (await qiao.eloqua.requests('/api/bulk/2.0/syncs/*')).filter(
      ({ method }) => method === 'GET',
    );
    // The first follows the report at once.
    expect(looks).toHaveLength(6);
    expect(await begun()).toBe(1);
    // Done at once, so that hurried looks never come too early.
    await qiao.eloqua.withSettings({ syncMs: 0 }, () =>
      eventually(async () => {
        await hurry(qiao);
        return (await executionOf(instanceId))?.status === 'REPORTED';
      }),
    );
    expect(await executionOf(instanceId)).toEqual(REPORTED);
  });
});

test('reports give way to jobs that somebody waits for', async () => {
  const instanceId = await waiting('545');
  const [job] = await sql(
    qiao,
    `select priority from graphile_worker._private_jobs where key like 'sender.report:%'`,
  );
  expect(job).toEqual({ priority: 10 });
  await hurry(qiao);
  await is(instanceId, 'REPORTED');
});

test('one that nobody tries any more is tried again by the daily job', async () => {
  const instanceId = await waiting('504');
  await sql(qiao, `delete from graphile_worker._private_jobs where key like 'sender.report:%'`);
  await tidy();
  await is(instanceId, 'REPORTED');
});

test('those that ended more than seven days ago are deleted by the daily job', async () => {
  const old = await waiting('505');
  await hurry(qiao);
  await is(old, 'REPORTED');
  const recent = await waiting('506');
  await hurry(qiao);
  await is(recent, 'REPORTED');
  const age = (instanceId: string, age: string) =>
    sql(
      qiao,
      `update sender_execution set ended_at = now() - $2::interval
       where sender_id = (select id from message_sender where instance_id = $1)`,
      [instanceId, age],
    );
  await age(old, '7 days 1 minute');
  await age(recent, '6 days 23 hours');
  await tidy();
  await eventually(async () => (await executionOf(old)) === undefined);
  expect(await executionOf(recent)).toMatchObject({ status: 'REPORTED' });
});

test('after an uninstalling nothing is kept of contacts that wait', async () => {
  const instanceId = await waiting('507');
  await qiao.eloqua.uninstall(SITE);
  expect(await executionOf(instanceId)).toEqual({ status: 'GIVEN_UP', attempts: 1, contact_ids: null });
  await qiao.eloqua.reinstall(SITE);
});

const reportJobs = async () =>
  (await sql(qiao, `select from graphile_worker._private_jobs where key like 'sender.report:%'`)).length;
/** Its jobs wait for an hour. */
const later = (task: string) =>
  sql(
    qiao,
    `update graphile_worker._private_jobs set run_at = now() + interval '1 hour' where key like $1 || ':%'`,
    [task],
  );
const jobs = (task: string) =>
  sql(
    qiao,
    `select locked_at is not null as running, run_at < now() + interval '50 minutes' as due
     from graphile_worker._private_jobs where key like $1 || ':%'`,
    [task],
  );
const connectionState = async () =>
  (await sql(qiao, `select connection_state as state from installation where site = '${SITE}'`))[0]?.state;
const tidy = () => sql(qiao, `select graphile_worker.add_job('sender.tidy-executions', '{}')`);
