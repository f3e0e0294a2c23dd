import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../kit/client.ts';
import { withClient } from '../kit/database.ts';
import { callAs, drop, senderAccount, senderIdOf, senderOf, stepOf, told } from '../kit/senders.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { ownId, sql, sqlUnseen, stored } from '../kit/stored.ts';
import { Rows } from '../modules/kit/rows.ts';

const SITE = 'pages';
const qiao = useQiao();
let admin: TestClient;
let accountId: string;

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  ({ accountId } = await senderAccount(qiao, admin));
});

const passIn = (html: string): string => /name="pass" value="([^"]+)"/.exec(html)?.[1] ?? '';
const accountsIn = (html: string): string[] =>
  [...html.matchAll(/name="account" value="([^"]+)"/g)].map(([, id = '']) => id);

/** What the button does. */
const save = (pass: string, account = ownId(accountId)) =>
  fetch(`${qiao.url}/eloqua/message-sender/configure?`, {
    method: 'POST',
    body: new URLSearchParams({ pass, account }),
  });

async function open(user = '17') {
  const { instanceId } = await drop(qiao, SITE, user);
  const { url } = await qiao.eloqua.call<{ url: string }>(
    'POST',
    `/_sandbox/message-senders/${instanceId}/configure`,
    {},
  );
  const response = await fetch(url);
  const html = await response.text();
  return { instanceId, url, response, html, pass: passIn(html) };
}

describe('the settings of a step', () => {
  test('are a page that needs nothing from anywhere, and may be shown in a frame of Eloqua only', async () => {
    const { response, html } = await open();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors https://*.eloqua.com ${new URL(qiao.eloqua.url).origin}`,
    );
    expect(response.headers.get('x-frame-options')).toBeNull();
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(html).not.toMatch(/<script|src=|href=|https?:/);
    expect(html).toContain('needs an official account before its campaign can be activated');
  });

  test('offer the accounts that the user may use; saving configures, and Eloqua is told', async () => {
    const { instanceId, html, pass } = await open();
    expect(accountsIn(html)).toEqual([ownId(accountId)]);
    const saved = await save(pass);
    expect(saved.status).toBe(200);
    const after = await saved.text();
    expect(after).toContain('Saved. You may close this window.');
    expect(after).toContain('This step sends for 演示服务号');
    expect(after).toMatch(/required checked/);
    await told(qiao, SITE, instanceId, false);
    expect(await senderOf(admin, await senderIdOf(qiao, instanceId))).toMatchObject({
      status: 'CONFIGURED',
      configuredBy: { name: 'Mei Lin' },
    });
  });

  test('offer nothing that access forbids, not even to an administrator, and saving it is refused', async () => {
    await sql(qiao, `update official_account set access_mode = 'SELECTED_USERS' where id = $1`, [
      ownId(accountId),
    ]);
    const { html, pass, instanceId } = await open();
    expect(accountsIn(html)).toEqual([]);
    expect(html).toContain('There is no official account that you may use.');
    const own = await senderIdOf(qiao, instanceId);
    const before = await stored(qiao);
    // The form has no button then; somebody makes one.
    const forged = qiao.services.senderPasses.issue({
      installationId: (await qiao.services.installations.idOfSite(SITE)) ?? '',
      senderId: ownId(own),
      userId: '17',
    });
    expect(pass).toBe('');
    const answer = await save(forged);
    expect(await answer.text()).toContain('There is no such official account, or you may not use it.');
    expect(await stored(qiao)).toEqual(before);
    await sql(qiao, `update official_account set access_mode = 'ALL_USERS' where id = $1`, [
      ownId(accountId),
    ]);
  });

  test('say that the step sends for an account that the user may not use, without its name', async () => {
    const { instanceId, url, pass } = await open();
    await save(pass);
    await sql(qiao, `update official_account set access_mode = 'SELECTED_USERS' where id = $1`, [
      ownId(accountId),
    ]);
    const again = await callAs(qiao, SITE, 'configure', {
      method: 'GET',
      params: { instance_id: instanceId },
    });
    const html = await again.text();
    expect(html).toContain('an official account that you may not use');
    expect(html).not.toContain('演示服务号');
    await sql(qiao, `update official_account set access_mode = 'ALL_USERS' where id = $1`, [
      ownId(accountId),
    ]);
    expect((await fetch(url)).status).toBe(401);
  });

  test('of a step that Qiao does not know add it, and Eloqua is told how it is', async () => {
    const { instanceId } = await drop(qiao, SITE);
    await sql(qiao, 'delete from message_sender where instance_id = $1', [instanceId]);
    const answer = await callAs(qiao, SITE, 'configure', {
      method: 'GET',
      params: { instance_id: instanceId },
    });
    expect(answer.status).toBe(200);
    await told(qiao, SITE, instanceId, true);
  });

  test('offer the account that the step sends for even where there are more than they show', async () => {
    const site = 'manypages';
    await qiao.caller({ site });
    const installationId = (await qiao.services.installations.idOfSite(site)) ?? '';
    const ids = await withClient(qiao.database.superuserUrl, async (client) => {
      const rows = new Rows(client);
      const added: string[] = [];
      while (added.length < 501)
        added.push((await rows.active(installationId, { credential_revision: 1 })).id);
      return added.sort();
    });
    const { instanceId } = await drop(qiao, site);
    const shown = async () => {
      const params = { instance_id: instanceId };
      return (await callAs(qiao, site, 'configure', { method: 'GET', params })).text();
    };
    expect(accountsIn(await shown())).toEqual(ids.slice(0, 500));
    await sql(
      qiao,
      `update message_sender set status = 'CONFIGURED', cause = null, account_id = $2, credential_revision = 1,
         open_id_field = '100191', configured_at = now() where instance_id = $1`,
      [instanceId, ids[500]],
    );
    const html = await shown();
    expect(accountsIn(html)).toEqual(ids);
    expect(html).toContain(`This step sends for Official account ${ids[500]?.slice(-6)}.`);
    expect(html).toContain(`value="${ids[500]}" required checked`);
  });

  test('show names as text, whatever is in them', async () => {
    await sql(qiao, 'update official_account set description = $1 where id = $2', [
      '<img src=x onerror="alert(1)">',
      ownId(accountId),
    ]);
    const { html } = await open();
    expect(html).not.toContain('<img');
    expect(html).toContain('&#60;img src=x onerror=&#34;alert(1)&#34;&#62;');
    await sql(qiao, 'update official_account set description = null where id = $1', [ownId(accountId)]);
  });
});

describe('the form is refused, and nothing changes,', () => {
  test.each([
    ['without a pass', () => ''],
    ['with an invalid pass', () => 'x.y'],
    ['with a pass of another signature', (pass: string) => `${pass.slice(0, -2)}AA`],
    ['with a pass for something else', (pass: string) => `e30.${pass.split('.')[1]}`],
  ])('%s', async (_how, spoil) => {
    const { pass, instanceId } = await open();
    const before = await stored(qiao);
    const answer = await save(spoil(pass));
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('This page has been open for too long.');
    expect(await stored(qiao)).toEqual(before);
    expect(await stepOf(qiao, SITE, instanceId)).toMatchObject({ requiresConfiguration: true });
  });

  test('with an invalid account id', async () => {
    const { pass } = await open();
    for (const account of ['', 'x', accountId]) {
      const before = await stored(qiao);
      const answer = await save(pass, account);
      expect(await answer.text()).toContain('There is no such official account');
      expect(await stored(qiao)).toEqual(before);
    }
  });

  test('while the installation is not available', async () => {
    const { pass } = await open();
    const where = `where site = '${SITE}'`;
    await sqlUnseen(qiao, `update installation set status = 'UNAVAILABLE' ${where}`);
    const before = await stored(qiao);
    const answer = await save(pass);
    expect(answer.status).toBe(409);
    expect(await stored(qiao)).toEqual(before);
    await sqlUnseen(qiao, `update installation set status = 'AVAILABLE' ${where}`);
  });
});

test('a page that nobody signed is not shown', async () => {
  const { instanceId } = await drop(qiao, SITE);
  const call = { method: 'GET', params: { instance_id: instanceId }, secret: 'another' };
  const answer = await callAs(qiao, SITE, 'configure', call);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-type')).toContain('application/json');
});
