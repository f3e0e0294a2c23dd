import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { CancelAuthorizationDocument } from '../kit/generated/operations.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { settled, sql } from '../kit/stored.ts';
import { openSession, sessionOf } from '../kit/stories.ts';
import { exchangesOf, expectWorkingTokens, type Prepared, prepare, runNow } from './kit.ts';

let qiao: Qiao;
beforeAll(async () => {
  qiao = await startQiao({ logTo: { write: () => {} } });
});
afterEach(() => sql(qiao, 'drop trigger if exists fault on authorization_session'));
afterAll(() => qiao.close());

/** The browser has returned, and every attempt to exchange the code fails until its job is given up. */
async function givenUp(site: string): Promise<Prepared & { code: string }> {
  const session = await prepare(qiao, site);
  await sql(
    qiao,
    `create or replace function fault() returns trigger language plpgsql as $$ begin raise 'fault'; end $$`,
  );
  await sql(
    qiao,
    `create trigger fault before update on authorization_session for each row
       when (old.step = 'CONFIRMED' and new.step = 'EXCHANGING') execute function fault()`,
  );
  const scan = { event: 'NEVER', follow: false } as const;
  const { redirectUrl } = await qiao.wechat.scan(session.page, session.appId, scan);
  void fetch(redirectUrl ?? '').catch(() => null);
  const last = `update graphile_worker._private_jobs set attempts = max_attempts - 1, run_at = now() where key = $1 returning id`;
  await eventually(async () => (await sql(qiao, last, [`exchange:${session.id}`])).length === 1);
  await eventually(() => isDead(session));
  return { ...session, code: new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '' };
}

const isDead = async ({ id }: Prepared) => {
  const dead = `select from graphile_worker._private_jobs where key = $1 and attempts >= max_attempts and locked_at is null`;
  return (await sql(qiao, dead, [`exchange:${id}`])).length === 1;
};

test('the job of a confirmed session was given up: it is taken up again within a minute', async () => {
  const session = await givenUp('given up');
  expect((await sessionOf(session.admin, session.sessionId)).status).toBe('PENDING');
  const input = { sessionId: session.sessionId };
  const { cancelAuthorization } = await session.admin.run(CancelAuthorizationDocument, { input });
  expect(cancelAuthorization.userErrors.map(({ code }) => code)).toEqual(['AUTHORIZATION_IN_PROGRESS']);

  await sql(qiao, 'drop trigger fault on authorization_session');
  await runNow(qiao, 'authorization.revive-exchanges');

  expect((await session.ended).status).toBe('COMPLETED');
  await settled(qiao);
  expect((await exchangesOf(qiao)).get(session.code)).toHaveLength(1);
  await expectWorkingTokens(qiao, session.appId);
});

test.each([
  ['its code cannot be read', `code = 'unreadable'`],
  ['an answer cannot be read', `step = 'READING_ACCOUNT', answer = 'unreadable'`],
])(
  'nobody can take the session up, for %s: it fails when its code has run out, and not before',
  async (_, broken) => {
    const session = await givenUp(`broken ${broken}`);
    await sql(qiao, 'drop trigger fault on authorization_session');
    await sql(qiao, `update authorization_session set ${broken} where id = $1`, [session.id]);
    const pass = `update authorization_session set confirmed_at = confirmed_at - make_interval(mins => $2) where id = $1`;

    await sql(qiao, pass, [session.id, 58]);
    const attempted = `select from graphile_worker._private_jobs where key = $1 and attempts = 1 and locked_at is null`;
    await runNow(qiao, 'authorization.revive-exchanges');
    await eventually(async () => (await sql(qiao, attempted, [`exchange:${session.id}`])).length === 1);
    expect((await sessionOf(session.admin, session.sessionId)).status).toBe('PENDING');

    await sql(qiao, pass, [session.id, 2]);
    await sql(qiao, 'update graphile_worker._private_jobs set run_at = now() where key = $1', [
      `exchange:${session.id}`,
    ]);
    const { status, failure } = await session.ended;
    expect([status, failure?.code]).toEqual(['FAILED', 'UPSTREAM_FAILED']);
    await settled(qiao);
    expect((await exchangesOf(qiao)).get(session.code)).toBeUndefined();
    expect((await openSession(session.admin, session.accountId)).id).not.toBe(session.sessionId);
  },
);
