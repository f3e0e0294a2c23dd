import { beforeAll, describe, expect, test } from 'vitest';
import { apiClient } from '../kit/api-clients.ts';
import type { TestClient } from '../kit/client.ts';
import { ConfigureMessageSenderDocument } from '../kit/generated/operations.ts';
import {
  callAs,
  DEFINITION,
  definitionWith,
  drop,
  senderAccount,
  senderIdOf,
  senderOf,
  stepOf,
  told,
} from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql, stored } from '../kit/stored.ts';
import { addAccount, COMPLETE } from '../kit/stories.ts';

const SITE = 'configures';
const qiao = useQiao();
let admin: TestClient;
let accountId: string;
let otherId: string;

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  ({ accountId } = await senderAccount(qiao, admin));
  const second = { ...COMPLETE, openIdFieldId: '100192', lastActivityFieldId: '100196' };
  ({ accountId: otherId } = await senderAccount(qiao, admin, second));
});

const configure = async (client: TestClient, messageSenderId: string, account: string) =>
  (await client.run(ConfigureMessageSenderDocument, { input: { messageSenderId, accountId: account } }))
    .configureMessageSender;

test('the sender trusts the account, Eloqua is told, and the campaign can be activated', async () => {
  const { instanceId } = await drop(qiao, SITE);
  const id = await senderIdOf(qiao, instanceId);
  const { messageSender, userErrors } = await configure(admin, id, accountId);
  expect(userErrors).toEqual([]);
  expect(messageSender).toMatchObject({
    id,
    instanceId,
    status: 'CONFIGURED',
    cause: null,
    account: { id: accountId },
    configuredBy: { name: 'Mei Lin' },
    upToDate: false,
  });
  await told(qiao, SITE, instanceId, false);
  expect(await stepOf(qiao, SITE, instanceId)).toMatchObject({
    recordDefinition: definitionWith('C_WeChat_OpenID_A11'),
  });
  expect(await senderOf(admin, id)).toMatchObject({ upToDate: true });
});

test("the step's own id will do, in either way of writing it", async () => {
  for (const write of [(id: string) => id, (id: string) => id.replaceAll('-', '').toUpperCase()]) {
    const { instanceId } = await drop(qiao, SITE);
    const { messageSender } = await configure(admin, write(instanceId), accountId);
    expect(messageSender).toMatchObject({ instanceId, status: 'CONFIGURED' });
  }
});

test('another account may take its place, and Eloqua finds the OpenID in the field of that one', async () => {
  const { instanceId } = await drop(qiao, SITE);
  await configure(admin, instanceId, accountId);
  await told(qiao, SITE, instanceId, false);
  const { messageSender } = await configure(admin, instanceId, otherId);
  expect(messageSender).toMatchObject({ account: { id: otherId }, upToDate: false });
  await told(qiao, SITE, instanceId, false);
  expect((await stepOf(qiao, SITE, instanceId))?.recordDefinition).toEqual(
    definitionWith('C_WeChat_OpenID_A21'),
  );
});

test('it heals what somebody changed in Eloqua behind our back', async () => {
  const { instanceId } = await drop(qiao, SITE);
  await configure(admin, instanceId, accountId);
  await told(qiao, SITE, instanceId, false);
  // What Eloqua would have if an older Qiao had told it.
  await qiao.services.marketing.call((await qiao.services.installations.idOfSite(SITE)) ?? '', (session) =>
    qiao.services.marketing.platform.saveSender(session, {
      instanceId,
      requiresConfiguration: true,
      openIdInternalName: null,
    }),
  );
  expect(await stepOf(qiao, SITE, instanceId)).toMatchObject({ recordDefinition: DEFINITION });
  await configure(admin, instanceId, accountId);
  await told(qiao, SITE, instanceId, false);
  expect((await stepOf(qiao, SITE, instanceId))?.recordDefinition).toEqual(
    definitionWith('C_WeChat_OpenID_A11'),
  );
});

test('a marketer configures, too; the audit trail has who, and what it was before', async () => {
  const { instanceId } = await drop(qiao, SITE);
  const marketer = await qiao.caller({ site: SITE, user: '18', role: 'marketer' });
  const { messageSender } = await configure(marketer, instanceId, accountId);
  expect(messageSender).toMatchObject({ status: 'CONFIGURED', configuredBy: { name: 'Grace Okafor' } });
  const entries = await sql(
    qiao,
    `select actor_kind, actor, before, after from audit_entry where action = 'configureMessageSender' and subject_id = $1`,
    [ownId(messageSender?.id ?? '')],
  );
  expect(entries).toEqual([
    {
      actor_kind: 'USER',
      actor: '18',
      before: { status: 'NEEDS_CONFIGURATION' },
      after: { status: 'CONFIGURED', cause: null, accountId: ownId(accountId), instanceId },
    },
  ]);
});

test('an API client configures with the scope alone: no access binds it, and it is shown nothing of the account', async () => {
  const { instanceId } = await drop(qiao, SITE);
  await sql(qiao, `update official_account set access_mode = 'SELECTED_USERS' where id = $1`, [
    ownId(otherId),
  ]);
  const { client } = await apiClient(qiao, admin, ['SENDERS_WRITE']);
  const { messageSender, userErrors } = await configure(client, instanceId, otherId);
  expect(userErrors).toEqual([]);
  expect(messageSender).toMatchObject({ status: 'CONFIGURED', account: null, campaign: null });
  expect(await senderOf(admin, messageSender?.id ?? '')).toMatchObject({
    account: { id: otherId },
    campaignName: 'Spring launch',
    configuredBy: null,
  });
  await sql(qiao, `update official_account set access_mode = 'ALL_USERS' where id = $1`, [ownId(otherId)]);
});

describe('is refused, and nothing changes, for', () => {
  const refused = async (client: TestClient, sender: string, account: string) => {
    const before = await stored(qiao);
    const { messageSender, userErrors } = await configure(client, sender, account);
    expect(messageSender).toBeNull();
    expect(await stored(qiao)).toEqual(before);
    return userErrors.map(({ code, path, message }) => ({ code, path, message }));
  };

  test('a sender or an account that does not exist, or belongs to another installation', async () => {
    const { instanceId } = await drop(qiao, SITE);
    const foreign = await qiao.caller({ site: 'foreign' });
    const theirs = await senderAccount(qiao, foreign);
    expect(await refused(foreign, instanceId, theirs.accountId)).toMatchObject([
      { code: 'NOT_FOUND', path: ['messageSenderId'] },
    ]);
    expect(await refused(foreign, await senderIdOf(qiao, instanceId), theirs.accountId)).toMatchObject([
      { code: 'NOT_FOUND', path: ['messageSenderId'] },
    ]);
    expect(await refused(admin, instanceId, theirs.accountId)).toMatchObject([
      { code: 'NOT_FOUND', path: ['accountId'] },
    ]);
    expect(await refused(admin, accountId, accountId)).toMatchObject([
      { code: 'NOT_FOUND', path: ['messageSenderId'] },
    ]);
  });

  test('a deleted sender', async () => {
    const { instanceId } = await drop(qiao, SITE);
    const id = await senderIdOf(qiao, instanceId);
    await callAs(qiao, SITE, 'delete', { params: { instance_id: instanceId } });
    expect(await refused(admin, id, accountId)).toMatchObject([
      { code: 'INVALID', path: ['messageSenderId'] },
    ]);
  });

  test('an account that is not ACTIVE', async () => {
    const { instanceId } = await drop(qiao, SITE);
    const draft = await addAccount(admin, {});
    expect(await refused(admin, instanceId, draft.id)).toMatchObject([
      { code: 'INVALID', path: ['accountId'], message: expect.stringContaining('requirements') },
    ]);
  });

  test('an administrator who is not on the access list, and is told how to get on it', async () => {
    const { instanceId } = await drop(qiao, SITE);
    await sql(qiao, `update official_account set access_mode = 'SELECTED_USERS' where id = $1`, [
      ownId(otherId),
    ]);
    const marketer = await qiao.caller({ site: SITE, role: 'marketer' });
    expect(await refused(admin, instanceId, otherId)).toMatchObject([
      { code: 'INVALID', path: ['accountId'], message: expect.stringContaining('updateAccess') },
    ]);
    expect(await refused(marketer, instanceId, otherId)).toMatchObject([
      { code: 'NOT_FOUND', path: ['accountId'] },
    ]);
    await sql(qiao, `update official_account set access_mode = 'ALL_USERS' where id = $1`, [ownId(otherId)]);
  });
});
