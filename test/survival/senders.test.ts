import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import { ConfigureMessageSenderDocument } from '../kit/generated/operations.ts';
import {
  breakTrust,
  configuredStep,
  definitionWith,
  drop,
  senderAccount,
  stepOf,
  told,
} from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { hurry, sql } from '../kit/stored.ts';

const SITE = 'survives';
const INSTANCES = '/api/cloud/1.0/actions/instances';
const qiao = useQiao();
let admin: TestClient;
let accountId: string;

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  ({ accountId } = await senderAccount(qiao, admin));
});
afterEach(() => qiao.eloqua.call('DELETE', '/_sandbox/faults', {}));

const fail = (path: string, fault: object) =>
  qiao.eloqua.call('POST', '/_sandbox/faults', { path: `${INSTANCES}${path}`, times: 1, ...fault });

const configure = (messageSenderId: string) =>
  admin.run(ConfigureMessageSenderDocument, { input: { messageSenderId, accountId } });

interface Put {
  readonly method: string;
  readonly path: string;
  readonly body: { readonly requiresConfiguration?: boolean };
}

/** What Eloqua was told of the step, in order. */
async function puts(instanceId: string): Promise<Put[]> {
  const { requests } = await qiao.eloqua.call<{ requests: Put[] }>(
    'GET',
    `/_sandbox/requests?path=${INSTANCES}/${instanceId}`,
  );
  return requests.filter(({ method }) => method === 'PUT');
}

const failuresOf = async (instanceId: string): Promise<number> => {
  const [row] = await sql<{ n: number }>(
    qiao,
    'select telling_failures as n from message_sender where instance_id = $1',
    [instanceId],
  );
  return row?.n ?? -1;
};

describe('Eloqua is told, however often it does not take it:', () => {
  test.each([
    // Once, it would be a token that has died: a new one is got, and nobody notices.
    ['', { httpStatus: 401, times: 2 }],
    ['', { httpStatus: 403 }],
    ['', { httpStatus: 404 }],
    ['', { httpStatus: 429 }],
    ['', { httpStatus: 500 }],
    ['', { reset: true }],
    ['', { reset: true, when: 'AFTER' }],
    ['the answer to the search: ', { html: true }],
    ['the answer to the search: ', { empty: true }],
    ['the answer to the search: ', { body: [] }],
    ['the answer to the search: ', { httpStatus: 500 }],
  ])('%s%o', async (which, fault) => {
    const { instanceId } = await drop(qiao, SITE);
    await fail(which === '' ? '/*' : '', fault);
    await configure(instanceId);
    await eventually(async () => (await failuresOf(instanceId)) === 1);
    await hurry(qiao);
    await told(qiao, SITE, instanceId, false);
    expect(await stepOf(qiao, SITE, instanceId)).toMatchObject({
      recordDefinition: definitionWith('C_WeChat_OpenID_A11'),
    });
    expect(await failuresOf(instanceId)).toBe(0);
  });
});

test('a change is sent once, and only the state at that moment', async () => {
  const { instanceId } = await configuredStep(qiao, admin, SITE, accountId);
  expect(await puts(instanceId)).toMatchObject([{ body: { requiresConfiguration: false } }]);
  await breakTrust(qiao, instanceId);
  await told(qiao, SITE, instanceId, true);
  expect(await puts(instanceId)).toMatchObject([
    { body: { requiresConfiguration: false } },
    { body: { requiresConfiguration: true } },
  ]);
});

test('what changes while Eloqua is away is told as it is when Eloqua is back', async () => {
  const { instanceId } = await configuredStep(qiao, admin, SITE, accountId);
  await fail('/*', { httpStatus: 503, times: 3 });
  await breakTrust(qiao, instanceId);
  await eventually(async () => (await failuresOf(instanceId)) === 1);
  await configure(instanceId);
  await breakTrust(qiao, instanceId);
  await eventually(async () => (await failuresOf(instanceId)) > 1);
  await qiao.eloqua.call('DELETE', '/_sandbox/faults', {});
  await hurry(qiao);
  await told(qiao, SITE, instanceId, true);
  expect((await puts(instanceId)).at(-1)).toMatchObject({ body: { requiresConfiguration: true } });
});

test('a change while Eloqua is being told waits for its turn, so that it arrives last', async () => {
  const { instanceId } = await configuredStep(qiao, admin, SITE, accountId);
  await fail('/*', { latencyMs: 1500 });
  await configure(instanceId);
  await eventually(async () => (await puts(instanceId)).length === 2);
  await breakTrust(qiao, instanceId);
  await eventually(async () => (await stepOf(qiao, SITE, instanceId))?.requiresConfiguration === false);
  expect(await puts(instanceId)).toHaveLength(2);
  await told(qiao, SITE, instanceId, true);
  expect(await puts(instanceId)).toHaveLength(3);
});

test('contacts that cannot be reported are given up after three days and 75 attempts, and nothing of them is kept', async () => {
  const { instanceId } = await configuredStep(qiao, admin, SITE, accountId);
  await qiao.eloqua.call('POST', '/_sandbox/faults', {
    path: '/api/bulk/2.0/contacts/syncactions',
    times: 100,
    httpStatus: 500,
  });
  await qiao.eloqua.call('POST', `/_sandbox/message-senders/${instanceId}/notify`, { contactIds: ['506'] });
  const status = async () => {
    const [row] = await sql<{ status: string; contact_ids: string[]; attempts: number }>(
      qiao,
      `select e.status, e.contact_ids, e.attempts from sender_execution e join message_sender s on s.id = e.sender_id
       where s.instance_id = $1`,
      [instanceId],
    );
    return row;
  };
  await eventually(async () => (await status())?.attempts === 1);
  expect(await status()).toMatchObject({ status: 'PENDING', contact_ids: ['506'] });
  const is = (attempts: number, age: string) =>
    sql(
      qiao,
      `update sender_execution set attempts = $1, received_at = now() - $2::interval where status = 'PENDING'`,
      [attempts, age],
    );
  const triedAgain = async (attempts: number) => {
    await hurry(qiao);
    await eventually(async () => (await status())?.attempts === attempts);
  };
  await is(74, '2 days 23 hours');
  await triedAgain(75);
  expect(await status()).toEqual({ status: 'PENDING', contact_ids: ['506'], attempts: 75 });
  // The connection was lost for most of the time.
  await is(73, '4 days');
  await triedAgain(74);
  expect(await status()).toEqual({ status: 'PENDING', contact_ids: ['506'], attempts: 74 });
  await triedAgain(75);
  expect(await status()).toEqual({ status: 'GIVEN_UP', contact_ids: null, attempts: 75 });
});

test('a step that Eloqua knows no more is deleted here, too', async () => {
  const { instanceId } = await configuredStep(qiao, admin, SITE, accountId);
  await fail('/*', { httpStatus: 404 });
  await fail('', { body: [] });
  await configure(instanceId);
  await eventually(async () => {
    const [row] = await sql(qiao, 'select status from message_sender where instance_id = $1', [instanceId]);
    return row?.status === 'DELETED';
  });
});
