import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import { CancelAuthorizationDocument } from '../kit/generated/operations.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { eventXml, push, unixSeconds } from '../kit/push.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { authorized, openSession } from '../kit/stories.ts';
import { expectWorkingTokens, healthOf, runNow, tokenOf, unheard } from './kit.ts';

const EXCHANGE = 'api_query_auth';
const INFO = 'api_get_authorizer_info';
const LIST = 'api_get_authorizer_list';
const WORKS = { status: 'ACTIVE', state: 'VALID', missing: [] };
const WITHDRAWN = { status: 'ACTION_REQUIRED', state: 'WITHDRAWN', missing: ['AUTHORIZATION_REQUIRED'] };

let qiao: Qiao;
let calls: HeldCalls;
const lines: string[] = [];
beforeAll(async () => {
  calls = await holdCalls();
  qiao = await startQiao({
    ...calls.between,
    logTo: { write: (line) => void lines.push(line) },
  });
});
afterEach(async () => {
  calls.letGo();
  await qiao.wechat.clearFaults();
});
afterAll(async () => {
  await qiao.close();
  await calls.close();
});

interface Withdrawn {
  readonly admin: TestClient;
  readonly accountId: string;
  readonly appId: string;
  /** WeChat's page of a session that nobody waits for any more. */
  readonly page: string;
}

/** An account whose authorization was withdrawn: it is ours, and has no tokens. */
async function withdrawn(site: string): Promise<Withdrawn> {
  const admin = await qiao.caller({ site });
  const { accountId, appId } = await authorized(qiao, admin);
  await qiao.wechat.revoke(appId);
  const session = await openSession(admin, accountId);
  const page = await qiao.wechat.openLaunchPage(session.launchUrl);
  await admin.run(CancelAuthorizationDocument, { input: { sessionId: session.id } });
  await settled(qiao);
  expect(await healthOf(admin, accountId)).toMatchObject(WITHDRAWN);
  await qiao.wechat.call('DELETE', '/_sandbox/requests');
  return { admin, accountId, appId, page };
}

const answers = async (api: string) => (await qiao.wechat.calls(api)).map(({ errcode }) => errcode ?? 0);
const health = ({ admin, accountId }: Withdrawn) => healthOf(admin, accountId);

/** No attempt is waited for: whatever failed is tried again at once, until nothing is open. */
async function retried(): Promise<void> {
  const due =
    'update graphile_worker._private_jobs set run_at = now() where attempts > 0 and locked_at is null';
  const open = 'select from callback_receipt where processed_at is null and given_up_at is null';
  await eventually(async () => {
    await sql(qiao, due);
    await sql(qiao, `select pg_notify('jobs:insert', '{"count":1}')`);
    return (await sql(qiao, open)).length === 0;
  });
  await settled(qiao);
}

/** WeChat tells that the account has withdrawn its authorization, so many seconds from now by its clock. */
async function withdrawnIn(seconds: number, { appId }: Withdrawn): Promise<void> {
  const CreateTime = unixSeconds(-seconds);
  await push(qiao, eventXml(qiao, { InfoType: 'unauthorized', AuthorizerAppid: appId, CreateTime }));
}

describe('the merchant gives the authorization again, nobody waits for it, and the answer of its exchange is lost', () => {
  const lose = () =>
    qiao.wechat.fault({ path: `/cgi-bin/component/${EXCHANGE}`, times: 1, when: 'AFTER', reset: true });

  test('the tokens are asked for by name, and the account works again', async () => {
    const account = await withdrawn('lost');
    await lose();

    await qiao.wechat.scan(account.page, account.appId);
    await retried();

    expect(await answers(EXCHANGE)).toEqual([0, 61010]);
    expect(await health(account)).toMatchObject(WORKS);
    expect(await tokenOf(qiao, account.appId)).toMatchObject({ version: 2, usable: true });
    await expectWorkingTokens(qiao, account.appId);
  });

  test('WeChat cannot be asked for them now: it is asked again', async () => {
    const account = await withdrawn('lost, busy');
    await lose();
    await qiao.wechat.fault({ path: `/cgi-bin/component/${INFO}`, times: 1, errcode: -1 });

    await qiao.wechat.scan(account.page, account.appId);
    await retried();

    expect(await answers(EXCHANGE)).toEqual([0, 61010, 61010]);
    expect(await health(account)).toMatchObject(WORKS);
    await expectWorkingTokens(qiao, account.appId);
  });

  test('and withdraws it once more: WeChat knows no authorization by that name, and the account stays without', async () => {
    const account = await withdrawn('lost, withdrawn');
    calls.hold(EXCHANGE);
    await qiao.wechat.scan(account.page, account.appId);
    const call = await calls.find(EXCHANGE, '');
    await call.perform();
    await unheard(qiao, () => qiao.wechat.revoke(account.appId));
    calls.release(EXCHANGE);
    await call.answer(() => '');
    await retried();

    expect(await answers(INFO)).toEqual([61003]);
    expect(await health(account)).toMatchObject(WITHDRAWN);
    expect(await tokenOf(qiao, account.appId)).toBeUndefined();
  });
});

describe('an account of ours without tokens that WeChat lists', () => {
  const givenUnheard = ({ page, appId }: Withdrawn) =>
    unheard(qiao, () => qiao.wechat.scan(page, appId, { follow: false }));
  const strangers = () => lines.filter((line) => line.includes('strangers'));

  /** It is authorized again, and somebody has exchanged the code; no event arrives, and the answer is nowhere. */
  async function givenAgain(site: string): Promise<Withdrawn> {
    const account = await withdrawn(site);
    const { redirectUrl } = await givenUnheard(account);
    const code = new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '';
    await qiao.services.component.call(async (token) => {
      const url = `${qiao.wechat.url}/cgi-bin/component/${EXCHANGE}?component_access_token=${token}`;
      const body = { component_appid: qiao.config.wechat.appId, authorization_code: code };
      await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    });
    expect(await answers(EXCHANGE)).toEqual([0]);
    lines.length = 0;
    return account;
  }

  async function reconcile(): Promise<void> {
    await runNow(qiao, 'authorization.reconcile');
    await settled(qiao);
  }

  test('is asked for by name in the night, works again, and is no stranger', async () => {
    const account = await givenAgain('night');

    await reconcile();

    expect(await health(account)).toMatchObject(WORKS);
    expect(strangers()).toEqual([]);
    await expectWorkingTokens(qiao, account.appId);
  });

  test('and whose code is on its way: it is not asked for, nor a stranger', async () => {
    const account = await withdrawn('on its way');
    await givenUnheard(account);
    lines.length = 0;

    await reconcile();

    expect(await answers(INFO)).toEqual([]);
    expect(await health(account)).toMatchObject(WITHDRAWN);
    expect(strangers()).toEqual([]);
  });

  test('though it has withdrawn since: WeChat knows no authorization by that name, and it stays without', async () => {
    const account = await givenAgain('listed still');
    calls.hold(LIST);
    await runNow(qiao, 'authorization.reconcile');
    const list = await calls.find(LIST, '');
    await list.perform();
    await unheard(qiao, () => qiao.wechat.revoke(account.appId));
    await list.answer();
    await settled(qiao);

    expect(await answers(INFO)).toEqual([61003]);
    expect(await health(account)).toMatchObject(WITHDRAWN);
    expect(await tokenOf(qiao, account.appId)).toBeUndefined();
  });

  test('though WeChat told of a later withdrawal: it is not asked for', async () => {
    const account = await givenAgain('told');
    await withdrawnIn(20, account);
    await settled(qiao);

    await reconcile();

    expect(await answers(INFO)).toEqual([]);
    expect(await health(account)).toMatchObject(WITHDRAWN);
    expect(await tokenOf(qiao, account.appId)).toBeUndefined();
  });

  test('is told of a later withdrawal while it is asked for: it stays without', async () => {
    const account = await givenAgain('told meanwhile');
    calls.hold('api_authorizer_token');
    await runNow(qiao, 'authorization.reconcile');
    const refresh = await calls.find('api_authorizer_token', account.appId);
    await withdrawnIn(20, account);
    const noted = `select from withdrawal where app_id = $1 and withdrawn_at > now() + interval '5 seconds'`;
    await eventually(async () => (await sql(qiao, noted, [account.appId])).length === 1);
    await refresh.answer();
    await settled(qiao);

    expect(await health(account)).toMatchObject(WITHDRAWN);
    expect(await tokenOf(qiao, account.appId)).toBeUndefined();
  });

  test('cannot be asked for tonight: it is tomorrow, and the others are not kept waiting', async () => {
    const account = await givenAgain('tomorrow');
    await qiao.wechat.fault({ path: `/cgi-bin/component/${INFO}`, times: 1, errcode: -1 });

    await reconcile();
    expect(await health(account)).toMatchObject(WITHDRAWN);
    expect(await answers(LIST)).toEqual([0]);

    await reconcile();
    expect(await health(account)).toMatchObject(WORKS);
  });
});
