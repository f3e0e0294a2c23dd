import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { eventXml, push } from '../kit/push.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql, storedConnections } from '../kit/stored.ts';
import { accountOf } from '../kit/stories.ts';
import { confirm, exchangesOf, expectWorkingTokens, type Prepared, prepare, unheard } from './kit.ts';

const EXCHANGE_API = '/cgi-bin/component/api_query_auth';
const LOST = { path: EXCHANGE_API, when: 'AFTER', reset: true } as const;

let qiao: Qiao;
beforeAll(async () => {
  qiao = await startQiao({ logTo: { write: () => {} } });
});
afterEach(() => qiao.wechat.clearFaults());
afterAll(() => qiao.close());

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
    await eventually(async () => (await exchangesOf(qiao)).get(code)?.length === 1);
    codes.push(code);
  }
  for (const { id } of sessions) await failed(id, 1);
  return codes;
}

/** The exchange of that session has been tried so often, and rests. */
const failed = (id: string, attempts: number) =>
  eventually(
    async () =>
      (
        await sql(
          qiao,
          'select from graphile_worker._private_jobs where key = $1 and attempts = $2 and locked_at is null',
          [`exchange:${id}`, attempts],
        )
      ).length === 1,
  );

/** Its next attempt is due. */
const again = (what: 'exchange' | 'watch', ...ids: readonly string[]) =>
  sql(qiao, 'update graphile_worker._private_jobs set run_at = now() where key = any($1)', [
    ids.map((id) => `${what}:${id}`),
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
    await failed(session.id, 1);
    await again('exchange', session.id);

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
    const page = fetch(redirectUrl ?? '');
    await failed(session.id, 1);
    await again('exchange', session.id);
    await failed(session.id, 2);

    const event = {
      InfoType: 'authorized',
      AuthorizerAppid: session.appId,
      AuthorizationCode: new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '',
      PreAuthCode: session.preAuthCode,
    };
    await push(qiao, eventXml(qiao, event));
    await settled(qiao);
    await again('exchange', session.id);

    expect(await statusOf(session)).toBe('COMPLETED');
    expect((await page).status).toBe(200);
    expect(await qiao.wechat.calls('api_get_authorizer_list')).toHaveLength(0);
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
    await again('exchange', ...sessions.map(({ id }) => id));

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
    await again('exchange', session.id);

    expect(await statusOf(session)).toBe('UPSTREAM_FAILED');
    expect((await exchangesOf(qiao)).get(code)).toHaveLength(2);
    expect(await accountOf(session.admin, session.accountId)).toMatchObject({ status: 'DRAFT', appId: null });
  });

  test('the refreshed pair is lost, too: the next attempt asks for the current one', async () => {
    await qiao.wechat.withSettings({ rotateRefreshTokenOnRefresh: true }, async () => {
      const session = await prepare(qiao, 'twice');
      await qiao.wechat.fault({ ...LOST, times: 1 });
      const code = await confirm(qiao, session);
      await failed(session.id, 1);
      const refresh = {
        path: '/cgi-bin/component/api_authorizer_token',
        when: 'AFTER',
        reset: true,
      } as const;
      await qiao.wechat.fault({ ...refresh, times: 1 });
      await again('exchange', session.id);
      await failed(session.id, 2);
      await again('exchange', session.id);

      expect(await statusOf(session)).toBe('COMPLETED');
      expect((await exchangesOf(qiao)).get(code)).toHaveLength(3);
      await expectWorkingTokens(qiao, session.appId);
    });
  });
});

test('WeChat is busy for as long as a code lives, and only the job that watches the lease is left: the session ends', async () => {
  const session = await prepare(qiao, 'busy');
  await qiao.wechat.fault({ path: EXCHANGE_API, times: 1_000_000, errcode: -1 });
  const code = await confirm(qiao, session);
  await failed(session.id, 1);
  // As after a crash: the exchange's own job found the lease taken, and is over.
  await sql(qiao, 'delete from graphile_worker._private_jobs where key = $1', [`exchange:${session.id}`]);
  await pass(61);
  await again('watch', session.id);

  expect(await statusOf(session)).toBe('UPSTREAM_FAILED');
  await settled(qiao);
  expect((await exchangesOf(qiao)).get(code)).toHaveLength(6);
});
