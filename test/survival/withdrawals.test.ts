import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { type HeldCall, type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { eventXml, push } from '../kit/push.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { ownId, settled, sql } from '../kit/stored.ts';
import { openSession, sessionOf } from '../kit/stories.ts';
import { confirm, expectWorkingTokens, healthOf, type Prepared, prepare, tokenOf, unheard } from './kit.ts';

const INFO = 'api_get_authorizer_info';
const WORKS = { status: 'ACTIVE', state: 'VALID', missing: [] };
const WITHDRAWN = {
  status: 'ACTION_REQUIRED',
  state: 'WITHDRAWN',
  reason: 'MERCHANT_WITHDREW',
  missing: ['AUTHORIZATION_REQUIRED'],
};

let qiao: Qiao;
let calls: HeldCalls;
beforeAll(async () => {
  calls = await holdCalls();
  qiao = await startQiao({
    ...calls.between,
  });
});
afterEach(() => calls.letGo());
afterAll(async () => {
  await qiao.close();
  await calls.close();
});

/** WeChat's `unauthorized`, so many seconds after the administrator confirmed; until it is processed. */
async function unauthorized({ id, appId }: Prepared, secondsAfter: number): Promise<void> {
  const confirmed =
    'select floor(extract(epoch from confirmed_at))::int as at from authorization_session where id = $1';
  const [row] = await sql<{ at: number }>(qiao, confirmed, [id]);
  const fields = {
    InfoType: 'unauthorized',
    AuthorizerAppid: appId,
    CreateTime: (row?.at ?? 0) + secondsAfter,
  };
  const before = (await sql(qiao, 'select id from callback_receipt')).map((receipt) => receipt.id);
  expect((await push(qiao, eventXml(qiao, fields))).text).toBe('success');
  const open = 'select id from callback_receipt where id <> all($1) and processed_at is not null';
  await eventually(async () => (await sql(qiao, open, [before])).length === 1);
}

/** The code is exchanged, its answer is stored, and WeChat is being asked about the account. */
async function completing(site: string): Promise<{ session: Prepared; call: HeldCall }> {
  calls.hold(INFO);
  const session = await prepare(qiao, site);
  await confirm(qiao, session);
  const call = await calls.find(INFO, session.appId);
  await call.perform();
  calls.release(INFO);
  return { session, call };
}

async function completed(site: string): Promise<Prepared> {
  const session = await prepare(qiao, site);
  await confirm(qiao, session);
  expect((await session.ended).status).toBe('COMPLETED');
  await settled(qiao);
  await qiao.wechat.call('DELETE', '/_sandbox/requests');
  return session;
}

const health = ({ admin, accountId }: Prepared) => healthOf(admin, accountId);

describe('the authorization is withdrawn while its session is being completed', () => {
  test('the account ends without it, as if the event had come a moment later', async () => {
    const { session, call } = await completing('meanwhile');

    await unauthorized(session, 10);
    await call.answer();

    expect((await session.ended).status).toBe('COMPLETED');
    expect(await health(session)).toMatchObject(WITHDRAWN);
    expect(await tokenOf(qiao, session.appId)).toBeUndefined();
  });

  test('of an account that is authorized again: likewise', async () => {
    const before = await completed('again-meanwhile');
    const again = { ...before, ...(await reopened(before)) };
    calls.hold(INFO);
    // WeChat sends no event of a scan that changes nothing: the browser brings the code.
    const { redirectUrl } = await qiao.wechat.scan(again.page, again.appId, { follow: false });
    const browser = fetch(redirectUrl ?? '');
    const call = await calls.find(INFO, again.appId);
    await call.perform();
    calls.release(INFO);

    await unauthorized(again, 10);
    await call.answer();

    await browser;
    expect((await sessionOf(again.admin, again.sessionId)).status).toBe('COMPLETED');
    expect(await health(again)).toMatchObject(WITHDRAWN);
    expect(await tokenOf(qiao, again.appId)).toBeUndefined();
  });

  test('before it was given again, and the event of that was under way for long: it does not count', async () => {
    const { session, call } = await completing('long under way');

    await unauthorized(session, -60);
    await call.answer();

    expect((await session.ended).status).toBe('COMPLETED');
    await settled(qiao);
    expect(await health(session)).toMatchObject(WORKS);
    await expectWorkingTokens(qiao, session.appId);
  });

  test('in the same second: WeChat is asked, and says that it is authorized', async () => {
    const { session, call } = await completing('same second, valid');

    await unauthorized(session, 0);
    await call.answer();
    await session.ended;
    await settled(qiao);

    expect(await health(session)).toMatchObject(WORKS);
    await expectWorkingTokens(qiao, session.appId);
  });

  test('in the same second: WeChat is asked, and says that it is not', async () => {
    const { session, call } = await completing('same second, withdrawn');
    await unheard(qiao, () => qiao.wechat.revoke(session.appId));

    await unauthorized(session, 0);
    await call.answer();
    await session.ended;
    await settled(qiao);

    expect(await health(session)).toMatchObject(WITHDRAWN);
    expect(await tokenOf(qiao, session.appId)).toBeUndefined();
  });
});

describe('an event of withdrawal from about the moment of the latest authorization', () => {
  test.each([4, 1, 0, -1, -10])(
    'does not count while WeChat says that the account is authorized (%i s)',
    async (seconds) => {
      const session = await completed(`late ${seconds + 10}`);

      await unauthorized(session, seconds);
      await settled(qiao);

      expect(await health(session)).toMatchObject(WORKS);
      expect(await tokenOf(qiao, session.appId)).toMatchObject({ version: 1 });
      expect(await qiao.wechat.calls(INFO)).toHaveLength(1);
      await expectWorkingTokens(qiao, session.appId);
    },
  );

  test.each([4, 1, 0, -1, -10])('counts when WeChat says that it is not (%i s)', async (seconds) => {
    const session = await completed(`true ${seconds + 10}`);
    await unheard(qiao, () => qiao.wechat.revoke(session.appId));

    await unauthorized(session, seconds);
    await settled(qiao);

    expect(await health(session)).toMatchObject(WITHDRAWN);
    expect(await tokenOf(qiao, session.appId)).toBeUndefined();
  });

  test('of a minute before does not count, and WeChat is not asked', async () => {
    const session = await completed('old');

    await unauthorized(session, -60);
    await settled(qiao);

    expect(await health(session)).toMatchObject(WORKS);
    expect(await qiao.wechat.calls(INFO)).toEqual([]);
  });
});

test('withdrawals are forgotten after a day, since no session is completed for so long', async () => {
  const { appId } = await qiao.wechat.account();
  const fields = { InfoType: 'unauthorized', AuthorizerAppid: appId };
  const known = async () => (await sql(qiao, 'select from withdrawal where app_id = $1', [appId])).length;
  expect((await push(qiao, eventXml(qiao, fields))).text).toBe('success');
  await settled(qiao);
  expect(await known()).toBe(1);

  await sql(qiao, `update withdrawal set withdrawn_at = withdrawn_at - interval '23 hours'`);
  await qiao.services.reconciliation.reconcile();
  expect(await known()).toBe(1);

  await sql(qiao, `update withdrawal set withdrawn_at = withdrawn_at - interval '2 hours'`);
  await qiao.services.reconciliation.reconcile();
  expect(await known()).toBe(0);
});

/** The account's administrator opens another session. */
async function reopened({ admin, accountId }: Prepared) {
  const session = await openSession(admin, accountId);
  const page = await qiao.wechat.openLaunchPage(session.launchUrl);
  return { sessionId: session.id, id: ownId(session.id), page };
}
