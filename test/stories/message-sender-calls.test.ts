import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import {
  CAMPAIGN,
  callAs,
  configuredStep,
  DEFINITION,
  definitionWith,
  drop,
  senderAccount,
  senderIdOf,
  senderOf,
  stepOf,
  stepsOf,
  told,
} from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql, stored, storedBut, storedButSignedCalls, storedIn } from '../kit/stored.ts';
import { COMPLETE } from '../kit/stories.ts';

const SITE = 'calls';
const qiao = useQiao();
let admin: TestClient;
let accountId: string;

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  ({ accountId } = await senderAccount(qiao, admin));
});

const senders = () => sql(qiao, 'select * from message_sender order by id');
const definition = { recordDefinition: DEFINITION, requiresConfiguration: true };

describe('create', () => {
  test('adds a sender that needs configuration, and tells Eloqua so by its answer', async () => {
    const step = await drop(qiao, SITE);
    expect(step).toMatchObject(definition);
    expect(await senderOf(admin, await senderIdOf(qiao, step.instanceId))).toMatchObject({
      instanceId: step.instanceId,
      status: 'NEEDS_CONFIGURATION',
      cause: 'NEVER_CONFIGURED',
      campaignName: 'Spring launch',
      campaign: { name: 'Spring launch' },
      account: null,
      configuredBy: null,
      configuredAt: null,
      upToDate: true,
    });
  });

  test('twenty times at once adds one sender, and gives one answer', async () => {
    const before = await senders();
    const params = { instance_id: randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => callAs(qiao, SITE, 'create', { params, body: '{}' })),
    );
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/);
      expect(await answer.json()).toEqual(definition);
    }
    expect(await senders()).toHaveLength(before.length + 1);
  });

  test('of a step that is configured already answers how it is', async () => {
    const { instanceId } = await configuredStep(qiao, admin, SITE, accountId);
    const before = await senders();
    const answer = await callAs(qiao, SITE, 'create', { params: { instance_id: instanceId }, body: '{}' });
    expect(await answer.json()).toEqual({
      recordDefinition: definitionWith('C_WeChat_OpenID_A11'),
      requiresConfiguration: false,
    });
    expect(await senders()).toEqual(before);
  });
});

describe('a call is refused, and nothing is stored, when', () => {
  const step = { instance_id: randomUUID() };
  test.each([
    ['it is signed with another secret', 401, { params: step, secret: 'another' }],
    ['it is of another app', 404, { params: { ...step, app_id: randomUUID() } }],
    ['it is of a site where Qiao is not installed', 404, { params: { ...step, site_id: '1' } }],
    ['it names no step', 400, {}],
    ['its step id is invalid', 400, { params: { instance_id: '17' } }],
  ] as const)('%s', async (_why, status, call) => {
    for (const path of ['create', 'copy', 'delete', 'notify']) {
      const before = await storedButSignedCalls(qiao);
      const answer = await callAs(qiao, SITE, path, { body: '{}', ...call });
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ error: { requestId: expect.any(String) } });
      expect(await storedButSignedCalls(qiao)).toEqual(before);
    }
  });

  test.each(['create', 'copy'])('it is %s in a program, which may hold no contacts', async (path) => {
    const before = await storedButSignedCalls(qiao);
    const answer = await callAs(qiao, SITE, path, {
      params: { ...step, asset_type: 'Program' },
      body: '{}',
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { error: { message: 'This step works in campaigns only, not in programs.' } },
    ]);
    expect(await storedButSignedCalls(qiao)).toEqual(before);
  });

  test('it is not signed at all', async () => {
    const before = await stored(qiao);
    const answer = await fetch(`${qiao.url}/eloqua/message-sender/create?instance_id=${randomUUID()}`, {
      method: 'POST',
    });
    expect(answer.status).toBe(401);
    expect(await stored(qiao)).toEqual(before);
  });
});

describe('copy', () => {
  const copy = (instanceId: string) =>
    qiao.eloqua.call<{ instanceId: string; requiresConfiguration: boolean; recordDefinition: object }>(
      'POST',
      `/_sandbox/message-senders/${instanceId}/copy`,
      {},
    );

  test('of a configured step trusts the same account, and is ready', async () => {
    const original = await configuredStep(qiao, admin, SITE, accountId);
    const made = await copy(original.instanceId);
    expect(made).toMatchObject({
      requiresConfiguration: false,
      recordDefinition: definitionWith('C_WeChat_OpenID_A11'),
    });
    expect(await senderOf(admin, await senderIdOf(qiao, made.instanceId))).toMatchObject({
      status: 'CONFIGURED',
      cause: null,
      account: { id: accountId },
      campaignName: 'Copy of Spring launch',
      upToDate: true,
    });
  });

  test('of one that is not configured needs configuration', async () => {
    const made = await copy((await drop(qiao, SITE)).instanceId);
    expect(made).toMatchObject(definition);
    expect(await senderOf(admin, await senderIdOf(qiao, made.instanceId))).toMatchObject({
      status: 'NEEDS_CONFIGURATION',
      cause: 'COPIED',
    });
  });

  test('by somebody who may not use the account needs configuration', async () => {
    const original = await configuredStep(qiao, admin, SITE, accountId);
    await sql(qiao, `update official_account set access_mode = 'SELECTED_USERS' where id = $1`, [
      ownId(accountId),
    ]);
    const made = await copy(original.instanceId);
    await sql(qiao, `update official_account set access_mode = 'ALL_USERS' where id = $1`, [
      ownId(accountId),
    ]);
    expect(made).toMatchObject(definition);
  });

  test('of a step that Qiao does not know, and without a name of the original, needs configuration', async () => {
    for (const original of [randomUUID(), '']) {
      const params = { instance_id: randomUUID(), original_instance_id: original };
      const answer = await callAs(qiao, SITE, 'copy', { params, body: '{}' });
      expect(await answer.json()).toEqual(definition);
    }
  });

  test('twice changes nothing', async () => {
    const original = await configuredStep(qiao, admin, SITE, accountId);
    const params = { instance_id: randomUUID(), original_instance_id: original.instanceId };
    const first = await callAs(qiao, SITE, 'copy', { params, body: '{}' });
    const before = await senders();
    const second = await callAs(qiao, SITE, 'copy', { params, body: '{}' });
    expect(await second.json()).toEqual(await first.json());
    expect(await senders()).toEqual(before);
  });
});

describe('delete', () => {
  test.each(['DELETE', 'POST'] as const)('by %s keeps the record, and lists leave it out', async (method) => {
    await qiao.eloqua.call('POST', '/_sandbox/settings', { deleteMethod: method });
    const { instanceId, id } = await configuredStep(qiao, admin, SITE, accountId);
    const { httpStatus } = await qiao.eloqua.call<{ httpStatus: number }>(
      'POST',
      `/_sandbox/message-senders/${instanceId}/delete`,
      {},
    );
    expect(httpStatus).toBe(204);
    expect(await senderOf(admin, id)).toMatchObject({ status: 'DELETED', cause: null, upToDate: true });
  });

  test('again, and of a step that was never known, is accepted and does nothing', async () => {
    const { instanceId } = await drop(qiao, SITE);
    await callAs(qiao, SITE, 'delete', { params: { instance_id: instanceId } });
    for (const instance_id of [instanceId, randomUUID()]) {
      const before = await senders();
      expect((await callAs(qiao, SITE, 'delete', { params: { instance_id } })).status).toBe(204);
      expect(await senders()).toEqual(before);
    }
  });

  test('is taken back by a later create: the step is there, since Eloqua names it', async () => {
    const { instanceId } = await drop(qiao, SITE);
    const call = { params: { instance_id: instanceId }, body: '{}' };
    await callAs(qiao, SITE, 'delete', call);
    expect(await (await callAs(qiao, SITE, 'create', call)).json()).toEqual(definition);
    expect(await senderOf(admin, await senderIdOf(qiao, instanceId))).toMatchObject({
      status: 'NEEDS_CONFIGURATION',
      upToDate: true,
    });
  });
});

describe('notify', () => {
  const notify = (instanceId: string, items: object[], more: object = {}) =>
    callAs(qiao, SITE, 'notify', {
      params: { instance_id: instanceId, execution_id: '77' },
      body: JSON.stringify({ offset: 0, limit: 5000, count: items.length, hasMore: false, items, ...more }),
    });
  const executions = () =>
    sql(
      qiao,
      'select execution_id, contact_count as contacts, contact_ids, status from sender_execution order by id',
    );
  /** Contacts of other tests are being reported meanwhile: of arrivals only which there are. */
  const arrived = async () => {
    const others = await storedBut(qiao, 'sender_execution', 'signed_call', 'jobs');
    const { sender_execution } = await storedIn(qiao, 'sender_execution');
    return { ...others, arrivals: sender_execution.map(({ id }) => id).sort() };
  };
  const contacts = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ContactId: String(index + 1),
      Email: `contact${index}@customer.example`,
      OpenId: `o${String(index).padStart(27, '0')}`,
    }));

  test('lets contacts leave by the error path, and keeps nothing of them', async () => {
    const { instanceId } = await configuredStep(qiao, admin, SITE, accountId);
    const { executionId, statuses } = await qiao.eloqua.call<{ executionId: number; statuses: number[] }>(
      'POST',
      `/_sandbox/message-senders/${instanceId}/notify`,
      { contactIds: ['501', '502', '504'] },
    );
    expect(statuses).toEqual([204]);
    await eventually(async () => {
      const step = (await stepsOf(qiao, SITE)).find((one) => one.instanceId === instanceId);
      return JSON.stringify(step?.members).includes('"errored":3');
    });
    await eventually(async () => (await executions()).every(({ status }) => status === 'REPORTED'));
    expect(await executions()).toContainEqual({
      execution_id: String(executionId),
      contacts: 3,
      contact_ids: null,
      status: 'REPORTED',
    });
    const everything = JSON.stringify(await stored(qiao));
    expect(everything).not.toContain('@customer.example');
  });

  test('of 5,000 contacts is answered at once; the same again, in any order, changes nothing', async () => {
    const { instanceId } = await drop(qiao, SITE);
    const before = (await executions()).length;
    const items = contacts(5000);
    expect((await notify(instanceId, items)).status).toBe(204);
    expect((await notify(instanceId, items.toReversed())).status).toBe(204);
    expect(await executions()).toHaveLength(before + 1);
    expect((await executions()).at(-1)).toMatchObject({ contacts: 5000 });
  });

  test('in several chunks keeps each of them', async () => {
    const { instanceId } = await drop(qiao, SITE);
    const before = (await executions()).length;
    const [one, two] = [contacts(20).slice(0, 10), contacts(20).slice(10)];
    await notify(instanceId, one, { hasMore: true, totalResults: 20 });
    await notify(instanceId, two, { offset: 10, totalResults: 20 });
    expect((await executions()).slice(before)).toMatchObject([{ contacts: 10 }, { contacts: 10 }]);
  });

  test('of a step that was never known adds it, so that its contacts leave; of a deleted one does not bring it back', async () => {
    const { instanceId: unknown } = await drop(qiao, SITE);
    await sql(qiao, 'delete from message_sender where instance_id = $1', [unknown]);
    expect((await notify(unknown, contacts(1))).status).toBe(204);
    expect(await senderOf(admin, await senderIdOf(qiao, unknown))).toMatchObject({
      status: 'NEEDS_CONFIGURATION',
    });
    const { instanceId } = await drop(qiao, SITE);
    await callAs(qiao, SITE, 'delete', { params: { instance_id: instanceId } });
    expect((await notify(instanceId, contacts(1))).status).toBe(204);
    expect(await senderOf(admin, await senderIdOf(qiao, instanceId))).toMatchObject({ status: 'DELETED' });
  });

  test('with one contact among 5,000 that cannot be read takes the others', async () => {
    const { instanceId } = await drop(qiao, SITE);
    const items = contacts(5000).map((contact, index) =>
      index === 7 ? { ...contact, ContactId: '' } : contact,
    );
    expect((await notify(instanceId, items, { totalResults: '5000' })).status).toBe(204);
    expect((await executions()).at(-1)).toMatchObject({ contacts: 4999 });
  });

  test('without anybody is accepted and stores nothing', async () => {
    const { instanceId } = await drop(qiao, SITE);
    const before = await arrived();
    expect((await notify(instanceId, [], { totalResults: 0 })).status).toBe(204);
    expect(await arrived()).toEqual(before);
  });

  test.each([
    ['no JSON', 'x'],
    ['no list', '{}'],
    ['a contact without id', '{"items":[{"Email":"a@x.example"}]}'],
    ['an invalid id', '{"items":[{"ContactId":"1} "}]}'],
    ['more than 5,000 contacts', JSON.stringify({ items: contacts(5001) })],
    ['contacts that are left out', '{"items":[],"totalResults":3}'],
  ])('with %s is refused, and nothing is stored', async (_what, body) => {
    const { instanceId } = await drop(qiao, SITE);
    const before = await arrived();
    const params = { instance_id: instanceId, execution_id: '78' };
    const answer = await callAs(qiao, SITE, 'notify', { params, body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('@');
    expect(await arrived()).toEqual(before);
  });

  test('without an execution, or too large for anybody, is refused', async () => {
    const { instanceId } = await drop(qiao, SITE);
    const before = await arrived();
    const call = { params: { instance_id: instanceId }, body: JSON.stringify({ items: contacts(1) }) };
    expect((await callAs(qiao, SITE, 'notify', call)).status).toBe(400);
    const large = { ...call, body: ' '.repeat(4 * 1024 * 1024 + 1) };
    expect((await callAs(qiao, SITE, 'notify', large)).status).toBe(413);
    expect(await arrived()).toEqual(before);
  });
});

test('a campaign cannot be activated before its step is configured, and then it can', async () => {
  const { instanceId } = await drop(qiao, SITE, '17', '1236');
  const activate = () =>
    qiao.eloqua.call('POST', '/_sandbox/campaigns/1236/activate', { site: SITE }).then(
      () => 'activated',
      (error: Error) => error.message,
    );
  expect(await activate()).toContain('CANNOT_ACTIVATE');
  const id = await senderIdOf(qiao, instanceId);
  await qiao.services.messageSenders.configure(
    {
      requestId: randomUUID(),
      installationId: (await qiao.services.installations.idOfSite(SITE)) ?? '',
      caller: { kind: 'USER', userId: '17', role: 'MARKETER' },
    },
    ownId(id),
    ownId(accountId),
  );
  await told(qiao, SITE, instanceId, false);
  expect(await stepOf(qiao, SITE, instanceId)).toMatchObject({
    recordDefinition: definitionWith('C_WeChat_OpenID_A11'),
  });
  expect(await activate()).toBe('activated');
});

test('the campaign of a step is where Eloqua last said it stands', async () => {
  const instanceId = randomUUID();
  const call = (asset: string, name: string) =>
    callAs(qiao, SITE, 'create', {
      params: { instance_id: instanceId, asset_id: asset, asset_name: name },
      body: '{}',
    });
  const campaignOf = async () => {
    const sender = await senderOf(admin, await senderIdOf(qiao, instanceId));
    return [sender?.campaign?.id ?? null, sender?.campaignName];
  };
  await call('', '');
  expect(await campaignOf()).toEqual([null, null]);
  await call(CAMPAIGN, 'Spring launch');
  const [id, name] = await campaignOf();
  expect([ownId(id ?? ''), name]).toEqual([CAMPAIGN, 'Spring launch']);
  await call('', '');
  expect(await campaignOf()).toEqual([id, 'Spring launch']);
  await call(CAMPAIGN, 'Spring launch 2');
  expect(await campaignOf()).toEqual([id, 'Spring launch 2']);
});

test('COMPLETE maps the OpenID field that these tests expect', () => {
  expect(COMPLETE.openIdFieldId).toBe('100191');
});
