import { afterAll, beforeAll, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import { ConfigureMessageSenderDocument } from '../kit/generated/operations.ts';
import { type Processes, startProcesses } from '../kit/processes.ts';
import { breakTrust, configuredStep, drop, senderAccount, stepOf, stepsOf, told } from '../kit/senders.ts';
import { hurry, sql } from '../kit/stored.ts';

const SITE = 'survives';
let qiao: Processes;
let admin: TestClient;
let accountId: string;
beforeAll(async () => {
  qiao = await startProcesses();
  admin = await qiao.caller({ site: SITE });
  ({ accountId } = await senderAccount(qiao, admin));
});
afterAll(() => qiao.close());

/** The dead worker's right to tell has run out. */
const passLease = (instanceId: string) =>
  sql(qiao, 'update message_sender set telling_lease = now() where instance_id = $1', [instanceId]);

test('a worker that is killed while it tells leaves a sender that another tells of, as it is then', async () => {
  const { instanceId } = await drop(qiao, SITE);
  await qiao.eloqua.fault({
    path: `/api/cloud/1.0/actions/instances/*`,
    times: 1,
    latencyMs: 60_000,
    when: 'AFTER',
  });
  await admin.run(ConfigureMessageSenderDocument, { input: { messageSenderId: instanceId, accountId } });
  await eventually(async () => (await stepOf(qiao, SITE, instanceId))?.requiresConfiguration === false);
  await qiao.worker.kill();
  await breakTrust(qiao, instanceId);
  await passLease(instanceId);
  await qiao.worker.start();
  await eventually(async () => {
    await hurry(qiao);
    return (await stepOf(qiao, SITE, instanceId))?.requiresConfiguration === true;
  });
  await told(qiao, SITE, instanceId, true);
});

test('a worker that is killed while it reports contacts leaves them to another', async () => {
  const { instanceId } = await configuredStep(qiao, admin, SITE, accountId);
  await qiao.eloqua.call('POST', '/_sandbox/faults', {
    path: '/api/bulk/2.0/syncs',
    times: 1,
    latencyMs: 60_000,
  });
  await qiao.eloqua.call('POST', `/_sandbox/message-senders/${instanceId}/notify`, { contactIds: ['505'] });
  const reports = () =>
    sql(
      qiao,
      `select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where locked_at is not null and t.identifier = 'sender.report'`,
    );
  await eventually(async () => (await reports()).length === 1);
  await qiao.worker.kill();
  await qiao.eloqua.call('DELETE', '/_sandbox/faults', {});
  await qiao.worker.start();
  await eventually(async () => {
    await hurry(qiao);
    const step = (await stepsOf(qiao, SITE)).find((one) => one.instanceId === instanceId);
    return JSON.stringify(step?.members).includes('"errored":1');
  });
});
