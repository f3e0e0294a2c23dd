import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { eventually } from '../kit/eventually.ts';
import { CancelAuthorizationDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, settled, sql, stored } from '../kit/stored.ts';
import {
  addAccount,
  attempt,
  authorized,
  COMPLETE,
  listeners,
  openSession,
  outcome,
  sessionOf,
} from '../kit/stories.ts';

const qiao = useQiao();
let admin: TestClient;
beforeAll(async () => {
  admin = await qiao.caller();
});

const newSession = async () => openSession(admin, (await addAccount(admin)).id);

async function page(url: string, language = '*') {
  const response = await fetch(url, { headers: { 'accept-language': language } });
  expectSafe(response.headers);
  const html = await response.text();
  expectSelfContained(html);
  return { status: response.status, title: /<h1>(.*?)<\/h1>/.exec(html)?.[1], html };
}

/** WeChat must see where the browser comes from; nobody may keep, frame or extend the page. */
function expectSafe(headers: Headers): void {
  expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy.split('; ').toSorted()).toEqual([
    "base-uri 'none'",
    "default-src 'none'",
    "frame-ancestors 'none'",
    "script-src 'unsafe-inline'",
    "style-src 'unsafe-inline'",
  ]);
}

function expectSelfContained(html: string): void {
  expect(html).toMatch(/^<!doctype html>/);
  expect(html).not.toMatch(/\ssrc=|<link|@import|url\(|<iframe|<object|<form/i);
}

/** What the page offers to do next. */
function offered(html: string): { address: string | undefined; label: string | undefined } {
  const [, address, label] = /<a href="([^"]+)">(.*?)<\/a>/.exec(html) ?? [];
  return { address, label };
}

/** The `state` in the address to which WeChat sends the browser back. */
const stateOf = ({ mobileUrl }: { mobileUrl: string }): string => {
  const redirect = new URL(mobileUrl).searchParams.get('redirect_uri') ?? '';
  return new URL(redirect).searchParams.get('state') ?? '';
};
const returned = (query: Record<string, string>) =>
  page(`${qiao.url}/wechat/authorized?${new URLSearchParams(query)}`);

describe('/wechat/authorize/:launchId', () => {
  test('leads on to the QR page of WeChat, by a link that a script follows', async () => {
    const session = await newSession();

    const { status, html, title } = await page(session.launchUrl);

    expect([status, title]).toEqual([200, 'Connecting to WeChat']);
    const link = new URL(/id="continue" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&#38;', '&') ?? '');
    const phone = new URL(session.mobileUrl);
    expect(link.origin + link.pathname).toBe(`${qiao.config.wechat.mpUrl}/cgi-bin/componentloginpage`);
    expect(Object.fromEntries(link.searchParams)).toEqual({
      component_appid: qiao.config.wechat.appId,
      pre_auth_code: phone.searchParams.get('pre_auth_code'),
      redirect_uri: phone.searchParams.get('redirect_uri'),
      auth_type: '1',
    });
    expect(html).toContain("document.getElementById('continue').click()");
    expect((await sessionOf(admin, session.id)).step).toBe('OPENED');
  });

  test('may be opened again as long as nobody confirmed', async () => {
    const session = await newSession();

    const first = await page(session.launchUrl);
    const second = await page(session.launchUrl);

    expect(second).toEqual(first);
    expect(await sessionOf(admin, session.id)).toMatchObject({ status: 'PENDING', step: 'OPENED' });
  });

  test.each(['01890000-0000-7000-8000-000000000000', 'abc', '%27', 'x'.repeat(90)])(
    'an unknown id (%s) is not found',
    async (id) => {
      const before = await stored(qiao);

      expect(await page(`${qiao.url}/wechat/authorize/${id}`)).toMatchObject({
        status: 404,
        title: 'This link is not known',
      });
      expect(await stored(qiao)).toEqual(before);
    },
  );

  test('of a session that has ended tells how', async () => {
    const cancelled = await newSession();
    await admin.run(CancelAuthorizationDocument, { input: { sessionId: cancelled.id } });
    const { session: completed } = await authorized(qiao, admin, {});
    const { session: failed } = await attempt(qiao, admin, {}, { verified: false });
    const expired = await newSession();
    const runOut = `update authorization_session set expires_at = now() where id = $1`;
    await sql(qiao, runOut, [ownId(expired.id)]);
    const before = await stored(qiao);

    const sessions = [cancelled, completed, failed, expired];
    const pages = await Promise.all(sessions.map(({ launchUrl }) => page(launchUrl)));
    const inChinese = await Promise.all(
      sessions.map(({ launchUrl }) => page(launchUrl, 'zh-CN,zh;q=0.9,en;q=0.8')),
    );

    expect(pages.map(({ status, title }) => [status, title])).toEqual([
      [410, 'This authorization was cancelled'],
      [410, 'The account is authorized'],
      [410, 'The account was not authorized'],
      [410, 'This link has run out'],
    ]);
    expect(pages[2]?.html).toContain('The official account is not verified by WeChat.');
    const offers = pages.map(({ html }) => offered(html));
    expect(offers.map(({ label }) => label)).toEqual([
      ...['Try again in Qiao', undefined, 'Open the account in Qiao', 'Try again in Qiao'],
    ]);
    expect(inChinese.map(({ title, html }) => [title, offered(html).label])).toEqual([
      ['此授权已取消', '在 Qiao 中重试'],
      ['公众号已授权', undefined],
      ['公众号未能完成授权', '在 Qiao 中打开该公众号'],
      ['此链接已过期', '在 Qiao 中重试'],
    ]);
    expect(inChinese[2]?.html).toContain('该公众号未通过微信认证。');
    for (const { html } of inChinese) {
      expect(html).toContain('<html lang="zh">');
      // Nothing is left in English but names.
      expect(html.replaceAll(/<style>.*?<\/style>/gs, '').match(/>[^<]*[a-z]+ [a-z]+[^<]*</gi)).toBeNull();
    }
    const { account } = await sessionOf(admin, cancelled.id);
    expect(offers[0]?.address).toBe(`${qiao.config.publicUrl}/console/accounts/${account?.id}`);
    for (const { html } of pages.filter((_page, index) => index !== 1))
      expect(html).toContain('Ask the person who gave you this one for a new link');
    expect(pages.map(({ html }) => html).join()).not.toContain('componentloginpage');
    expect(await stored(qiao)).toEqual(before);
  });
});

describe('/wechat/authorized', () => {
  test('waits for the outcome and tells it', async () => {
    const session = await newSession();
    const { appId } = await qiao.wechat.account();
    const options = { event: 'NEVER', follow: false } as const;
    const { redirectUrl } = await qiao.wechat.confirm(session.launchUrl, appId, options);

    expect(await page(redirectUrl ?? '')).toMatchObject({ status: 200, title: 'The account is authorized' });
    expect((await sessionOf(admin, session.id)).status).toBe('COMPLETED');
  });

  test('tells why an account was refused, and what to do', async () => {
    const session = await newSession();
    const { appId } = await qiao.wechat.account({ verified: false });
    const options = { event: 'NEVER', follow: false } as const;
    const { redirectUrl } = await qiao.wechat.confirm(session.launchUrl, appId, options);

    const { title, html } = await page(redirectUrl ?? '');

    expect(title).toBe('The account was not authorized');
    expect(html).toContain('The official account is not verified by WeChat.');
    expect(html).toContain('Verify the account in mp.weixin.qq.com');
    expect(offered(html).label).toBe('Open the account in Qiao');
  });

  test('visited twice, tells the same and changes nothing more', async () => {
    const session = await newSession();
    const { appId } = await qiao.wechat.account();
    const { redirectUrl } = await qiao.wechat.confirm(session.launchUrl, appId);
    await settled(qiao);
    const before = await stored(qiao);
    const exchanges = await qiao.wechat.calls('api_query_auth');

    const [one, two] = [await page(redirectUrl ?? ''), await page(redirectUrl ?? '')];
    const changed = await page((redirectUrl ?? '').replace('auth_code=', 'auth_code=other'));
    await settled(qiao);

    expect([one, two, changed].map(({ title }) => title)).toEqual(Array(3).fill('The account is authorized'));
    expect(await stored(qiao)).toEqual(before);
    expect(await qiao.wechat.calls('api_query_auth')).toEqual(exchanges);
  });

  test('without a state that is known here, changes nothing', async () => {
    const session = await newSession();
    const state = stateOf(session);
    const before = await stored(qiao);
    const exchanges = await qiao.wechat.calls('api_query_auth');

    const forged = [
      {},
      { auth_code: 'x' },
      { state: '', auth_code: 'x' },
      { state: `${state}x`, auth_code: 'x' },
      { state: state.toUpperCase(), auth_code: 'x' },
      { state: ownId(session.id), auth_code: 'x' },
      { state: session.id, auth_code: 'x' },
    ];
    for (const query of forged) {
      const { status, title } = await returned(query as Record<string, string>);
      expect([status, title]).toEqual([404, 'This link is not known']);
    }
    const twice = `${qiao.url}/wechat/authorized?state=${state}&state=${state}&auth_code=x`;
    expect((await page(twice)).status).toBe(404);

    expect(await stored(qiao)).toEqual(before);
    expect(await qiao.wechat.calls('api_query_auth')).toEqual(exchanges);
    expect(await sessionOf(admin, session.id)).toMatchObject({ status: 'PENDING', step: 'CREATED' });
  });

  test('without a code, changes nothing and waits for one to come', async () => {
    const session = await newSession();
    const { appId } = await qiao.wechat.account();
    const link = await qiao.wechat.openLaunchPage(session.launchUrl);
    const before = await stored(qiao);
    const waiting = listeners(qiao);

    const pages = [
      returned({ state: stateOf(session) }),
      returned({ state: stateOf(session), auth_code: '' }),
    ];
    await eventually(() => listeners(qiao) === waiting + 2);
    expect(await stored(qiao)).toEqual(before);
    await qiao.wechat.scan(link, appId, { follow: false });

    expect((await Promise.all(pages)).map(({ title }) => title)).toEqual(
      Array(2).fill('The account is authorized'),
    );
    await eventually(() => listeners(qiao) === waiting);
  });

  test('with a code that WeChat never gave, fails the session when no event has come for a minute; starting again helps', async () => {
    const account = await addAccount(admin, { ...COMPLETE, description: 'forged' });
    const session = await openSession(admin, account.id);
    const before = (await qiao.wechat.calls('api_query_auth')).length;
    const asked = async () => (await qiao.wechat.calls('api_query_auth')).length - before;

    const waiting = listeners(qiao);
    const bring = () => returned({ state: stateOf(session), auth_code: 'queryauthcode@@@forged' });
    const shown = [bring()];
    const id = ownId(session.id);
    const refused = `select from graphile_worker._private_jobs where key = $1 and run_at < now() + interval '1 minute'
      and exists (select from authorization_session where id = $2 and step = 'CONFIRMED' and lease_version = 1)`;
    await eventually(async () => (await sql(qiao, refused, [`exchange:${id}`, id])).length === 1);
    expect(await sessionOf(admin, session.id)).toMatchObject({ status: 'PENDING' });
    // The page loads itself anew while it waits.
    shown.push(bring(), bring(), bring());
    await eventually(() => listeners(qiao) === waiting + 4);
    expect(await asked()).toBe(1);

    const minute = `update authorization_session set confirmed_at = confirmed_at - interval '1 minute' where id = $1`;
    await sql(qiao, minute, [id]);
    const due = 'update graphile_worker._private_jobs set run_at = now() where key = $1';
    await sql(qiao, due, [`exchange:${id}`]);

    expect((await Promise.all(shown)).map(({ title }) => title)).toEqual(
      Array(4).fill('The account was not authorized'),
    );
    expect(await asked()).toBe(2);
    expect(await outcome(admin, session.id)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'UPSTREAM_FAILED', retryable: true },
      account: { status: 'DRAFT' },
    });
  });

  test('the code of one session is of no use to another', async () => {
    const [mine, other] = [await newSession(), await newSession()];
    const { appId } = await qiao.wechat.account();
    const { redirectUrl } = await qiao.wechat.confirm(mine.launchUrl, appId);
    const code = new URL(redirectUrl ?? '').searchParams.get('auth_code') ?? '';
    await outcome(admin, mine.id);
    await settled(qiao);
    const before = await stored(qiao);
    const waiting = listeners(qiao);

    const shown = returned({ state: stateOf(other), auth_code: code });
    await eventually(() => listeners(qiao) === waiting + 1);

    expect(await stored(qiao)).toEqual(before);
    await admin.run(CancelAuthorizationDocument, { input: { sessionId: other.id } });
    expect((await shown).title).toBe('This authorization was cancelled');
  });
});
