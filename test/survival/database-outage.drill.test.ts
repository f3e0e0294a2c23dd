import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../src/app/database.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/app/embedded-postgres/embedded-postgres.ts';
import { databaseAt } from '../kit/database.ts';
import { sampleOne } from '../kit/depth.ts';
import { eventually } from '../kit/eventually.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { accountOf } from '../kit/stories.ts';
import { confirm, exchangesOf, expectWorkingTokens, type Prepared, passLeases, prepare } from './kit.ts';

const LONG = 180_000;

let folder: string;
let postgres: EmbeddedPostgres;
let calls: HeldCalls;
let qiao: Qiao;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qiao-outage-'));
  postgres = await startEmbeddedPostgres({ dataDir: folder, durable: false });
  await migrate(postgres.url, 5);
  calls = await holdCalls();
  qiao = await startQiao({
    database: databaseAt({
      url: postgres.url,
      superuserUrl: postgres.superuserUrl,
      drop: () => postgres.stop(),
    }),
    ...calls.between,
    logTo: { write: () => {} },
  });
}, LONG);
afterEach(() => calls.letGo());
afterAll(async () => {
  await qiao.close();
  await calls.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A session in the middle, and what happens to it while PostgreSQL is away. */
interface Interrupted extends Prepared {
  readonly code: string;
  meanwhile(): Promise<unknown>;
}

async function interrupted(mode: string): Promise<Interrupted[]> {
  const made: Interrupted[] = [];
  const add = async (
    what: string,
    reach: (session: Prepared) => Promise<Pick<Interrupted, 'code' | 'meanwhile'>>,
  ) => {
    const session = await prepare(qiao, `${mode} ${what}`);
    made.push({ ...session, ...(await reach(session)) });
  };
  calls.hold('api_query_auth');
  calls.hold('api_get_authorizer_info');
  for (const which of ['before', 'after'] as const) {
    await add(`exchange answered ${which}`, async (session) => {
      const code = await confirm(qiao, session);
      const call = await calls.find('api_query_auth', code);
      if (which === 'before') await call.perform();
      return { code, meanwhile: () => call.answer() };
    });
    await add(`facts answered ${which}`, async (session) => {
      const code = await confirm(qiao, session);
      await (await calls.find('api_query_auth', code)).answer();
      const call = await calls.find('api_get_authorizer_info', session.appId);
      if (which === 'before') await call.perform();
      return { code, meanwhile: () => call.answer() };
    });
  }
  await add('the browser comes back', async (session) => {
    const { redirectUrl } = await qiao.wechat.scan(session.page, session.appId, {
      event: 'NEVER',
      follow: false,
    });
    const code = new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '';
    const page = fetch(redirectUrl ?? '');
    await calls.find('api_query_auth', code).then((call) => call.answer());
    const call = await calls.find('api_get_authorizer_info', session.appId);
    void page.catch(() => {});
    return { code, meanwhile: () => call.answer() };
  });
  return made;
}

test.each(sampleOne('database-outage', ['fast', 'immediate'] as const))(
  'PostgreSQL restarts (%s): every session ends right, and everybody who waits is told',
  { timeout: LONG },
  async (mode) => {
    await qiao.wechat.settings({ authorizationEventTries: 50, authorizationEventRetryMs: 100 });
    const waiting = await prepare(qiao, `${mode} waiting`);
    const pushed = await prepare(qiao, `${mode} pushed`);
    const sessions = await interrupted(mode);

    const restarted = postgres.restart(mode);
    // WeChat answers and pushes while nothing can be stored.
    const pushedCode = confirm(qiao, pushed);
    const meanwhile = Promise.all(sessions.map((session) => session.meanwhile()));
    await restarted;
    await meanwhile;
    calls.letGo();
    const waitingCode = await confirm(qiao, waiting);
    const all = [...sessions, { ...pushed, code: await pushedCode }, { ...waiting, code: waitingCode }];
    await passLeases(qiao);

    const ends = await Promise.all(all.map(async ({ ended }) => (await ended).status));
    expect(ends).toEqual(all.map(() => 'COMPLETED'));
    await settled(qiao);
    const asked = await exchangesOf(qiao);
    for (const { code } of all) expect(asked.get(code)?.length).toBeLessThanOrEqual(2);
    for (const { admin, accountId, appId } of all) {
      expect(await accountOf(admin, accountId)).toMatchObject({ status: 'ACTIVE', appId });
      await expectWorkingTokens(qiao, appId);
    }
    await eventually(
      async () => (await sql(qiao, 'select from callback_receipt where processed_at is null')).length === 0,
    );
  },
);
