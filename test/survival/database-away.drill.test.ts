import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { migrate } from '../../src/app/database.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/app/embedded-postgres/embedded-postgres.ts';
import type { TestClient } from '../kit/client.ts';
import { databaseAt } from '../kit/database.ts';
import { sampleOne } from '../kit/depth.ts';
import { eventually } from '../kit/eventually.ts';
import {
  AuthorizationCompletedDocument,
  AuthorizeAccountDocument,
  GetOfficialAccountDocument,
  OfficialAccountChangedDocument,
} from '../kit/generated/operations.ts';
import { type HeldCall, type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { connectionOf, settled, sql } from '../kit/stored.ts';
import {
  accountOf,
  addAccount,
  authorizeAs,
  authorized,
  COMPLETE,
  listening,
  openSession,
  sessionOf,
} from '../kit/stories.ts';
import {
  callAs,
  confirm,
  exchangesOf,
  expectWorkingTokens,
  healthOf,
  type Prepared,
  passLeases,
  prepare,
  tokenOf,
} from './kit.ts';

const LONG = 180_000;

/** The way to PostgreSQL. While it is shut nobody gets in, so that an outage lasts as long as the test needs. */
interface Door {
  readonly url: string;
  shut(): Promise<void>;
  open(): Promise<void>;
}

async function openDoor(databaseUrl: string): Promise<Door> {
  const url = new URL(databaseUrl);
  const target = Number(url.port);
  let server: Server;
  const listen = async (port: number) => {
    server = createServer((client: Socket) => {
      const upstream = connect(target, '127.0.0.1');
      upstream.on('error', () => {}).on('close', () => client.destroy());
      client.on('error', () => {}).on('close', () => upstream.destroy());
      client.pipe(upstream).pipe(client);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  url.port = String(port);
  return {
    url: url.href,
    // Who is inside stays until PostgreSQL itself ends the connection.
    shut: async () => void server.close(),
    open: async () => void (await listen(port)),
  };
}

let folder: string;
let postgres: EmbeddedPostgres;
let door: Door;
let calls: HeldCalls;
let qiao: Qiao;
const logged: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qiao-away-'));
  postgres = await startEmbeddedPostgres({ dataDir: folder, durable: false });
  await migrate(postgres.url, 5);
  door = await openDoor(postgres.url);
  calls = await holdCalls();
  qiao = await startQiao({
    database: databaseAt({ url: door.url, superuserUrl: postgres.superuserUrl, drop: () => postgres.stop() }),
    ...calls.between,
    logTo: { write: (line: string) => void logged.push(line) },
  });
  await qiao.wechat.settings({ authorizationEventTries: 100, authorizationEventRetryMs: 100 });
}, LONG);
afterEach(() => calls.letGo());
afterAll(async () => {
  await door.shut();
  await qiao.close();
  await calls.close();
  rmSync(folder, { recursive: true, force: true });
});

const readiness = async () => {
  const response = await fetch(`${qiao.url}/readyz`);
  return [response.status, await response.json()];
};
const READY = [
  200,
  {
    status: 'ok',
    database: 'ok',
    migrations: 'ok',
    draining: false,
    wechat: expect.objectContaining({ state: 'OK' }),
  },
];
const NOT_READY = [
  503,
  {
    status: 'unavailable',
    reason: 'The database does not answer.',
    database: 'unavailable',
    migrations: 'unknown',
    draining: false,
  },
];

/** PostgreSQL restarts, and for Qiao it is away until `meanwhile` has ended. */
async function outage<T>(mode: 'fast' | 'immediate', meanwhile: () => Promise<T>): Promise<T> {
  await door.shut();
  await postgres.restart(mode);
  try {
    return await meanwhile();
  } finally {
    await door.open();
    await eventually(async () => (await readiness())[0] === 200);
  }
}

/** The server's subscribers: the same object stands for the same subscription. */
const subscribers = (): Set<unknown> => Reflect.get(qiao.services.push, 'subscribers');

/** The code that the database, PostgreSQL's words or our own code would give away. */
const TELLTALE = /select|insert|connect|ECONN|terminat|postgres|\.ts|\.js|stack|127\.0\.0\.1/i;
const AWAY = 'Qiao is not available for a moment. Try again.';

describe.each(sampleOne('database-away', ['fast', 'immediate'] as const))(
  'PostgreSQL restarts (%s)',
  { timeout: LONG },
  (mode) => {
    test('while a session waits for its scan: the same subscription is told, once', async () => {
      const admin = await qiao.caller({ site: `${mode} waiting` });
      const { id } = await addAccount(admin, COMPLETE);
      const session = await openSession(admin, id);
      const { appId } = await qiao.wechat.account();
      const page = await qiao.wechat.openLaunchPage(session.launchUrl);
      const before = new Set(subscribers());
      const stream = await listening(qiao, 1, () =>
        admin.subscribe(AuthorizationCompletedDocument, { sessionId: session.id }),
      );
      const told = stream.next();
      const listener = [...subscribers()].find((each) => !before.has(each));

      // The event comes while nothing can be stored, and is pushed until it is.
      const scanned = await outage(mode, async () => {
        const scan = qiao.wechat.scan(page, appId, { follow: false });
        const tried = async () => (await pushesOf(appId)) > 1;
        await eventually(tried);
        expect(subscribers().has(listener)).toBe(true);
        return { scan };
      });

      await scanned.scan;
      expect((await told).value?.data?.authorizationCompleted.status).toBe('COMPLETED');
      expect(await stream.next()).toEqual({ done: true, value: undefined });
      expect(await accountOf(admin, id)).toMatchObject({ status: 'ACTIVE', appId });
    });

    test('while codes are exchanged: each session is completed, with tokens that work', async () => {
      calls.hold('api_query_auth');
      calls.hold('api_get_authorizer_info');
      const sessions: (Prepared & { code: string })[] = [];
      const held = { meanwhile: [] as HeldCall[], after: [] as HeldCall[] };
      for (const when of ['meanwhile', 'after'] as const) {
        for (const api of ['api_query_auth', 'api_get_authorizer_info']) {
          const session = await prepare(qiao, `${mode} ${api} ${when}`);
          const code = await confirm(qiao, session);
          sessions.push({ ...session, code });
          const exchange = await calls.find('api_query_auth', code);
          if (api !== 'api_query_auth') await exchange.answer();
          held[when].push(api === 'api_query_auth' ? exchange : await calls.find(api, session.appId));
        }
      }

      await outage(mode, () => Promise.all(held.meanwhile.map((call) => call.answer())));
      await Promise.all(held.after.map((call) => call.answer()));
      calls.letGo();
      await passLeases(qiao);

      const ends = await Promise.all(sessions.map(async ({ ended }) => (await ended).status));
      expect(ends).toEqual(sessions.map(() => 'COMPLETED'));
      await settled(qiao);
      const asked = await exchangesOf(qiao);
      for (const { code, appId } of sessions) {
        expect(asked.get(code)?.length).toBeLessThanOrEqual(2);
        expect(await connectionOf(qiao, appId)).toMatchObject({ tokenVersion: 1, revision: 1 });
        await expectWorkingTokens(qiao, appId);
      }
    });

    test("while WeChat's answer is on its way: it is kept as soon as it can be, and no code is asked for twice", async () => {
      calls.hold('api_query_auth');
      const byEvent = await prepare(qiao, `${mode} answer, event`);
      const codes = [await confirm(qiao, byEvent)];
      const byRedirect = await prepare(qiao, `${mode} answer, redirect`);
      const scan = { event: 'NEVER', follow: false } as const;
      const { redirectUrl } = await qiao.wechat.scan(byRedirect.page, byRedirect.appId, scan);
      void fetch(redirectUrl ?? '').catch(() => null);
      codes.push(new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '');
      const held = await Promise.all(codes.map((code) => calls.find('api_query_auth', code)));

      await outage(mode, async () => {
        await Promise.all(held.map((call) => call.answer()));
        // Each has found that the database is away.
        for (const { id } of [byEvent, byRedirect])
          await eventually(() => logged.some((line) => line.includes(id)));
      });

      for (const { admin, sessionId } of [byEvent, byRedirect])
        await eventually(async () => (await sessionOf(admin, sessionId)).status === 'COMPLETED');
      calls.letGo();
      await settled(qiao);
      const asked = await exchangesOf(qiao);
      expect(codes.map((code) => asked.get(code)?.length)).toEqual([1, 1]);
      for (const { appId } of [byEvent, byRedirect]) await expectWorkingTokens(qiao, appId);
    });

    test('while a token is refreshed: the account works again when the lease has run out', async () => {
      const admin = await qiao.caller({ site: `${mode} refresh` });
      const { accountId, appId } = await authorized(qiao, admin);
      await settled(qiao);
      await sql(qiao, 'update credential set access_token_usable_until = null where app_id = $1', [appId]);
      calls.hold('api_authorizer_token');
      const asking = callAs(qiao, appId).then(
        () => 'works',
        () => 'fails',
      );
      const call = await calls.find('api_authorizer_token', appId);

      await qiao.wechat.withSettings({ rotateRefreshTokenOnRefresh: true }, () =>
        outage(mode, async () => {
          await call.answer();
          expect(await asking).toBe('fails');
        }),
      );
      calls.letGo();
      expect(await tokenOf(qiao, appId)).toMatchObject({ version: 1, leased: true });
      await sql(qiao, 'update credential set refresh_lease = now() where app_id = $1', [appId]);

      await callAs(qiao, appId);
      expect(await tokenOf(qiao, appId)).toEqual({ version: 2, usable: true, leased: false, failing: false });
      expect(await healthOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', state: 'VALID' });
    });

    test('and callers learn nothing about it in the meantime; then everything works again', async () => {
      const admin = await qiao.caller({ site: `${mode} asking` });
      const { id } = await addAccount(admin, COMPLETE);
      const session = await openSession(admin, id);
      const query = () => admin.ask(GetOfficialAccountDocument, { id });
      expect(await readiness()).toEqual(READY);
      // On a socket that is open already.
      const changes = await listening(qiao, 1, () => admin.subscribe(OfficialAccountChangedDocument, {}));
      const changed = changes.next();

      await outage(mode, async () => {
        expect(await readiness()).toEqual(NOT_READY);
        expect((await fetch(`${qiao.url}/healthz`)).status).toBe(200);
        const mutation = admin.ask(AuthorizeAccountDocument, { input: { accountId: id } });
        const answers = await Promise.all([query(), mutation, query()]);
        for (const { errors } of answers) {
          expect(errors?.map(({ message }) => message)).toEqual([AWAY]);
          expect(errors?.map(({ extensions }) => extensions)).toEqual([
            { code: 'SERVICE_UNAVAILABLE', requestId: expect.any(String), retryable: true },
          ]);
        }
        expect(JSON.stringify(answers)).not.toMatch(TELLTALE);
        const later = admin.subscribe(AuthorizationCompletedDocument, { sessionId: session.id });
        expect(JSON.stringify(await later.next().catch((error: unknown) => error))).not.toMatch(TELLTALE);
        expect(await closing(admin)).not.toMatch(TELLTALE);
        for (const path of [session.launchUrl, `${qiao.url}/wechat/authorized?state=x&auth_code=y`]) {
          const page = await fetch(path);
          expect(page.status).toBe(503);
          expect(await page.text()).not.toMatch(TELLTALE);
        }
      });

      expect(await readiness()).toEqual(READY);
      expect((await query()).errors).toBeUndefined();
      // Worker and push channel.
      const { appId } = await qiao.wechat.account();
      expect((await authorizeAs(qiao, admin, id, appId)).status).toBe('COMPLETED');
      expect((await changed).value?.data?.officialAccountChanged).toBeDefined();
      await changes.return?.();
    });
  },
);

const pushesOf = async (appId: string): Promise<number> => {
  const { pushes } = await qiao.wechat.call<{ pushes: { tries?: unknown[] }[] }>(
    'GET',
    `/_sandbox/pushes?name=authorized&appId=${appId}`,
  );
  return pushes.reduce((tries, push) => tries + (push.tries?.length ?? 0), 0);
};

/** Why a new socket is closed, in the words that its client gets. */
async function closing({ token }: TestClient): Promise<string> {
  const socket = new WebSocket(`${qiao.url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  const [code, reason] = await once(socket, 'close');
  return `${code} ${reason}`;
}
