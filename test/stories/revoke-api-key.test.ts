import { once } from 'node:events';
import type { Socket } from 'node:net';
import { print } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { CallerSockets } from '../../src/app/caller-sockets.ts';
import { compose, type Services } from '../../src/app/compose.ts';
import { startServer } from '../../src/app/server.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { type ApiClient, apiClient, revoke } from '../kit/api-clients.ts';
import { BothWays, codesOf } from '../kit/both-ways.ts';
import { TestClient } from '../kit/client.ts';
import { CRASH } from '../kit/events.ts';
import { eventually } from '../kit/eventually.ts';
import {
  AddOfficialAccountDocument,
  OfficialAccountChangedDocument,
  RevokeApiKeyDocument,
  ViewerDocument,
} from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { statementsOf } from '../kit/statements.ts';
import { ownId, sql, stored, storedIn } from '../kit/stored.ts';
import { addAccount, errorCodes } from '../kit/stories.ts';

/** Much less than the minute for which a server that was not told would believe what it knows. */
const SOON_MS = 20_000;

const qiao = useQiao();
let admin: TestClient;
/** Another server of the same Qiao: its own connections, its own sockets. */
let other: { url: string; services: Services };

beforeAll(async () => {
  admin = await qiao.caller();
  const log = createLogger('silent');
  const services = await compose(qiao.config, qiao.environment, log);
  qiao.onClose(() => services.close());
  const server = await startServer(services, { port: 0, sandbox: true }, log);
  qiao.onClose(() => server.close());
  other = { url: `http://localhost:${server.port}`, services };
});

/** A socket of the client at one of the servers, that watches accounts. */
async function watching(url: string, secret: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const closed = once(socket, 'close').then(([code]) => ({ code: code as number, at: Date.now() }));
  const messages: { type: string }[] = [];
  socket.on('message', (data) => void messages.push(JSON.parse(String(data)) as { type: string }));
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${secret}` } }));
  await eventually(() => messages.some(({ type }) => type === 'connection_ack'));
  const subscribe = (id: string, query: string, variables = {}) =>
    socket.send(JSON.stringify({ type: 'subscribe', id, payload: { query, variables } }));
  subscribe('1', print(OfficialAccountChangedDocument));
  return { socket, closed, messages, subscribe };
}

const asks = (url: string, { secret }: ApiClient) =>
  new TestClient(`${url}/graphql`, secret).ask(ViewerDocument, {});

async function expectRefused(url: string, key: ApiClient): Promise<void> {
  const answer = await asks(url, key);
  expect([answer.status, ...errorCodes(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  expect(answer.errors?.[0]?.message).toBe('This API key does not exist here, or was revoked.');
}

test('a revoked key is shown as such, and opens nothing any more', async () => {
  const key = await apiClient(qiao, admin);
  const revoked = await revoke(admin, key.apiKey.id);

  expect(revoked).toEqual({ ...key.apiKey, revokedAt: expect.stringMatching(/^\d{4}-/) });
  for (const url of [qiao.url, other.url]) await expectRefused(url, key);
  expect(await sql(qiao, 'select from api_key_digest where key_id = $1', [ownId(key.apiKey.id)])).toEqual([]);
});

test('a server that has recognized it asks the database no more; once revoked it is refused at once, by other servers as soon as they are told', async () => {
  const key = await apiClient(qiao, admin);
  for (const { push } of [qiao.services, other.services]) await eventually(() => push.isLive);
  for (const url of [qiao.url, other.url]) await asks(url, key);
  await eventually(async () => {
    const [stored] = await sql(qiao, 'select last_used_at from api_key where id = $1', [
      ownId(key.apiKey.id),
    ]);
    return stored?.last_used_at !== null;
  });
  expect(await statementsOf(qiao, () => key.client.ask('{ viewer { __typename } }'))).toBe(0);

  await revoke(admin, key.apiKey.id);
  const before = Date.now();
  await expectRefused(qiao.url, key);
  await eventually(async () => (await asks(other.url, key)).status === 401);
  expect(Date.now() - before).toBeLessThan(SOON_MS);
});

test('its open sockets are closed at once with 4403, on every server; those of other callers are not', async () => {
  const [key, bystander] = [await apiClient(qiao, admin), await apiClient(qiao, admin)];
  const theirs = [await watching(qiao.url, key.secret), await watching(other.url, key.secret)];
  const others = [
    await watching(qiao.url, bystander.secret),
    await watching(other.url, bystander.secret),
    await watching(other.url, await qiao.token()),
  ];
  const before = Date.now();

  await revoke(admin, key.apiKey.id);

  for (const { code, at } of await Promise.all(theirs.map(({ closed }) => closed))) {
    expect(code).toBe(4403);
    expect(at - before).toBeLessThan(SOON_MS);
  }
  await addAccount(admin);
  for (const { socket, messages } of others) {
    await eventually(() => messages.some(({ type }) => type === 'next'));
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.close();
  }
});

test('when Qiao is uninstalled every key of the installation is revoked, and its sockets are closed at once', async () => {
  const site = 'keysgo';
  const key = await apiClient(qiao, await qiao.caller({ site }));
  const bystander = await apiClient(qiao, admin);
  const theirs = [await watching(qiao.url, key.secret), await watching(other.url, key.secret)];
  const another = await watching(qiao.url, bystander.secret);
  const before = Date.now();

  await qiao.eloqua.uninstall(site);

  for (const { at } of await Promise.all(theirs.map(({ closed }) => closed)))
    expect(at - before).toBeLessThan(SOON_MS);
  expect(errorCodes(await asks(qiao.url, key))).toEqual(['UNAUTHENTICATED']);
  const stored = 'select place, revoked_at is not null as revoked from api_key where id = $1';
  expect(await sql(qiao, stored, [ownId(key.apiKey.id)])).toEqual([{ place: null, revoked: true }]);
  expect(await sql(qiao, 'select from api_key_digest where key_id = $1', [ownId(key.apiKey.id)])).toEqual([]);
  expect(another.socket.readyState).toBe(WebSocket.OPEN);
  another.socket.close();
});

test('then its users are refused, too: by other servers as soon as they are told, over HTTP and WebSocket', async () => {
  const site = 'usersgo';
  await qiao.caller({ site });
  const token = await qiao.token({ site });
  const operation = { query: '{ officialAccounts { totalCount } }' };
  const servers = await Promise.all(
    [qiao.url, other.url].map((url) => BothWays.open(`${url}/graphql`, token)),
  );
  const codes = async (ways: BothWays) =>
    [await ways.overHttp(operation), await ways.overWebSocket(operation)].flatMap(codesOf);
  for (const { push } of [qiao.services, other.services]) await eventually(() => push.isLive);
  for (const ways of servers) expect(await codes(ways)).toEqual([]);

  await qiao.eloqua.uninstall(site);

  const before = Date.now();
  for (const ways of servers)
    await eventually(
      async () => (await codes(ways)).join() === 'INSTALLATION_UNAVAILABLE,INSTALLATION_UNAVAILABLE',
    );
  expect(Date.now() - before).toBeLessThan(SOON_MS);
  for (const ways of servers) ways.close();
});

describe('a client that keeps its socket open regardless', () => {
  /** It does not even read that it shall close. `polite` shows when the server has heard of the revocation. */
  async function stubborn() {
    const key = await apiClient(qiao, admin, ['ACCOUNTS_READ', 'ACCOUNTS_WRITE']);
    const polite = await watching(qiao.url, key.secret);
    const deaf = await watching(qiao.url, key.secret);
    deaf.socket.pause();
    await revoke(admin, key.apiKey.id);
    await polite.closed;
    return deaf;
  }

  test('can do nothing with it', async () => {
    const { socket, closed, subscribe } = await stubborn();
    const before = await storedIn(qiao, 'official_account');

    subscribe('2', print(AddOfficialAccountDocument), { input: {} });
    socket.resume();
    await closed;
    // What the server may have begun for it is over when something that came later is.
    await asks(qiao.url, await apiClient(qiao, await qiao.caller({ site: 'later' })));

    expect(await storedIn(qiao, 'official_account')).toEqual(before);
  });

  test('is cut off', async () => {
    const { socket } = await stubborn();
    const connection = Reflect.get(socket, '_socket') as Socket;

    await eventually(() => {
      socket.ping();
      return connection.destroyed;
    });
  });
});

describe('nothing falls between', () => {
  test('a socket that was being opened while its key was revoked is closed too', async () => {
    for (let round = 0; round < 10; round += 1) {
      const key = await apiClient(qiao, admin);
      const socket = new WebSocket(`${other.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      const closed = once(socket, 'close').then(([code]) => code as number);
      await once(socket, 'open');
      socket.send(`{"type":"connection_init","payload":{"authorization":"Bearer ${key.secret}"}}`);
      await revoke(admin, key.apiKey.id);
      expect(await closed).toBe(4403);
    }
  });

  test('a socket whose key was revoked after it signed in, before it was watched, is not kept', async () => {
    const { callers, push } = other.services;
    const sockets = new CallerSockets(callers, push, createLogger('silent'));
    const key = await apiClient(qiao, admin);
    const signedIn = await callers.signIn(`Bearer ${key.secret}`, newId());
    await revoke(admin, key.apiKey.id);

    expect(await sockets.add(signedIn, () => {})).toBe(false);
    await sockets.close();
  });

  test('a revocation that a server could not hear of, its connection being broken, is made good', async () => {
    const key = await apiClient(qiao, admin);
    const bystander = await apiClient(qiao, admin);
    const theirs = await watching(other.url, key.secret);
    const untouched = await watching(other.url, bystander.secret);
    await sql(qiao, CRASH);
    await revoke(admin, key.apiKey.id);

    expect((await theirs.closed).code).toBe(4403);
    expect(untouched.socket.readyState).toBe(WebSocket.OPEN);
    untouched.socket.close();
  });
});

test('revoking again changes nothing', async () => {
  const { apiKey } = await apiClient(qiao, admin);
  const first = await revoke(admin, apiKey.id);
  const before = await stored(qiao);

  expect(await revoke(admin, apiKey.id)).toEqual(first);
  expect(await stored(qiao)).toEqual(before);
});

test('an unknown key, or one of another installation, does not exist', async () => {
  const foreign = await apiClient(qiao, await qiao.caller({ site: 'globex' }));
  const before = await stored(qiao);
  for (const apiKeyId of ['nonsense', foreign.apiKey.id, foreign.apiKey.prefix]) {
    const { revokeApiKey } = await admin.run(RevokeApiKeyDocument, { input: { apiKeyId } });
    expect(revokeApiKey).toMatchObject({
      apiKey: null,
      userErrors: [{ code: 'NOT_FOUND', message: 'There is no such API key.', path: ['apiKeyId'] }],
    });
  }
  expect(await stored(qiao)).toEqual(before);
  expect((await asks(qiao.url, foreign)).status).toBe(200);
});
