import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { eventXml, push } from '../kit/push.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { connectionOf, ownId, settled, sql, storedConnections } from '../kit/stored.ts';
import { accountOf, openSession, outcome } from '../kit/stories.ts';
import type { ScanOptions } from '../kit/wechat.ts';
import {
  confirm,
  exchangesOf,
  expectWorkingTokens,
  listedEarlier,
  type Prepared,
  passLeases,
  prepare,
  unheard,
} from './kit.ts';

const EXCHANGE_API = '/cgi-bin/component/api_query_auth';
const EXCHANGE = 'api_query_auth';
const INFO = 'api_get_authorizer_info';
const LIST = 'api_get_authorizer_list';
const LOST = { path: EXCHANGE_API, when: 'AFTER', reset: true } as const;

let qiao: Qiao;
let calls: HeldCalls;
beforeAll(async () => {
  calls = await holdCalls();
  qiao = await startQiao({
    ...calls.between,
    logTo: { write: () => {} },
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

/** A browser brings the codes, WeChat exchanges them, and no answer arrives. Nobody tells which account it was. */
async function lose(...sessions: Prepared[]): Promise<string[]> {
  await qiao.wechat.fault({ ...LOST, times: sessions.length });
  const codes: string[] = [];
  for (const session of sessions) {
    const { redirectUrl } = await qiao.wechat.scan(session.page, session.appId, {
      event: 'NEVER',
      follow: false,
    });
    const code = new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '';
    void fetch(redirectUrl ?? '').catch(() => null);
    await failed(session.id, code, 1);
    codes.push(code);
  }
  return codes;
}

/** The exchange of that session has been tried so often, and rests. */
const failed = (id: string, code: string, attempts: number) =>
  eventually(async () => {
    const resting = 'select from authorization_session where id = $1 and lease_until is null';
    const asked = (await exchangesOf(qiao)).get(code)?.length;
    return asked === attempts && (await sql(qiao, resting, [id])).length === 1;
  });

/** Its next attempt is due. */
const again = (...ids: readonly string[]) =>
  sql(qiao, 'update graphile_worker._private_jobs set run_at = now() where key = any($1)', [
    ids.map((id) => `exchange:${id}`),
  ]);

async function pass(minutes: number): Promise<void> {
  await sql(
    qiao,
    `update authorization_session set confirmed_at = confirmed_at - make_interval(mins => $1) where status = 'PENDING'`,
    [minutes],
  );
}

const statusOf = async ({ ended }: Prepared) => {
  const { status, failure } = await ended;
  return failure?.code ?? status;
};

describe('the answer of an exchange is lost', () => {
  test('the event has named the account: its tokens are asked for by name', async () => {
    const session = await prepare(qiao, 'named');
    await qiao.wechat.fault({ ...LOST, times: 1 });

    const code = await confirm(qiao, session);
    await failed(session.id, code, 1);
    await again(session.id);

    expect(await statusOf(session)).toBe('COMPLETED');
    expect((await exchangesOf(qiao)).get(code)?.map(({ errcode }) => errcode)).toEqual([undefined, 61010]);
    expect(await qiao.wechat.calls('api_get_authorizer_list')).toHaveLength(0);
    await expectWorkingTokens(qiao, session.appId);
  });

  test('it comes later: it is waited for, and not for the list', async () => {
    const session = await prepare(qiao, 'later');
    await qiao.wechat.fault({ ...LOST, times: 1 });
    const scan = { event: 'NEVER', follow: false } as const;
    const { redirectUrl } = await qiao.wechat.scan(session.page, session.appId, scan);
    const code = new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '';
    const page = fetch(redirectUrl ?? '');
    await failed(session.id, code, 1);
    await again(session.id);
    await failed(session.id, code, 2);

    const event = {
      InfoType: 'authorized',
      AuthorizerAppid: session.appId,
      AuthorizationCode: code,
      PreAuthCode: session.preAuthCode,
    };
    await push(qiao, eventXml(qiao, event));
    await settled(qiao);
    await again(session.id);

    expect(await statusOf(session)).toBe('COMPLETED');
    expect((await page).status).toBe(200);
    expect(await qiao.wechat.calls('api_get_authorizer_list')).toHaveLength(0);
    await expectWorkingTokens(qiao, session.appId);
  });

  test.each([
    ['just before the browser came back: it is the one', 55, 'COMPLETED'],
    [
      'later than any clock explains: it is a stranger, and the administrator must scan again',
      53,
      'UPSTREAM_FAILED',
    ],
  ])('nobody named the account, and the only one of the list authorized %s', async (_, earlier, end) => {
    const session = await prepare(qiao, `listed ${earlier}`);
    await sql(
      qiao,
      `update authorization_session set created_at = created_at - interval '2 minutes' where id = $1`,
      [session.id],
    );
    await lose(session);
    // The browser came back within a second; by our clock that is a minute ago now.
    await pass(1);
    calls.hold(LIST);
    await again(session.id);
    await (await calls.find(LIST, '')).answer(listedEarlier(earlier));

    expect(await statusOf(session)).toBe(end);
    const { appId } = await accountOf(session.admin, session.accountId);
    expect(appId).toBe(end === 'COMPLETED' ? session.appId : null);
  });

  test('of an account that is authorized again, and only a browser told: it is the one that was connected before', async () => {
    const session = await prepare(qiao, 'again');
    await confirm(qiao, session);
    expect(await statusOf(session)).toBe('COMPLETED');
    await settled(qiao);
    const anew = { ...session, ...(await reopened(session)) };
    await qiao.wechat.call('DELETE', '/_sandbox/requests');
    await sql(
      qiao,
      `update authorization_session set created_at = created_at - interval '2 minutes' where id = $1`,
      [anew.id],
    );
    const [code = ''] = await lose(anew);
    await pass(1);
    calls.hold(LIST);
    await again(anew.id);
    await (await calls.find(LIST, '')).answer(listedEarlier(60));

    expect(await statusOf(anew)).toBe('COMPLETED');
    expect((await exchangesOf(qiao)).get(code)).toHaveLength(2);
    expect(await accountOf(anew.admin, anew.accountId)).toMatchObject({
      status: 'ACTIVE',
      appId: session.appId,
    });
    await expectWorkingTokens(qiao, session.appId);
  });

  test('the facts of the account have no refresh token, but the list has', async () => {
    const session = await prepare(qiao, 'only listed');
    await qiao.wechat.fault({ ...LOST, times: 1 });
    const code = await confirm(qiao, session);
    await failed(session.id, code, 1);
    await qiao.wechat.call('DELETE', '/_sandbox/requests');
    calls.hold(INFO);
    await again(session.id);

    const info = await calls.find(INFO, session.appId);
    calls.release(INFO);
    await info.answer((json) =>
      json.replace(/"authorizer_refresh_token":"[^"]+"/, '"authorizer_refresh_token":""'),
    );

    expect(await statusOf(session)).toBe('COMPLETED');
    expect(await qiao.wechat.calls(LIST)).toHaveLength(1);
    await expectWorkingTokens(qiao, session.appId);
  });

  test('two at once, and nobody named either: no account ends up with a stranger, both must scan again', async () => {
    const before = await storedConnections(qiao);
    const sessions = [await prepare(qiao, 'either-1'), await prepare(qiao, 'either-2')];
    const codes = await lose(...sessions);
    await sql(
      qiao,
      `update authorization_session set created_at = created_at - interval '1 s' where status = 'PENDING'`,
    );
    await pass(1);
    calls.hold(LIST);
    await again(...sessions.map(({ id }) => id));
    for (const _ of sessions) await (await calls.find(LIST, '')).answer(listedEarlier(60));

    expect(await Promise.all(sessions.map(statusOf))).toEqual(['UPSTREAM_FAILED', 'UPSTREAM_FAILED']);
    const asked = await exchangesOf(qiao);
    expect(codes.map((code) => asked.get(code)?.length)).toEqual([2, 2]);
    const { authorizer, credential } = await storedConnections(qiao);
    expect({ authorizer, credential }).toEqual({
      authorizer: before.authorizer,
      credential: before.credential,
    });
  });

  test('the authorization was withdrawn meanwhile: the administrator must scan again', async () => {
    const session = await prepare(qiao, 'withdrawn');
    // What the test before has left is in the list, but was authorized earlier.
    const [code = ''] = await lose(session);
    await unheard(qiao, () => qiao.wechat.revoke(session.appId));
    await pass(1);
    calls.hold(LIST);
    await again(session.id);
    await (await calls.find(LIST, '')).answer(listedEarlier(60));

    expect(await statusOf(session)).toBe('UPSTREAM_FAILED');
    expect((await exchangesOf(qiao)).get(code)).toHaveLength(2);
    expect(await accountOf(session.admin, session.accountId)).toMatchObject({ status: 'DRAFT', appId: null });
  });

  test('the refreshed pair is lost, too: the next attempt asks for the current one', async () => {
    await qiao.wechat.withSettings({ rotateRefreshTokenOnRefresh: true }, async () => {
      const session = await prepare(qiao, 'twice');
      await qiao.wechat.fault({ ...LOST, times: 1 });
      const code = await confirm(qiao, session);
      await failed(session.id, code, 1);
      const refresh = {
        path: '/cgi-bin/component/api_authorizer_token',
        when: 'AFTER',
        reset: true,
      } as const;
      await qiao.wechat.fault({ ...refresh, times: 1 });
      await again(session.id);
      await failed(session.id, code, 2);
      await again(session.id);

      expect(await statusOf(session)).toBe('COMPLETED');
      expect((await exchangesOf(qiao)).get(code)).toHaveLength(3);
      await expectWorkingTokens(qiao, session.appId);
    });
  });
});

/** The account's administrator opens another session. */
async function reopened({ admin, accountId }: Prepared) {
  const session = await openSession(admin, accountId);
  const page = await qiao.wechat.openLaunchPage(session.launchUrl);
  const ended = outcome(admin, session.id);
  ended.catch(() => {});
  return { sessionId: session.id, id: ownId(session.id), page, ended };
}

test('WeChat is busy for half an hour: the session ends', async () => {
  const session = await prepare(qiao, 'busy');
  await qiao.wechat.fault({ path: EXCHANGE_API, times: 1_000_000, errcode: -1 });
  const code = await confirm(qiao, session);
  await failed(session.id, code, 3);
  await pass(30);
  await again(session.id);

  expect(await statusOf(session)).toBe('UPSTREAM_FAILED');
  await settled(qiao);
  expect((await exchangesOf(qiao)).get(code)).toHaveLength(6);
});

describe('a process is so slow that its lease runs out, and another one goes on', () => {
  /** WeChat has answered the first process, which does not get it; the second is told that the code is spent (61010). */
  async function overtaken(site: string, options: ScanOptions = {}, minutes = 0) {
    calls.hold(EXCHANGE);
    const session = await prepare(qiao, site);
    const { redirectUrl } = await qiao.wechat.scan(session.page, session.appId, {
      follow: false,
      ...options,
    });
    const code = new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '';
    if (options.event === 'NEVER') void fetch(redirectUrl ?? '').catch(() => null);
    const slow = await calls.find(EXCHANGE, code);
    await slow.perform();
    await pass(minutes);
    await passLeases(qiao);
    return { session, code, slow, second: await calls.find(EXCHANGE, code) };
  }
  const refreshAnswers = async () =>
    (await qiao.wechat.calls('api_authorizer_token')).map(({ errcode }) => errcode ?? 0);

  test('its answer, which comes at last, does not replace the newer tokens of the other', async () => {
    await qiao.wechat.withSettings({ rotateRefreshTokenOnRefresh: true }, async () => {
      const { session, code, slow, second } = await overtaken('overtaken');
      await qiao.wechat.call('DELETE', '/_sandbox/requests');
      calls.hold(INFO);
      await second.answer();
      await (await calls.find(INFO, session.appId)).answer();
      const reading = await calls.find(INFO, session.appId);

      await slow.answer();
      await expect.poll(async () => (await stepOf(session))?.lease_version).toBe(2);
      await reading.answer();

      expect(await statusOf(session)).toBe('COMPLETED');
      calls.letGo();
      await settled(qiao);
      expect((await exchangesOf(qiao)).get(code)).toHaveLength(1);
      expect(await connectionOf(qiao, session.appId)).toMatchObject({ tokenVersion: 1 });
      await expectWorkingTokens(qiao, session.appId);
      expect(await refreshAnswers()).toEqual([0, 0]);
    });
  });

  test('its answer comes before the other process knows the result: it is stored for the process that continues', async () => {
    const { session, code, slow, second } = await overtaken('left', { event: 'NEVER' });
    await second.answer();
    await failed(session.id, code, 2);

    await slow.answer();

    expect(await statusOf(session)).toBe('COMPLETED');
    expect(await qiao.wechat.calls(LIST)).toHaveLength(0);
    expect((await exchangesOf(qiao)).get(code)?.map(({ errcode }) => errcode)).toEqual([undefined, 61010]);
    await expectWorkingTokens(qiao, session.appId);
  });

  test('its answer comes while the other is about to give up: the session is completed with it', async () => {
    const { session, code, slow, second } = await overtaken('given up', { event: 'NEVER' }, 1);
    calls.hold(LIST);
    await second.answer();
    const list = await calls.find(LIST, '');

    await slow.answer();
    await expect.poll(async () => (await stepOf(session))?.answered).toBe(true);
    await list.answer((json) => json.replace(/"list":\[.*\]/, '"list":[]'));

    expect(await statusOf(session)).toBe('COMPLETED');
    expect((await exchangesOf(qiao)).get(code)).toHaveLength(2);
    await expectWorkingTokens(qiao, session.appId);
  });

  const stepOf = async ({ id }: Prepared) =>
    (
      await sql(
        qiao,
        'select lease_version, answer is not null as answered from authorization_session where id = $1',
        [id],
      )
    )[0];
});
