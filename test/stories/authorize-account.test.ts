import { afterEach, expect, test } from 'vitest';
import { AuthorizeAccountDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql, stored } from '../kit/stored.ts';
import { accountOf, addAccount, errorCodes, openSession, sessionOf } from '../kit/stories.ts';

const qiao = useQiao();
afterEach(() => qiao.wechat.clearFaults());

const preAuthCodes = async () => (await qiao.wechat.calls('api_create_preauthcode')).length;

test('a new session has a link for a browser, one for a phone and a QR code, for half an hour', async () => {
  const admin = await qiao.caller({ site: 'links' });
  const { id } = await addAccount(admin);
  const start = Date.now();

  const session = await openSession(admin, id);

  expect(session).toEqual({
    id: session.id,
    status: 'PENDING',
    step: 'CREATED',
    launchUrl: `${qiao.url}/wechat/authorize/${ownId(session.id)}`,
    mobileUrl: session.mobileUrl,
    qrCodeSvg: session.qrCodeSvg,
    expiresAt: session.expiresAt,
    failure: null,
    account: { id, status: 'DRAFT' },
  });
  const life = Date.parse(session.expiresAt) - start;
  expect(life).toBeGreaterThan(1_799_000);
  expect(life).toBeLessThan(1_830_000);
  expect(session.qrCodeSvg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*viewBox="0 0 \d+ \d+"/);
  expect(session.qrCodeSvg.trim()).toMatch(/<\/svg>$/);
  expect(session.qrCodeSvg).not.toContain('script');
});

test("the phone's link is WeChat's, for official accounts, and comes back to us with a state that is not the session's id", async () => {
  const admin = await qiao.caller({ site: 'mobile' });
  const session = await openSession(admin, (await addAccount(admin)).id);

  const link = new URL(session.mobileUrl);

  expect(`${link.origin}${link.pathname}${link.hash}`).toBe(
    `${qiao.config.wechat.openUrl}/wxaopen/safe/bindcomponent#wechat_redirect`,
  );
  expect(Object.fromEntries(link.searchParams)).toEqual({
    action: 'bindcomponent',
    no_scan: '1',
    component_appid: qiao.config.wechat.appId,
    pre_auth_code: expect.stringMatching(/\w{10}/),
    redirect_uri: expect.stringMatching(new RegExp(`^${qiao.url}/wechat/authorized\\?state=[\\w-]{22}$`)),
    auth_type: '1',
  });
  expect(link.href).not.toContain(ownId(session.id));
});

test('the session is found again by its id and as the latest of its account', async () => {
  const admin = await qiao.caller({ site: 'again' });
  const { id } = await addAccount(admin);

  const { qrCodeSvg: _picture, ...session } = await openSession(admin, id);

  expect(await sessionOf(admin, session.id)).toEqual(session);
  expect((await accountOf(admin, id)).authorizationSession).toEqual(session);
});

test('as long as its link has five minutes to live, the waiting session is given again', async () => {
  const admin = await qiao.caller({ site: 'reuse' });
  const { id } = await addAccount(admin);
  const before = await preAuthCodes();

  const first = await openSession(admin, id);
  const second = await openSession(admin, id);

  expect(second).toEqual(first);
  expect(await preAuthCodes()).toBe(before + 1);
});

test('with less than five minutes left a new session takes its place', async () => {
  const admin = await qiao.caller({ site: 'short' });
  const { id } = await addAccount(admin);
  const first = await qiao.wechat.withSettings({ preAuthCodeSeconds: 299 }, () => openSession(admin, id));

  const second = await openSession(admin, id);

  expect(second.id).not.toBe(first.id);
  expect(second.status).toBe('PENDING');
  expect(await sessionOf(admin, first.id)).toMatchObject({ status: 'CANCELLED', mobileUrl: first.launchUrl });
  expect((await accountOf(admin, id)).authorizationSession?.id).toBe(second.id);
});

test('two administrators who click at the same moment get the same session', async () => {
  const one = await qiao.caller({ site: 'two', user: '17' });
  const two = await qiao.caller({ site: 'two', user: '18' });
  const { id } = await addAccount(one);

  const sessions = await Promise.all([one, two, one, two].map((admin) => openSession(admin, id)));

  expect(new Set(sessions.map((session) => session.id)).size).toBe(1);
  expect(new Set(sessions.map((session) => session.mobileUrl)).size).toBe(1);
  const count = 'select count(*)::int from authorization_session where account_id = $1';
  expect(await sql(qiao, count, [ownId(id)])).toEqual([{ count: 1 }]);
});

test('each account has a session and links of its own', async () => {
  const admin = await qiao.caller({ site: 'own' });

  const one = await openSession(admin, (await addAccount(admin)).id);
  const two = await openSession(admin, (await addAccount(admin)).id);

  expect(new Set([one.id, two.id, one.launchUrl, two.launchUrl, one.mobileUrl, two.mobileUrl]).size).toBe(6);
});

test('what leads to the account is stored sealed or as a digest', async () => {
  const admin = await qiao.caller({ site: 'sealed' });
  const session = await openSession(admin, (await addAccount(admin)).id);
  const link = new URL(session.mobileUrl).searchParams;
  const state = new URL(link.get('redirect_uri') ?? '').searchParams.get('state') ?? '';

  const everything = JSON.stringify(await stored(qiao));

  expect(state).not.toBe('');
  expect(everything).not.toContain(state);
  expect(everything).not.toContain(link.get('pre_auth_code'));
});

test.each([
  ['is busy', { errcode: -1 }],
  ['answers 502', { httpStatus: 502 }],
  ['cuts the connection', { reset: true }],
])('while WeChat %s nothing changes, and trying again helps', async (_what, fault) => {
  const admin = await qiao.caller({ site: 'away' });
  const { id } = await addAccount(admin);
  const before = await stored(qiao);
  await qiao.wechat.fault({ path: '/cgi-bin/component/api_create_preauthcode', times: 5, ...fault });

  const { authorizeAccount } = await admin.run(AuthorizeAccountDocument, { input: { accountId: id } });

  expect(authorizeAccount).toEqual({
    authorizationSession: null,
    userErrors: [
      {
        code: 'UPSTREAM_UNAVAILABLE',
        message: 'WeChat is not available. Nothing changed; try again in a minute.',
        path: null,
      },
    ],
  });
  expect(await stored(qiao)).toEqual(before);

  await qiao.wechat.clearFaults();
  expect((await openSession(admin, id)).status).toBe('PENDING');
});

test.each([
  [45009, /^Qiao has used up its daily quota of calls at WeChat \(45009\): .+T16:00:00\.000Z/],
  [40164, /^WeChat refuses this server's address( \S+)? \(40164\): ask the operator of Qiao to add it/],
  [61028, /^WeChat refuses the configuration of Qiao \(61028\): ask the operator of Qiao/],
])(
  'what only the operator of Qiao can cure (%i) is said so, and trying again does not help',
  async (errcode, message) => {
    const admin = await qiao.caller({ site: 'refused' });
    const { id } = await addAccount(admin);
    await qiao.wechat.fault({ path: '/cgi-bin/component/api_create_preauthcode', times: 1, errcode });

    const { authorizeAccount } = await admin.run(AuthorizeAccountDocument, { input: { accountId: id } });

    expect(authorizeAccount).toEqual({
      authorizationSession: null,
      userErrors: [{ code: 'OPERATOR_REQUIRED', message: expect.stringMatching(message), path: null }],
    });
    expect((await openSession(admin, id)).status).toBe('PENDING');
  },
);

test('while WeChat is away the waiting session can still be shown', async () => {
  const admin = await qiao.caller({ site: 'away-waiting' });
  const { id } = await addAccount(admin);
  const first = await openSession(admin, id);
  await qiao.wechat.fault({ path: '/cgi-bin/component/*', times: 5, errcode: -1 });

  expect(await openSession(admin, id)).toEqual(first);
});

test('a component token that WeChat no longer takes is replaced on the way', async () => {
  const admin = await qiao.caller({ site: 'token' });
  const { id } = await addAccount(admin);
  await openSession(admin, (await addAccount(admin)).id);
  const tokens = (await qiao.wechat.calls('api_component_token')).length;
  await qiao.wechat.fault({ path: '/cgi-bin/component/api_create_preauthcode', times: 1, errcode: 40001 });

  expect((await openSession(admin, id)).status).toBe('PENDING');
  expect((await qiao.wechat.calls('api_component_token')).length).toBe(tokens + 1);
});

test('an account that does not exist is refused before WeChat is asked', async () => {
  const admin = await qiao.caller({ site: 'unknown' });
  const { id } = await addAccount(admin);
  const removed = await addAccount(admin);
  await sql(
    qiao,
    `update official_account set status = 'REMOVED', removed_at = now(), follower_data = 'ERASE' where id = $1`,
    [ownId(removed.id)],
  );
  const session = await openSession(admin, id);
  const before = await stored(qiao);
  const asked = await preAuthCodes();

  const unknown = Buffer.from('OfficialAccount:01890000-0000-7000-8000-000000000000').toString('base64url');
  for (const accountId of ['', 'abc', unknown, session.id, removed.id]) {
    const { authorizeAccount } = await admin.run(AuthorizeAccountDocument, { input: { accountId } });
    expect(authorizeAccount).toEqual({
      authorizationSession: null,
      userErrors: [
        {
          code: 'NOT_FOUND',
          message: 'There is no such official account, or you may not use it.',
          path: ['accountId'],
        },
      ],
    });
  }
  expect(await stored(qiao)).toEqual(before);
  expect(await preAuthCodes()).toBe(asked);
});

test('a marketer may not authorize accounts', async () => {
  const admin = await qiao.caller({ site: 'marketer' });
  const { id } = await addAccount(admin);
  const marketer = await qiao.caller({ site: 'marketer', role: 'marketer' });
  const before = await stored(qiao);
  const asked = await preAuthCodes();

  const answer = await marketer.ask(AuthorizeAccountDocument, { input: { accountId: id } });

  expect(errorCodes(answer)).toEqual(['FORBIDDEN']);
  expect(answer.data).toBeNull();
  expect(await stored(qiao)).toEqual(before);
  expect(await preAuthCodes()).toBe(asked);
});
