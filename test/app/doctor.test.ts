import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DataFolder } from '../../src/app/data-folder.ts';
import type { Check } from '../../src/app/preflight/doctor/check.ts';
import { runDoctor } from '../../src/app/preflight/doctor/doctor.ts';
import { printed } from '../../src/app/preflight/doctor/print.ts';
import { keyRingFinding } from '../../src/app/preflight/key-ring.ts';
import { KeyRing } from '../../src/kernel/secrets.ts';
import { sandboxComponent } from '../../src/main/sandbox-component.ts';
import { freePort } from '../kit/ports.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { sql } from '../kit/stored.ts';

/** Against a sandbox that runs. Costs some 2 s. */
const qiao = useQiao();

async function examine(env: Record<string, string> = {}): Promise<Map<string, Check>> {
  const all = { ...qiao.env, DATABASE_URL: qiao.database.url, ...env };
  const folder = new DataFolder(join(qiao.home, '.data'));
  const checks = await runDoctor(all, folder, ({ publicUrl }) => ({
    'Enable URL': `${publicUrl}/eloqua/app/enable`,
  }));
  return new Map(checks.map((check) => [check.name, check]));
}
const results = (checks: Map<string, Check>, ...names: string[]) =>
  names.map((name) => checks.get(name)?.result);

test('in the sandbox everything is in order, and no secret is printed', async () => {
  const checks = await examine();
  // In PostgreSQL 15, the owner of the tests has more rights than it needs.
  const known = ['database.roles'];
  const wrong = [...checks.values()].filter(
    ({ name, result }) => !known.includes(name) && (result === 'FAIL' || result === 'WARN'),
  );
  expect(wrong).toEqual([]);
  expect([...checks.keys()]).toEqual([
    ...[
      'node',
      'configuration',
      'database.reachable',
      'database.version',
      'database.standby',
      'database.role',
    ],
    ...[
      'database.encoding',
      'database.schema',
      'database.tables',
      'database.owner',
      'database.empty',
      'database.extension',
      'database.roles',
      'database.migrations',
    ],
    ...['clock.database', 'database.callers', 'database.key-ring', 'wechat.ticket', 'wechat.calls'],
    ...['worker.alive', 'worker.jobs', 'public-url.https', 'public-url.certificate', 'public-url.reachable'],
    ...['public-url.callback', 'wechat.reachable', 'eloqua.reachable', 'clock.wechat', 'clock.eloqua'],
    ...['identity.keys', 'identity.discovery', 'mail.server', 'trusted-documents'],
    ...['wechat.console', 'eloqua.app'],
  ]);
  expect(
    results(checks, 'public-url.callback', 'wechat.ticket', 'database.key-ring', 'worker.alive'),
  ).toEqual([...['OK', 'OK', 'OK', 'OK']]);
  const text = printed([...checks.values()]);
  const { authorizationEventsUrl, messagesUrl } = sandboxComponent(qiao.config);
  for (const address of [authorizationEventsUrl, messagesUrl]) expect(text).toContain(address);
  for (const [name, value] of Object.entries(qiao.env))
    if (/SECRET|TOKEN|AES_KEY/.test(name)) expect(text).not.toContain(value);
});

test('each fault of the configuration is a line; what does not depend on it is checked', async () => {
  const checks = await examine({ PORT: 'abc' });
  expect(checks.get('configuration')).toMatchObject({
    result: 'FAIL',
    says: 'PORT: must be a whole number from 0 to 65533.',
  });
  expect(results(checks, 'database.migrations', 'public-url.reachable')).toEqual(['OK', undefined]);
});

test('a mail server that cannot be used is a line without its password', async () => {
  const server = `smtp://qiao:hidden-password@127.0.0.1:${await freePort()}`;
  const checks = await examine({ MAIL_URL: server, MAIL_FROM: 'qiao@example.com' });
  expect(checks.get('mail.server')).toMatchObject({
    result: 'FAIL',
    says: expect.stringContaining('cannot be reached'),
  });
  expect(printed([...checks.values()])).not.toContain('hidden-password');
});

test('a database that does not answer is one line', async () => {
  const checks = await examine({ DATABASE_URL: `postgres://qiao:secret@127.0.0.1:${await freePort()}/qiao` });
  expect([...checks.keys()].filter((name) => name.startsWith('database.'))).toEqual(['database.reachable']);
  expect(results(checks, 'database.reachable')).toEqual(['FAIL']);
});

test('a key ring in .data/ that is damaged is a line', async () => {
  const folder = new DataFolder(mkdtempSync(join(tmpdir(), 'qiao-doctor-')));
  folder.write('secret-keys', 'broken');
  const { SECRET_KEYS: _, ...env } = qiao.env;
  const checks = await runDoctor({ ...env, DATABASE_URL: qiao.database.url }, folder, () => ({}));
  rmSync(folder.path, { recursive: true });
  expect(checks.find(({ name }) => name === 'database.key-ring')).toEqual({
    name: 'database.key-ring',
    result: 'FAIL',
    says: expect.stringContaining('Qiao cannot use `.data/secret-keys`: key 1 of the ring'),
  });
});

test('a server with another token of the component is found out', async () => {
  const checks = await examine({ WECHAT_COMPONENT_TOKEN: 'another' });
  expect(checks.get('public-url.callback')?.says).toContain('has another WECHAT_COMPONENT_TOKEN');
});

test('WeChat refuses the address of this machine: the address that must be added', async () => {
  const { appId } = qiao.config.wechat;
  await sql(
    qiao,
    `update component set refused_since = now(), refused_with = 61004, refused_address = '192.0.2.7' where app_id = $1`,
    [appId],
  );
  const checks = await examine();
  expect(checks.get('wechat.calls')).toMatchObject({
    result: 'FAIL',
    cure: expect.stringContaining('192.0.2.7'),
  });
  await sql(qiao, 'update component set refused_since = null, refused_with = null, refused_address = null');
});

describe('PUBLIC_URL', () => {
  let answer = { status: 200, headers: {} as Record<string, string> };
  const server = createServer((_request, response) =>
    response.writeHead(answer.status, answer.headers).end('{}'),
  );
  const listening = new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://localhost:${(server.address() as { port: number }).port}`),
    ),
  );
  afterAll(() => void server.close());

  test.each([
    [200, {}, 'FAIL', 'Something else than Qiao answers'],
    [301, { location: 'https://qiao.example.com/' }, 'FAIL', 'redirects to https://qiao.example.com/'],
    [502, {}, 'WARN', 'finds no Qiao (502)'],
  ] as const)('that answers %i', async (status, headers, result, says) => {
    answer = { status, headers };
    const checks = await examine({ PUBLIC_URL: await listening });
    expect(checks.get('public-url.reachable')).toMatchObject({ result, says: expect.stringContaining(says) });
    expect(results(checks, 'public-url.callback')).toEqual(['SKIPPED']);
  });

  test('where nothing listens yet is a warning', async () => {
    const checks = await examine({ PUBLIC_URL: `http://localhost:${await freePort()}` });
    expect(results(checks, 'public-url.reachable')).toEqual(['WARN']);
  });
});

describe('the key ring', () => {
  const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
  const finding = (ring: string) => keyRingFinding(qiao.services.orm, KeyRing.parse(ring));

  test('lacks a key that sealed something', async () => {
    expect(await finding(key('k2'))).toMatchObject({
      result: 'FAIL',
      says: expect.stringMatching(
        /^The key ring lacks key “development”, which sealed .*component_ticket\.ticket/,
      ),
    });
  });

  test('has another key under the id with which it seals', async () => {
    expect(await finding(key('development'))).toMatchObject({
      result: 'FAIL',
      says: expect.stringContaining('has another key “development”'),
    });
  });

  test('has a substitute for a key that is lost: it starts', async () => {
    expect(await finding(`${key('k2')},${key('development')}`)).toMatchObject({ result: 'WARN' });
  });
});
