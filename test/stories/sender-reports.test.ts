import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { configuredStep, hurry, senderAccount } from '../kit/senders.ts';
import { sql } from '../kit/stored.ts';

const SITE = 'reports';
const REPORTS = '/api/bulk/2.0/*';
let qiao: Qiao;
let admin: TestClient;
let accountId: string;

beforeAll(async () => {
  qiao = await startQiao();
  admin = await qiao.caller({ site: SITE });
  ({ accountId } = await senderAccount(qiao, admin));
});
afterAll(() => qiao.close());

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
const tidy = () => sql(qiao, `select graphile_worker.add_job('sender.tidy-executions', '{}')`);
