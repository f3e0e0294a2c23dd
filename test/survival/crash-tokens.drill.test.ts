import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { sampleOne } from '../kit/depth.ts';
import { eventually } from '../kit/eventually.ts';
import { AuthorizeAccountDocument } from '../kit/generated/operations.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { type Processes, startProcesses } from '../kit/processes.ts';
import { settled, sql } from '../kit/stored.ts';
import { addAccount, authorized } from '../kit/stories.ts';
import { callAs, expectWorkingTokens, healthOf, runNow, tokenOf } from './kit.ts';

let qiao: Processes;
let calls: HeldCalls;
beforeAll(async () => {
  calls = await holdCalls();
  qiao = await startProcesses({
    ...calls.between,
  });
  // What was replaced is dead at once: a caller that still uses it is refused.
  await qiao.wechat.settings({
    authorizerTokenOverlapSeconds: 0,
    componentTokenOverlapSeconds: 0,
    rotateRefreshTokenOnRefresh: true,
  });
});
afterEach(() => calls.letGo());
afterAll(async () => {
  await qiao.close();
  await calls.close();
});

async function connected(site: string) {
  const admin = await qiao.caller({ site });
  const { accountId, appId } = await authorized(qiao, admin);
  await settled(qiao);
  return { admin, accountId, appId };
}

const MOMENTS = [
  'before WeChat has made the new pair',
  'when WeChat has made it, and its answer is on its way',
];

describe('kill -9 of the worker while it refreshes the tokens of an account', () => {
  test.each(sampleOne('crash-tokens account', MOMENTS))(
    '%s: the lease runs out, and the next one refreshes',
    async (when) => {
      const { admin, accountId, appId } = await connected(when);
      await sql(
        qiao,
        `update credential set access_token_usable_until = now(), refresh_at = now() where app_id = $1`,
        [appId],
      );
      calls.hold('api_authorizer_token');
      await runNow(qiao, 'authorization.refresh-due');
      const call = await calls.find('api_authorizer_token', appId);
      if (when !== MOMENTS[0]) await call.perform();
      expect(await tokenOf(qiao, appId)).toEqual({ version: 1, usable: false, leased: true, failing: false });

      await qiao.worker.kill();
      calls.letGo();
      await qiao.worker.start();
      // Its lease is respected although it is dead.
      await runNow(qiao, 'authorization.refresh-due');
      await eventually(async () => (await refreshJobs()).some(({ locked_at }) => locked_at !== null));
      expect(await tokenOf(qiao, appId)).toMatchObject({ version: 1, leased: true });
      expect(await refreshesOf(appId)).toEqual(when === MOMENTS[0] ? [] : [undefined]);
      await sql(qiao, 'update credential set refresh_lease = now() where app_id = $1', [appId]);

      await eventually(async () => (await tokenOf(qiao, appId))?.version === 2);
      await settled(qiao);
      expect(await tokenOf(qiao, appId)).toEqual({ version: 2, usable: true, leased: false, failing: false });
      // Where the new pair was lost, WeChat no longer knows the old one, and tells the current refresh token.
      expect(await refreshesOf(appId)).toEqual(
        when === MOMENTS[0] ? [undefined] : [undefined, 61023, undefined],
      );
      expect(await healthOf(admin, accountId)).toMatchObject({
        status: 'ACTIVE',
        state: 'VALID',
        missing: [],
      });
      await expectWorkingTokens(qiao, appId);
    },
  );
});

/** How WeChat answered each refresh of an account. */
const refreshesOf = async (appId: string) =>
  (await qiao.wechat.calls('api_authorizer_token'))
    .filter(({ body }) => JSON.stringify(body).includes(appId))
    .map(({ errcode }) => errcode);

const refreshJobs = () =>
  sql(qiao, `select locked_at from graphile_worker.jobs where task_identifier = 'authorization.refresh'`);

describe("kill -9 of the server while it refreshes the component's own token", () => {
  // The one before is dead as soon as there is a new one.
  test.each(sampleOne('crash-tokens component', MOMENTS))(
    '%s: the lease runs out, and the next caller refreshes',
    async (when) => {
      const { admin, appId } = await connected(`component ${when}`);
      const { id } = await addAccount(admin);
      const version = 'select token_version as version from component';
      const [before] = await sql<{ version: number }>(qiao, version);
      await sql(qiao, 'update component set access_token_usable_until = now()');
      calls.hold('api_component_token');
      const asked = authorize(admin, id).catch((error: Error) => error.name);
      const call = await calls.find('api_component_token', '');
      if (when !== MOMENTS[0]) await call.perform();

      await qiao.server.kill();
      expect(await asked).toBe('TypeError');
      calls.letGo();
      await qiao.server.start();
      const again = authorize(admin, id);
      await sql(qiao, 'update component set refresh_lease = now()');

      expect((await again).authorizeAccount.authorizationSession?.status).toBe('PENDING');
      expect(await sql(qiao, version)).toEqual([{ version: (before?.version ?? 0) + 1 }]);
      await callAs(qiao, appId);
    },
  );
});

const authorize = (admin: TestClient, accountId: string) =>
  admin.run(AuthorizeAccountDocument, { input: { accountId } });

describe('kill -9 of the worker while it exchanges a code that no session waits for', () => {
  test.each(sampleOne('crash-tokens code', MOMENTS))(
    '%s: the account keeps tokens that work',
    async (when) => {
      const { admin, accountId, appId } = await connected(`console ${when}`);
      await qiao.wechat.settings({ rotateRefreshTokenOnUpdate: true });
      calls.hold('api_query_auth');
      await qiao.wechat.change(appId, { permissions: [1, 2, 3, 7, 11] });
      const call = await calls.find('api_query_auth', '');
      if (when !== MOMENTS[0]) await call.perform();

      await qiao.worker.kill();
      calls.letGo();
      await qiao.worker.start();
      await settled(qiao);

      expect(
        await sql(qiao, 'select from callback_receipt where processed_at is null or given_up_at is not null'),
      ).toEqual([]);
      await expectWorkingTokens(qiao, appId);
      expect(await healthOf(admin, accountId)).toMatchObject({
        status: 'ACTIVE',
        state: 'VALID',
        missing: [],
      });
    },
  );
});
