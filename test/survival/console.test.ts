import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { confirm, expectWorkingTokens, healthOf, prepare, pushedCode, tokenOf } from './kit.ts';

const INFO = 'api_get_authorizer_info';

let qiao: Qiao;
let calls: HeldCalls;
beforeAll(async () => {
  calls = await holdCalls();
  qiao = await startQiao({
    ...calls.between,
  });
  await qiao.wechat.settings({ rotateRefreshTokenOnUpdate: true });
});
afterEach(() => calls.letGo());
afterAll(async () => {
  await qiao.close();
  await calls.close();
});

describe('the merchant changes the permissions in WeChat while the first authorization is being completed', () => {
  const retried = (attempts: number) =>
    eventually(async () => {
      const waiting = `select from graphile_worker._private_jobs
        where attempts = $1 and locked_at is null and last_error like '%SessionAwaited%'`;
      return (await sql(qiao, waiting, [attempts])).length === 1;
    });

  async function changed(site: string, wechat: { verified?: boolean } = {}) {
    calls.hold(INFO);
    const session = await prepare(qiao, site, wechat);
    await confirm(qiao, session);
    const call = await calls.find(INFO, session.appId);
    await call.perform();
    calls.release(INFO);
    await qiao.wechat.change(session.appId, { permissions: [1, 2, 3, 7, 11] });
    await retried(1);
    return { session, call, code: await pushedCode(qiao, 'updateauthorized', session.appId) };
  }
  const exchanged = async (code: string) =>
    (await qiao.wechat.calls('api_query_auth')).filter(({ body }) => JSON.stringify(body).includes(code))
      .length;

  test('which ends the tokens that it brought: the new code is exchanged after it', async () => {
    const { session, call, code } = await changed('meanwhile');
    expect(await exchanged(code)).toBe(0);

    await call.answer();
    expect((await session.ended).status).toBe('COMPLETED');
    await settled(qiao);

    expect(await exchanged(code)).toBe(1);
    expect(await tokenOf(qiao, session.appId)).toMatchObject({ version: 2, usable: true });
    expect(await healthOf(session.admin, session.accountId)).toMatchObject({
      status: 'ACTIVE',
      state: 'VALID',
    });
    await expectWorkingTokens(qiao, session.appId);
  });

  test('which is then refused: the code is of nobody here, and is left alone', async () => {
    const { session, call, code } = await changed('refused', { verified: false });

    await call.answer();
    expect((await session.ended).failure?.code).toBe('ACCOUNT_NOT_VERIFIED');
    await settled(qiao);

    expect(await exchanged(code)).toBe(0);
    expect(await tokenOf(qiao, session.appId)).toBeUndefined();
  });
});
