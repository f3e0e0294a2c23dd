import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt, importJWK, type JWK, SignJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestClient } from '../kit/client.ts';
import { ConfigureMessageSenderDocument, ViewerDocument } from '../kit/generated/operations.ts';
import { configuredStep, drop, openStep, senderAccount, senderIdOf, senderOf, told } from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql, storedButSignedCalls } from '../kit/stored.ts';
import { COMPLETE } from '../kit/stories.ts';

const SITE = 'opens';
const qiao = useQiao();
let admin: TestClient;
let hiddenId: string;
let usableId: string;
let instanceId: string;
let id: string;

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  ({ accountId: hiddenId } = await senderAccount(qiao, admin));
  const second = { ...COMPLETE, openIdFieldId: '100192', lastActivityFieldId: '100196' };
  ({ accountId: usableId } = await senderAccount(qiao, admin, second));
});

beforeEach(async () => {
  await access('ALL_USERS');
  ({ instanceId, id } = await configuredStep(qiao, admin, SITE, hiddenId));
  await access('SELECTED_USERS');
});

const access = (mode: 'ALL_USERS' | 'SELECTED_USERS') =>
  sql(qiao, 'update official_account set access_mode = $1 where id = $2', [mode, ownId(hiddenId)]);

const configure = async (client: TestClient, messageSenderId: string, accountId: string) =>
  (await client.run(ConfigureMessageSenderDocument, { input: { messageSenderId, accountId } }))
    .configureMessageSender;

const clientOf = (token: string): TestClient => {
  const client = new TestClient(`${qiao.url}/graphql`, token);
  qiao.onClose(() => client.close());
  return client;
};

describe('who opens a step in Eloqua that sends for an account they may not use', () => {
  test('sees the step without its account, also after the token was renewed', async () => {
    const { client, refresh } = await openStep(qiao, SITE, instanceId);
    for (const visitor of [client, await refresh()])
      expect(await senderOf(visitor, id)).toMatchObject({
        ...{ instanceId, status: 'CONFIGURED', cause: null, campaignName: 'Spring launch' },
        account: null,
      });
  });

  test('chooses an account that they may use, and Eloqua is told', async () => {
    const { client } = await openStep(qiao, SITE, instanceId);

    const { messageSender, userErrors } = await configure(client, id, usableId);

    expect(userErrors).toEqual([]);
    expect(messageSender).toMatchObject({
      ...{ status: 'CONFIGURED', account: { id: usableId } },
      configuredBy: { name: 'Grace Okafor' },
    });
    await told(qiao, SITE, instanceId, false);
  });

  test('sees nothing else of the account, and cannot choose or change it', async () => {
    const { client } = await openStep(qiao, SITE, instanceId);
    const before = await storedButSignedCalls(qiao);

    const { messageSender, userErrors } = await configure(client, id, hiddenId);

    expect([messageSender, userErrors]).toMatchObject([null, [{ code: 'NOT_FOUND', path: ['accountId'] }]]);
    const { data } = await client.ask<Record<string, unknown>, object>(
      `query($id: ID!) { node(id: $id) { id } officialAccount(id: $id) { id } officialAccounts { edges { node { id } } } }`,
      { id: hiddenId },
    );
    expect(data).toEqual({
      ...{ node: null, officialAccount: null },
      officialAccounts: { edges: [{ node: { id: usableId } }] },
    });
    const edited = await client.ask<unknown, object>(
      'mutation($id: ID!) { updateOfficialAccount(input: { accountId: $id, note: "mine" }) { userErrors { code } } }',
      { id: hiddenId },
    );
    expect(edited.errors).toHaveLength(1);
    expect(await storedButSignedCalls(qiao)).toEqual(before);
  });
});

describe('the step stays hidden', () => {
  test('from the same marketer with another token, and from one who opened another step', async () => {
    const { instanceId: another } = await drop(qiao, SITE);
    const { client } = await openStep(qiao, SITE, another);
    const byProvider = await qiao.caller({ site: SITE, user: '18', role: 'marketer' });
    await openStep(qiao, SITE, instanceId);

    for (const marketer of [client, byProvider]) {
      expect(await senderOf(marketer, id)).toBeNull();
      expect(await configure(marketer, id, usableId)).toMatchObject({
        messageSender: null,
        userErrors: [{ code: 'NOT_FOUND', path: ['messageSenderId'] }],
      });
    }
  });

  test('from another installation, whatever was opened there', async () => {
    await qiao.caller({ site: 'foreign' });
    const { instanceId: theirs } = await drop(qiao, 'foreign');
    const { client } = await openStep(qiao, 'foreign', theirs);

    expect(await senderOf(client, await senderIdOf(qiao, theirs))).toMatchObject({ instanceId: theirs });
    expect(await senderOf(client, id)).toBeNull();
  });

  test('from the token of another issuer that names the step, because only the signed call may open it', async () => {
    const claims = decodeJwt(await qiao.token({ site: SITE, user: '18', role: 'marketer' }));
    const key = JSON.parse(readFileSync(join(qiao.home, '.data', 'development-issuer.json'), 'utf8')) as JWK;
    const token = await new SignJWT({ ...claims, sender: ownId(id) })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(await importJWK(key, 'ES256'));
    const client = clientOf(token);
    expect((await client.run(ViewerDocument, {})).viewer).toMatchObject({ userId: '18', role: 'MARKETER' });
    expect(await senderOf(client, id)).toBeNull();
  });
});
