import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { type HeldCalls, holdCalls } from '../kit/held-calls.ts';
import { eventXml, push } from '../kit/push.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql, storedConnections } from '../kit/stored.ts';
import { accountOf, authorized, COMPLETE, listening } from '../kit/stories.ts';
import { exchangesOf, expectWorkingTokens, type Prepared, prepare, prepareAgain } from './kit.ts';

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

interface Returned extends Prepared {
  /** What the administrator's confirmation gave. */
  readonly code: string;
  /** What the browser has brought of it. */
  readonly brought: string;
}

/** The browser comes back with a code that WeChat refuses, and no event has come yet. */
async function returned(site: string, spoil: (code: string) => string): Promise<Returned> {
  const session = await prepare(qiao, site);
  const scan = { event: 'NEVER', follow: false } as const;
  const { redirectUrl } = await qiao.wechat.scan(session.page, session.appId, scan);
  const url = new URL(redirectUrl ?? '');
  const code = url.searchParams.get('auth_code') ?? '';
  const brought = spoil(code);
  url.searchParams.set('auth_code', brought);
  void fetch(url).catch(() => null);
  const waits = `select from authorization_session where id = $1 and step = 'CONFIRMED' and lease_until is null`;
  await eventually(
    async () => (await exchangesOf(qiao)).has(brought) && (await sql(qiao, waits, [session.id])).length === 1,
  );
  return { ...session, code, brought };
}

const cut = (code: string): string => code.slice(0, -4);

/** WeChat has already exchanged it for someone. */
async function used(code: string): Promise<void> {
  const { component } = qiao.services;
  await component.call(async (token) => {
    const url = `${qiao.wechat.url}/cgi-bin/component/api_query_auth?component_access_token=${token}`;
    const body = { component_appid: qiao.config.wechat.appId, authorization_code: code };
    await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  });
}

const tell = ({ appId, preAuthCode }: Prepared, code: string) =>
  push(
    qiao,
    eventXml(qiao, {
      InfoType: 'authorized',
      AuthorizerAppid: appId,
      AuthorizationCode: code,
      PreAuthCode: preAuthCode,
    }),
  );

const endOf = async ({ ended }: Prepared) => {
  const { status, failure } = await ended;
  return failure?.code ?? status;
};

const answersTo = async (code: string) => (await exchangesOf(qiao)).get(code)?.map(({ errcode }) => errcode);

describe('WeChat refuses a code that only a browser brought', () => {
  test('and its event brings the right one: the session is completed with that', async () => {
    const session = await returned('cut', cut);

    await tell(session, session.code);

    expect(await endOf(session)).toBe('COMPLETED');
    await settled(qiao);
    expect(await answersTo(session.brought)).toHaveLength(1);
    expect(await answersTo(session.code)).toEqual([undefined]);
    expect(await accountOf(session.admin, session.accountId)).toMatchObject({
      status: 'ACTIVE',
      appId: session.appId,
    });
    await expectWorkingTokens(qiao, session.appId);
  });

  test('and its event brings the right one meanwhile, of an account that is connected already', async () => {
    const admin = await qiao.caller({ site: 'meanwhile' });
    const session = await prepareAgain(qiao, { admin, ...(await authorized(qiao, admin, COMPLETE)) });
    const scan = { event: 'NEVER', follow: false } as const;
    const { redirectUrl } = await qiao.wechat.scan(session.page, session.appId, scan);
    const url = new URL(redirectUrl ?? '');
    const code = url.searchParams.get('auth_code') ?? '';
    url.searchParams.set('auth_code', cut(code));
    calls.hold('api_query_auth');
    void fetch(url).catch(() => null);
    const exchange = await calls.find('api_query_auth', cut(code));
    calls.release('api_query_auth');
    await tell(session, code);
    const waits = `select from graphile_worker._private_jobs where last_error like '%SessionAwaited%'`;
    await eventually(async () => (await sql(qiao, waits)).length === 1);

    await exchange.answer();

    expect(await endOf(session)).toBe('COMPLETED');
    await settled(qiao);
    expect(await answersTo(code)).toEqual([undefined]);
    await expectWorkingTokens(qiao, session.appId);
  });

  test('and its event brings the same: it is refused, and the administrator is told at once', async () => {
    const before = await storedConnections(qiao);
    const session = await returned('the same', cut);

    await tell(session, session.brought);

    expect(await endOf(session)).toBe('UPSTREAM_FAILED');
    expect(await answersTo(session.brought)).toHaveLength(2);
    const { authorizer, credential } = await storedConnections(qiao);
    expect([authorizer, credential]).toEqual([before.authorizer, before.credential]);
  });

  test('and no event comes for a minute: the administrator is told, and a late event changes nothing', async () => {
    const session = await returned('nobody', cut);
    const [job] = await sql<{ wait: number }>(
      qiao,
      `select extract(epoch from run_at - now())::float as wait from graphile_worker._private_jobs where key = $1`,
      [`exchange:${session.id}`],
    );
    expect(job?.wait).toBeGreaterThan(30);
    expect(job?.wait).toBeLessThanOrEqual(60);

    await sql(
      qiao,
      `update authorization_session set confirmed_at = confirmed_at - interval '1 minute' where id = $1`,
      [session.id],
    );
    const due = 'update graphile_worker._private_jobs set run_at = now() where key = $1';
    await sql(qiao, due, [`exchange:${session.id}`]);

    expect(await endOf(session)).toBe('UPSTREAM_FAILED');
    await tell(session, session.code);
    await settled(qiao);
    expect(await answersTo(session.code)).toBeUndefined();
  });

  test('which really was used: its event is told the same, and the administrator at once', async () => {
    const session = await prepare(qiao, 'really used');
    const scan = { event: 'NEVER', follow: false } as const;
    const { redirectUrl } = await qiao.wechat.scan(session.page, session.appId, scan);
    const code = new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '';
    await used(code);
    void fetch(redirectUrl ?? '').catch(() => null);
    await eventually(async () => (await answersTo(code))?.length === 2);

    await tell(session, code);

    expect(await endOf(session)).toBe('UPSTREAM_FAILED');
  });
});

test('WeChat refuses a code that its own event brought: the administrator is told at once', async () => {
  const session = await prepare(qiao, 'signed');

  await tell(session, 'never-was-one');

  expect(await endOf(session)).toBe('UPSTREAM_FAILED');
  expect(await answersTo('never-was-one')).toHaveLength(1);
});

test('WeChat has no calls left for today, and the page looks again: it is asked when the job says so, not before', async () => {
  const session = await prepare(qiao, 'quota');
  await qiao.wechat.fault({ path: '/cgi-bin/component/api_query_auth', times: 100, errcode: 45009 });
  const scan = { event: 'NEVER', follow: false } as const;
  const { redirectUrl } = await qiao.wechat.scan(session.page, session.appId, scan);
  const code = new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '';
  const look = async () => {
    await listening(qiao, 1, () => void fetch(redirectUrl ?? '').catch(() => null));
    await qiao.services.confirmations.settled();
  };
  await look();
  // On a busy machine nobody may have asked WeChat yet.
  await eventually(async () => ((await answersTo(code)) ?? []).length > 0);
  const job = [`exchange:${session.id}`];
  const later = `update graphile_worker._private_jobs set run_at = now() + interval '1 hour' where key = $1 returning id`;
  // On a busy machine the job may be running at this moment, and then it makes the next one.
  await eventually(async () => {
    await settled(qiao);
    return (await sql(qiao, later, job)).length === 1;
  });
  const asked = (await answersTo(code)) ?? [];

  for (let times = 0; times < 3; times += 1) await look();

  expect(await answersTo(code)).toEqual(asked);
  await qiao.wechat.clearFaults();
  await sql(qiao, 'update graphile_worker._private_jobs set run_at = now() where key = $1', job);
  expect(await endOf(session)).toBe('COMPLETED');
});
