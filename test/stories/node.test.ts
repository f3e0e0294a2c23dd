import { beforeAll, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { logEvents } from '../kit/events.ts';
import {
  AuthorizationCompletedDocument,
  AuthorizeAccountDocument,
  CancelAuthorizationDocument,
  GetAuthorizationSessionDocument,
  GetInstallationDocument,
  GetNodeDocument,
  GetNodesDocument,
  GetOfficialAccountDocument,
  OfficialAccountChangedDocument,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql, stored } from '../kit/stored.ts';
import { addAccount, errorCodes, listening, openSession, sessionOf } from '../kit/stories.ts';

const qiao = useQiao();
let admin: TestClient;
/** One object of each kind that has a node, all of one installation. */
let ids: { installation: string; account: string; session: string };
beforeAll(async () => {
  admin = await qiao.caller({ site: 'acme' });
  const { installation } = await admin.run(GetInstallationDocument, {});
  const account = await addAccount(admin);
  const session = await openSession(admin, account.id);
  ids = { installation: installation.id, account: account.id, session: session.id };
});

const node = async (client: TestClient, id: string) => (await client.run(GetNodeDocument, { id })).node;

test('every object is found again by its id', async () => {
  expect(await node(admin, ids.installation)).toEqual({ __typename: 'Installation', id: ids.installation });
  expect(await node(admin, ids.account)).toEqual({ __typename: 'OfficialAccount', id: ids.account });
  expect(await node(admin, ids.session)).toEqual({ __typename: 'AuthorizationSession', id: ids.session });
});

test('several are found at once, in the order asked for, with null for what does not exist', async () => {
  const unknown = opaque('OfficialAccount:01890000-0000-7000-8000-000000000000');

  const { nodes } = await admin.run(GetNodesDocument, {
    ids: [ids.session, unknown, ids.account, 'nonsense', ids.account],
  });

  expect(nodes.map((found) => found?.id ?? null)).toEqual([
    ids.session,
    null,
    ids.account,
    null,
    ids.account,
  ]);
});

test('a hundred ids are answered, more are refused', async () => {
  const hundred = Array.from({ length: 100 }, () => ids.account);

  expect((await admin.run(GetNodesDocument, { ids: hundred })).nodes).toHaveLength(100);
  const answer = await admin.ask(GetNodesDocument, { ids: [...hundred, ids.account] });

  expect(errorCodes(answer)).toEqual(['BAD_USER_INPUT']);
  expect(answer.data).toBeNull();
});

test('a removed account is still answered', async () => {
  const { id } = await addAccount(admin);
  await sql(
    qiao,
    `update official_account set status = 'REMOVED', removed_at = now(), follower_data = 'ERASE' where id = $1`,
    [ownId(id)],
  );

  expect(await node(admin, id)).toEqual({ __typename: 'OfficialAccount', id });
});

test('what is not an id of an object is simply not found', async () => {
  const forged = [
    '',
    'abc',
    '../../etc/passwd',
    ownId(ids.account),
    `${ids.account}=`,
    opaque(`OfficialAccount:${ownId(ids.account).toUpperCase()}`),
    opaque(`OfficialAccount:${ownId(ids.account)}:`),
    opaque("OfficialAccount:' or true --"),
    opaque(`Credential:${ownId(ids.account)}`),
    opaque(`constructor:${ownId(ids.account)}`),
    opaque(`AuthorizationSession:${ownId(ids.account)}`),
    opaque('OfficialAccount:1'),
    opaque('AuditEntry:1'),
    opaque(`Campaign:${ownId(ids.account)}`),
  ];
  for (const id of forged) expect(await node(admin, id)).toBeNull();
});

test('a session exists for administrators only', async () => {
  const marketer = await qiao.caller({ site: 'acme', role: 'marketer' });

  expect(await node(marketer, ids.session)).toBeNull();
  expect(await marketer.run(GetAuthorizationSessionDocument, { id: ids.session })).toEqual({
    authorizationSession: null,
  });
  expect(await node(marketer, ids.account)).toEqual({ __typename: 'OfficialAccount', id: ids.account });
});

test('the ids of another installation do not exist for any query', async () => {
  const stranger = await qiao.caller({ site: 'elsewhere' });

  for (const id of Object.values(ids)) expect(await node(stranger, id)).toBeNull();
  expect(await stranger.run(GetNodesDocument, { ids: Object.values(ids) })).toEqual({
    nodes: [null, null, null],
  });
  expect(await stranger.run(GetOfficialAccountDocument, { id: ids.account })).toEqual({
    officialAccount: null,
  });
  expect(await stranger.run(GetAuthorizationSessionDocument, { id: ids.session })).toEqual({
    authorizationSession: null,
  });
});

test('the ids of another installation do not exist for any mutation', async () => {
  const stranger = await qiao.caller({ site: 'elsewhere' });
  const before = await stored(qiao);

  const { authorizeAccount } = await stranger.run(AuthorizeAccountDocument, {
    input: { accountId: ids.account },
  });
  const { cancelAuthorization } = await stranger.run(CancelAuthorizationDocument, {
    input: { sessionId: ids.session },
  });

  expect(authorizeAccount).toEqual({
    authorizationSession: null,
    userErrors: [expect.objectContaining({ code: 'NOT_FOUND', path: ['accountId'] })],
  });
  expect(cancelAuthorization).toEqual({
    authorizationSession: null,
    userErrors: [expect.objectContaining({ code: 'NOT_FOUND', path: ['sessionId'] })],
  });
  expect(await stored(qiao)).toEqual(before);
  expect((await sessionOf(admin, ids.session)).status).toBe('PENDING');
});

test('the ids of another installation do not exist for any subscription', async () => {
  const stranger = await qiao.caller({ site: 'elsewhere' });
  const own = await addAccount(stranger);

  const session = stranger.subscribe(AuthorizationCompletedDocument, { sessionId: ids.session });
  expect((await session.next()).value?.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  expect(await session.next()).toEqual({ done: true, value: undefined });

  const changes = await listening(qiao, 1, () =>
    stranger.subscribe(OfficialAccountChangedDocument, { accountIds: [ids.account, own.id] }),
  );
  await touch(ids.account);
  await touch(own.id);
  expect((await changes.next()).value?.data?.officialAccountChanged.accountId).toBe(own.id);
});

const opaque = (text: string): string => Buffer.from(text).toString('base64url');

/** Tells of a change as a writing transaction does. */
async function touch(accountId: string): Promise<void> {
  const id = ownId(accountId);
  const [account] = await sql(qiao, 'select installation_id from official_account where id = $1', [id]);
  const event = {
    id: '01890000-0000-7000-8000-000000000000',
    name: 'officialAccountChanged',
    payload: { accountId: id, kind: 'CHANGED', changedPaths: [] },
  };
  await logEvents(qiao.database.pool, String(account?.installation_id), [event]);
}
