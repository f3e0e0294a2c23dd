import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { LOCK_WAITS, withClient } from '../kit/database.ts';
import { signedUrl, siteParams } from '../kit/eloqua-calls.ts';
import { eventually } from '../kit/eventually.ts';
import {
  ContactFieldsDocument,
  InstallationStateDocument,
  OfficialAccountChangedDocument,
} from '../kit/generated/operations.ts';
import type { Qiao } from '../kit/qiao.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { sql, sqlUnseen, stored, storedBut, storedButSignedCalls } from '../kit/stored.ts';
import {
  accountOf,
  authorized,
  COMPLETE,
  errorCodes,
  listening,
  openSession,
  sessionOf,
} from '../kit/stories.ts';

const qiao = useQiao();

const ENABLE = '/eloqua/app/enable';
const enable = (params: Record<string, string>) =>
  fetch(signedUrl(qiao, ENABLE, params, { method: 'POST' }), { method: 'POST', redirect: 'manual' });
const state = async (client: Awaited<ReturnType<Qiao['caller']>>) =>
  (await client.run(InstallationStateDocument, {})).installation;

describe('enable', () => {
  test('makes an installation, asks an administrator, and is done when they have confirmed', async () => {
    await qiao.eloqua.site('first');

    const install = await qiao.eloqua.reinstall('first');

    expect(install.status).toBe('READY');
    expect(install.steps.map(({ method, url, status }) => [method, new URL(url).pathname, status])).toEqual([
      ['POST', '/eloqua/app/enable', 302],
      ['GET', '/auth/oauth2/authorize', 200],
      ['GET', '/eloqua/app/oauth/callback', 302],
      ['GET', `/Apps/Cloud/Admin/Install/Callback/${install.installId}`, 200],
    ]);
    const admin = await qiao.caller({ site: 'first' });
    expect(await state(admin)).toEqual({
      id: expect.any(String),
      site: 'first',
      status: 'AVAILABLE',
      connection: {
        platform: 'ELOQUA',
        state: 'CONNECTED',
        failingReason: null,
        failingSince: null,
        connectedAt: expect.any(String),
        userName: 'Mei.Lin',
      },
      requirements: [],
      defaultTimezone: 'Asia/Shanghai',
      limits: { accountsPerOpenPlatform: 5 },
      createdAt: expect.any(String),
    });
  });

  test('the connection and the audit trail name the marketing platform', async () => {
    await qiao.eloqua.site('named');
    await qiao.eloqua.reinstall('named');
    const ofSite = `(select installation_id from installation_site where site = 'named')`;

    expect(
      await sql(qiao, `select platform from marketing_connection where installation_id = ${ofSite}`),
    ).toEqual([{ platform: 'ELOQUA' }]);
    const entries = await sql(
      qiao,
      `select action, after->>'platform' as platform from audit_entry where installation_id = ${ofSite} order by id`,
    );
    expect(entries).toEqual([
      { action: 'install', platform: 'ELOQUA' },
      { action: 'connect', platform: 'ELOQUA' },
    ]);
  });

  test('until then nobody can do anything but see that', async () => {
    await qiao.eloqua.site('waiting');
    await qiao.eloqua.reinstall('waiting', { consent: 'WAIT' });
    const admin = await qiao.caller({ site: 'waiting' }).catch(() => null);
    // The kit has the site connected before it gives a caller: that is the confirmation.
    expect(admin && (await state(admin)).status).toBe('AVAILABLE');

    await qiao.eloqua.reinstall('waiting', { consent: 'WAIT' });

    const again = await qiao.caller({ site: 'waiting' });
    expect(await state(again)).toMatchObject({
      status: 'UNAVAILABLE',
      connection: { state: 'NOT_CONNECTED', connectedAt: null, userName: null },
      requirements: [{ code: 'CONNECTION_REQUIRED', message: expect.stringContaining('Install it again') }],
    });
    expect(errorCodes(await again.ask(ContactFieldsDocument, {}))).toEqual(['INSTALLATION_UNAVAILABLE']);
    expect(errorCodes(await again.ask('{ __typename viewer { userId } terms { version } }'))).toEqual([
      'INSTALLATION_UNAVAILABLE',
    ]);
    const [refused] = await Array.fromAsync(again.subscribe(OfficialAccountChangedDocument, {}));
    expect(refused?.errors?.map(({ extensions }) => extensions?.code)).toEqual(['INSTALLATION_UNAVAILABLE']);
  });

  test('again loses nothing that was configured; an open subscription ends with the reason', async () => {
    const admin = await qiao.caller({ site: 'again' });
    const { accountId } = await authorized(qiao, admin, COMPLETE);
    const before = await accountOf(admin, accountId);
    const stream = await listening(qiao, 1, () => {
      const subscription = admin.subscribe(OfficialAccountChangedDocument, {});
      return { results: Array.fromAsync(subscription) };
    });

    await qiao.eloqua.reinstall('again', { consent: 'WAIT' });

    const results = await stream.results;
    expect(results.at(-1)?.errors?.map(({ extensions }) => extensions?.code)).toEqual([
      'INSTALLATION_UNAVAILABLE',
    ]);
    expect(await sql(qiao, secretsOf('again'))).toEqual([]);
    await qiao.eloqua.reinstall('again');
    expect(await accountOf(admin, accountId)).toEqual(before);
  });

  test('a second time, while an earlier answer is being checked, counts: the earlier answer connects nothing', async () => {
    const admin = await qiao.caller({ site: 'overtaken' });
    await qiao.eloqua.forgetRequests();
    await qiao.eloqua.fault({ path: '/id', times: 1, when: 'AFTER', latencyMs: 9_000 });
    const overtaken = qiao.eloqua.reinstall('overtaken');
    await eventually(async () => (await qiao.eloqua.requests('/id')).length === 1);

    await qiao.eloqua.reinstall('overtaken', { consent: 'WAIT' });
    await qiao.eloqua.clearFaults();

    expect((await overtaken).steps.at(-1)?.status).toBe(400);
    expect(await state(admin)).toMatchObject({
      status: 'UNAVAILABLE',
      connection: { state: 'NOT_CONNECTED' },
    });
    expect(await sql(qiao, secretsOf('overtaken'))).toEqual([]);
  });

  test('twice at once makes one installation', async () => {
    await qiao.eloqua.site('twice');
    const params = { ...(await siteParams(qiao, 'twice')), callback_url: 'https://secure.eloqua.com/cb' };
    const enable = () =>
      fetch(signedUrl(qiao, ENABLE, params, { method: 'POST' }), { method: 'POST', redirect: 'manual' });

    const answers = await Promise.all(Array.from({ length: 10 }, enable));

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 302));
    expect(await sql(qiao, `select status from installation where site = 'twice'`)).toEqual([
      { status: 'UNAVAILABLE' },
    ]);
  });

  test.each([
    ['no signature', (url: string) => url.replace(/&oauth_signature=.*/, ''), 'MALFORMED'],
    [
      'another signature',
      (url: string) => url.replace(/oauth_signature=.*/, 'oauth_signature=AAAA'),
      'BAD_SIGNATURE',
    ],
    [
      'another parameter than was signed',
      (url: string) => url.replace('site_name=calls', 'site_name=other'),
      'BAD_SIGNATURE',
    ],
  ])('is refused with %s, and nothing changes', async (_name, change, code) => {
    await qiao.eloqua.site('calls').catch(() => null);
    const before = await stored(qiao);
    const params = { ...(await siteParams(qiao, 'calls')), callback_url: 'https://secure.eloqua.com/cb' };

    const answer = await fetch(change(signedUrl(qiao, ENABLE, params, { method: 'POST' })), {
      method: 'POST',
    });

    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({
      error: { code, message: expect.any(String), requestId: answer.headers.get('x-request-id') },
    });
    expect(await stored(qiao)).toEqual(before);
  });

  test.each([
    ['six minutes late', { at: -360 }, 'STALE'],
    ['six minutes early', { at: 360 }, 'STALE'],
    ['with the key of another app', { key: 'another' }, 'UNKNOWN_KEY'],
    ['with another secret', { secret: 'another' }, 'BAD_SIGNATURE'],
  ])('a call that is signed %s is refused, and nothing changes', async (_name, signing, code) => {
    await qiao.eloqua.site('calls').catch(() => null);
    const before = await stored(qiao);
    const params = { ...(await siteParams(qiao, 'calls')), callback_url: 'https://secure.eloqua.com/cb' };

    const answer = await fetch(signedUrl(qiao, ENABLE, params, { method: 'POST', ...signing }), {
      method: 'POST',
    });

    expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([
      401,
      code,
    ]);
    expect(await stored(qiao)).toEqual(before);
  });

  test('a call is taken once, by one of those who bring it at the same time', async () => {
    const params = { ...(await siteParams(qiao, 'first')), callback_url: 'https://secure.eloqua.com/cb' };
    const url = signedUrl(qiao, '/eloqua/app/status', params);

    const answers = await Promise.all(Array.from({ length: 10 }, () => fetch(url)));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 401),
    ]);
    expect(await (await fetch(url)).json()).toMatchObject({ error: { code: 'REPLAYED' } });
  });

  test('two sites may choose the same nonce in the same second', async () => {
    await qiao.caller({ site: 'noncesA' });
    await qiao.caller({ site: 'noncesB' });
    const nonce = 'the same';
    const at = Math.floor(Date.now() / 1000);
    const asked = ['noncesA', 'noncesB'].map(async (site) => {
      const params = { ...(await siteParams(qiao, site)), callback_url: 'https://secure.eloqua.com/cb' };
      const url = signedUrl(qiao, '/eloqua/app/status', params, {
        nonce,
        at: at - Math.floor(Date.now() / 1000),
      });
      return (await fetch(url)).status;
    });

    expect(await Promise.all(asked)).toEqual([200, 200]);
  });

  test.each([
    ['http://evil.example/cb', 400, 'UNSAFE_CALLBACK'],
    ['javascript:alert(1)', 400, 'UNSAFE_CALLBACK'],
    ['https://user:password@secure.eloqua.com/cb', 400, 'UNSAFE_CALLBACK'],
    ['', 400, 'INVALID_PARAMETERS'],
    ['https://secure.eloqua.com/\0', 400, 'INVALID_PARAMETERS'],
  ])('does not send a browser to “%s”, and installs nothing', async (callback_url, status, code) => {
    const before = await storedButSignedCalls(qiao);
    const params = { ...(await siteParams(qiao, 'first')), callback_url };

    const answer = await fetch(signedUrl(qiao, ENABLE, params, { method: 'POST' }), { method: 'POST' });

    expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([
      status,
      code,
    ]);
    expect(await storedButSignedCalls(qiao)).toEqual(before);
  });

  test('of another app is refused', async () => {
    const params = {
      ...(await siteParams(qiao, 'first')),
      app_id: randomUUID(),
      callback_url: 'https://x.example',
    };

    const answer = await fetch(signedUrl(qiao, ENABLE, params, { method: 'POST' }), { method: 'POST' });

    expect([answer.status, await answer.json()]).toMatchObject([403, { error: { code: 'UNKNOWN_APP' } }]);
  });

  test('of a site that was renamed is the same installation; a name that another has is refused', async () => {
    const params = { ...(await siteParams(qiao, 'first')), callback_url: 'https://secure.eloqua.com/cb' };
    await qiao.eloqua.install('namesake');
    const rename = (site_name: string) => enable({ ...params, site_name });
    const [{ id } = {}] = await sql(qiao, `select id from installation where site = 'first'`);

    expect((await rename('renamed')).status).toBe(302);
    expect(await sql(qiao, `select id from installation where site = 'renamed'`)).toEqual([{ id }]);
    const refused = await rename('namesake');
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      { error: { code: 'SITE_NAME_TAKEN' } },
    ]);
    expect((await rename('first')).status).toBe(302);
  });

  test('of a site that once had the name of another leaves the name to that one, as tokens still say it', async () => {
    const earlier = await qiao.caller({ site: 'moved' });
    const { id } = await state(earlier);
    const moved = { ...(await siteParams(qiao, 'moved')), callback_url: 'https://secure.eloqua.com/cb' };
    expect((await enable({ ...moved, site_name: 'moved on' })).status).toBe(302);
    const before = await storedButSignedCalls(qiao);

    const other = { ...moved, site_id: '4711', install_id: randomUUID(), site_name: 'moved' };
    expect((await enable(other)).status).toBe(409);

    expect(await storedButSignedCalls(qiao)).toEqual(before);
    expect(await state(earlier)).toMatchObject({ id, site: 'moved on' });
  });

  test('the same name wanted by twenty sites at once is one installation', async () => {
    const params = { ...(await siteParams(qiao, 'first')), callback_url: 'https://secure.eloqua.com/cb' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const site = { site_id: String(5000 + index), site_name: 'wanted', install_id: randomUUID() };
        return enable({ ...params, ...site });
      }),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([302, ...Array(19).fill(409)]);
    expect(await sql(qiao, `select from site_name where site = 'wanted'`)).toHaveLength(1);
  });
});

describe('the way back from the consent', () => {
  const back = (query: string) =>
    fetch(`${qiao.url}/eloqua/app/oauth/callback?${query}`, { redirect: 'manual' });
  const answered = async (waitingAt: string | null, site: string, body: object = {}) =>
    qiao.eloqua.call<{ redirectUrl: string }>('POST', '/_sandbox/authorize', {
      site,
      authorizeUrl: waitingAt,
      decision: 'ALLOW',
      follow: false,
      ...body,
    });

  test('a refusal is told on a page, and leaves everything as it was', async () => {
    await qiao.eloqua.site('denied');
    const { waitingAt } = await qiao.eloqua.reinstall('denied', { consent: 'WAIT' });
    const before = await storedBut(qiao, 'oauth_state');
    const { redirectUrl } = await answered(waitingAt, 'denied', { decision: 'DENY' });

    const page = await fetch(redirectUrl);

    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain('Qiao was not allowed to use Eloqua');
    expect(await storedBut(qiao, 'oauth_state')).toEqual(before);
  });

  test.each(['', 'state=&code=x', 'code=x', 'state=never-given&code=x', 'state=a&state=b&code=x'])(
    'with “%s” nothing happens, and the page says what to do',
    async (query) => {
      const before = await stored(qiao);

      const page = await back(query);

      expect(page.status).toBe(400);
      expect(await page.text()).toContain('was used already, or has run out');
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(await stored(qiao)).toEqual(before);
    },
  );

  test('is valid once: a repeated redirect finds nothing, and the code is exchanged once', async () => {
    await qiao.eloqua.site('once');
    const { waitingAt } = await qiao.eloqua.reinstall('once', { consent: 'WAIT' });
    const { redirectUrl } = await answered(waitingAt, 'once');
    await qiao.eloqua.forgetRequests();

    const pages = await Promise.all(
      Array.from({ length: 10 }, () => fetch(redirectUrl, { redirect: 'manual' })),
    );

    expect(pages.map(({ status }) => status).toSorted()).toEqual([
      302,
      ...Array.from({ length: 9 }, () => 400),
    ]);
    expect(await qiao.eloqua.requests('/auth/oauth2/token')).toHaveLength(1);
  });

  test('with a state of more than ten minutes ago comes too late', async () => {
    await qiao.eloqua.site('late');
    const { waitingAt } = await qiao.eloqua.reinstall('late', { consent: 'WAIT' });
    await sql(qiao, `update oauth_state set expires_at = now() - interval '1 second'`);
    const { redirectUrl } = await answered(waitingAt, 'late');

    expect((await fetch(redirectUrl, { redirect: 'manual' })).status).toBe(400);
    expect(await sql(qiao, secretsOf('late'))).toEqual([]);
  });

  test('by somebody who is signed in to another site connects nothing', async () => {
    await qiao.eloqua.site('mine');
    await qiao.eloqua.site('theirs');
    const { waitingAt } = await qiao.eloqua.reinstall('mine', { consent: 'WAIT' });
    const { redirectUrl } = await answered(waitingAt, 'theirs');

    const page = await fetch(redirectUrl, { redirect: 'manual' });

    expect(page.status).toBe(403);
    expect(await page.text()).toContain('another site of Eloqua');
    expect(await sql(qiao, secretsOf('mine'))).toEqual([]);
    expect(await sql(qiao, `select status from installation where site = 'mine'`)).toEqual([
      { status: 'UNAVAILABLE' },
    ]);
  });

  test.each([
    [{ httpStatus: 500 }, 503],
    [{ reset: true }, 503],
    [{ html: true }, 503],
    [{ empty: true }, 503],
    [{ httpStatus: 400 }, 502],
    [{ httpStatus: 401 }, 502],
    [{ httpStatus: 400, body: { error: 'invalid_grant' } }, 400],
  ])('while Eloqua answers %j nothing changes, and the next attempt connects', async (fault, status) => {
    const site = `flaky${JSON.stringify(fault).replaceAll(/[^A-Za-z0-9]/g, '')}`;
    await qiao.eloqua.site(site);
    const { waitingAt } = await qiao.eloqua.reinstall(site, { consent: 'WAIT' });
    const { redirectUrl } = await answered(waitingAt, site);
    await qiao.eloqua.fault({ path: '/auth/oauth2/token', times: 1, ...fault });

    const page = await fetch(redirectUrl, { redirect: 'manual' });

    expect(page.status).toBe(status);
    expect(await page.text()).toContain('Nothing was changed.');
    expect(await sql(qiao, secretsOf(site))).toEqual([]);
    await qiao.eloqua.clearFaults();
    expect((await qiao.eloqua.reinstall(site)).status).toBe('READY');
  });
});

/** Eloqua has ended the site's tokens, and Qiao has found that out. */
async function lost(site: string): Promise<void> {
  await qiao.eloqua.revoke(site);
  await sqlUnseen(qiao, `update installation set connection_state = 'LOST' where site = '${site}'`);
}

describe('configure', () => {
  test('shows, where Qiao cannot work, how things are, and a way to connect again that works', async () => {
    const admin = await qiao.caller({ site: 'gear' });
    const before = (await state(admin)).connection.connectedAt;
    await lost('gear');
    const page = await fetch(await qiao.eloqua.configureUrl('gear'));
    const text = await page.text();

    expect(page.status).toBe(200);
    expect(text).toContain('Qiao needs you at gear');
    expect(page.headers.get('content-security-policy')).toContain(
      `frame-ancestors https://*.eloqua.com ${qiao.eloqua.url}`,
    );
    expect(text).not.toContain('<script');
    const link = /href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&#38;', '&') ?? '';
    await qiao.eloqua.call('POST', '/_sandbox/authorize', {
      site: 'gear',
      authorizeUrl: link,
      decision: 'ALLOW',
      user: '20',
    });

    const { status, connection } = await state(admin);
    expect([status, connection.state, connection.userName]).toEqual(['AVAILABLE', 'CONNECTED', 'Ines.Silva']);
    expect(connection.connectedAt).not.toBe(before);
    expect((await admin.run(ContactFieldsDocument, {})).contactFields.totalCount).toBe(14);
  });

  test('without a signature shows nothing', async () => {
    const answer = await fetch(`${qiao.url}/eloqua/app/configure?site_id=1`);

    expect([answer.status, await answer.json()]).toMatchObject([401, { error: { code: 'MALFORMED' } }]);
  });
});

describe('status', () => {
  test('is good while the marketing platform answers, and only then', async () => {
    await qiao.caller({ site: 'checked' });
    expect(await qiao.eloqua.status('checked')).toEqual({ working: true, httpStatus: 200 });

    await qiao.eloqua.revoke('checked');
    await sql(qiao, 'delete from catalogue_read');

    expect(await qiao.eloqua.status('checked')).toEqual({ working: false, httpStatus: 503 });
    const params = await siteParams(qiao, 'checked');
    const answer = await fetch(signedUrl(qiao, '/eloqua/app/status', params));
    expect(await answer.json()).toMatchObject({ error: { code: 'LOST' } });
  });

  test('of a site that never installed Qiao says so', async () => {
    await qiao.eloqua.site('never');
    const answer = await fetch(signedUrl(qiao, '/eloqua/app/status', await siteParams(qiao, 'never')));

    expect([answer.status, await answer.json()]).toMatchObject([503, { error: { code: 'NOT_INSTALLED' } }]);
  });
});

describe('uninstall', () => {
  test.each(['DELETE', 'POST', 'GET'])(
    'by %s ends all work and drops every secret',
    async (uninstallMethod) => {
      const site = `un${uninstallMethod}`;
      const admin = await qiao.caller({ site });
      const { accountId } = await authorized(qiao, admin, COMPLETE);
      const session = await openSession(admin, accountId);
      const params = await siteParams(qiao, site);

      await qiao.eloqua.withSettings({ uninstallMethod }, () => qiao.eloqua.uninstall(site));

      expect(await state(admin)).toMatchObject({
        status: 'UNINSTALLED',
        connection: { state: 'NOT_CONNECTED' },
        requirements: [{ code: 'UNINSTALLED' }],
      });
      expect(errorCodes(await admin.ask(ContactFieldsDocument, {}))).toEqual(['INSTALLATION_UNAVAILABLE']);
      expect(await sql(qiao, secretsOf(site))).toEqual([]);
      const credentials = `select c.app_id from credential c join installation i on i.id = c.installation_id where i.site = $1`;
      expect(await sql(qiao, credentials, [site])).toEqual([]);
      const repeated = await fetch(signedUrl(qiao, '/eloqua/app/uninstall', params, { method: 'DELETE' }), {
        method: 'DELETE',
      });
      expect([repeated.status, await repeated.json()]).toEqual([200, { status: 'UNINSTALLED' }]);

      // Installing again brings back what was configured; only WeChat must be authorized again.
      await qiao.eloqua.reinstall(site);
      expect((await state(admin)).status).toBe('AVAILABLE');
      const account = await accountOf(admin, accountId);
      expect(account.status).toBe('ACTION_REQUIRED');
      expect(
        account.requirements.filter(({ severity }) => severity === 'BLOCKING').map(({ code }) => code),
      ).toEqual(['AUTHORIZATION_REQUIRED']);
      expect((await sessionOf(admin, session.id)).status).not.toBe('PENDING');
    },
  );

  test('of an installing that another has followed does nothing', async () => {
    const admin = await qiao.caller({ site: 'followed' });
    const old = await siteParams(qiao, 'followed');
    await qiao.eloqua.reinstall('followed');

    const answer = await fetch(signedUrl(qiao, '/eloqua/app/uninstall', old, { method: 'POST' }), {
      method: 'POST',
    });

    expect(answer.status).toBe(200);
    expect((await state(admin)).status).toBe('AVAILABLE');
  });

  test('that waits while another installing follows does nothing either', async () => {
    const admin = await qiao.caller({ site: 'followedMeanwhile' });
    const params = await siteParams(qiao, 'followedMeanwhile');
    const [{ id } = {}] = await sql(qiao, `select id from installation where site = 'followedMeanwhile'`);

    const answer = await withClient(qiao.database.superuserUrl, async (client) => {
      await client.query('begin');
      await client.query('select from installation where id = $1 for no key update', [id]);
      const url = signedUrl(qiao, '/eloqua/app/uninstall', params, { method: 'POST' });
      const uninstalling = fetch(url, { method: 'POST' });
      await eventually(async () => {
        return (await client.query(LOCK_WAITS)).rows.length === 1;
      });
      const next = 'update installation_site set install_id = $2 where installation_id = $1';
      await client.query(next, [id, randomUUID()]);
      await client.query('commit');
      return uninstalling;
    });

    expect(answer.status).toBe(200);
    expect((await state(admin)).status).toBe('AVAILABLE');
  });

  test('of a site that never installed Qiao is done already', async () => {
    await qiao.eloqua.site('stranger');
    const params = await siteParams(qiao, 'stranger');

    const answer = await fetch(signedUrl(qiao, '/eloqua/app/uninstall', params, { method: 'POST' }), {
      method: 'POST',
    });

    expect([answer.status, await answer.json()]).toEqual([200, { status: 'UNINSTALLED' }]);
  });

  test('who was asked before, and confirms after it, connects nothing', async () => {
    await qiao.caller({ site: 'tooLate' });
    await lost('tooLate');
    const page = await (await fetch(await qiao.eloqua.configureUrl('tooLate'))).text();
    const link = /href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&#38;', '&') ?? '';
    const { redirectUrl } = await qiao.eloqua.call<{ redirectUrl: string }>('POST', '/_sandbox/authorize', {
      site: 'tooLate',
      authorizeUrl: link,
      decision: 'ALLOW',
      follow: false,
    });
    await qiao.eloqua.uninstall('tooLate');

    expect((await fetch(redirectUrl)).status).toBe(400);
    expect(await sql(qiao, secretsOf('tooLate'))).toEqual([]);
  });
});

test('old calls and questions are forgotten', async () => {
  await sql(qiao, `insert into signed_call (nonce, signed_at) values ('old', now() - interval '20 minutes')`);
  await sql(qiao, `select graphile_worker.add_job('marketing.delete-old-calls')`);

  await eventually(async () => (await sql(qiao, `select from signed_call where nonce = 'old'`)).length === 0);
  expect((await sql(qiao, 'select from signed_call')).length).toBeGreaterThan(0);
});

/** The tokens of a site, and open questions to its administrators. */
const secretsOf = (site: string) =>
  `select c.installation_id from marketing_connection c join installation i on i.id = c.installation_id and i.site = '${site}'
   union all select s.installation_id from oauth_state s join installation i on i.id = s.installation_id and i.site = '${site}'
     where i.status = 'UNINSTALLED'`;
