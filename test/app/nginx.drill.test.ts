import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { signedUrl, siteParams } from '../kit/eloqua-calls.ts';
import { eventually } from '../kit/eventually.ts';
import { CreateBindingLinkDocument } from '../kit/generated/operations.ts';
import { freePort } from '../kit/ports.ts';
import { type Qiao, startQiao } from '../kit/qiao.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';

const NGINX = '/usr/sbin/nginx';
const OPENSSL = '/usr/bin/openssl';

/** `deploy/nginx/qiao.conf`, with this machine's ports and files. */
async function startNginx(folder: string, { https, http, api }: Record<'https' | 'http' | 'api', number>) {
  const file = (name: string) => join(folder, name);
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const pair = ['-keyout', file('privkey.pem'), '-out', file('fullchain.pem')];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...name, ...pair];
  execFileSync(OPENSSL, request, { stdio: 'ignore' });
  const ours = readFileSync('deploy/nginx/qiao.conf', 'utf8')
    .replaceAll(/^ *listen \[::\].*$/gm, '')
    .replaceAll('listen 80', `listen 127.0.0.1:${http}`)
    .replaceAll('listen 443', `listen 127.0.0.1:${https}`)
    .replaceAll('127.0.0.1:4000', `127.0.0.1:${api}`)
    .replaceAll('qiao.example.com;', 'localhost;')
    .replaceAll('/etc/ssl/qiao.example.com', folder)
    .replaceAll('/var/log/nginx', folder);
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${file(name)};`,
  );
  writeFileSync(
    file('nginx.conf'),
    `daemon off; master_process off; pid ${file('nginx.pid')}; error_log ${file('error.log')};
     events {} http { ${places.join(' ')} ${ours} }`,
  );
  const nginx = spawn(NGINX, ['-p', folder, '-c', file('nginx.conf'), '-e', file('error.log')], {
    stdio: 'ignore',
  });
  await eventually(() => existsSync(file('nginx.pid')));
  return {
    log: () => readFileSync(file('qiao.log'), 'utf8'),
    async stop() {
      nginx.kill('SIGTERM');
      if (nginx.exitCode === null) await once(nginx, 'exit');
    },
  };
}

describe.skipIf(!existsSync(NGINX))('behind nginx, with TLS and below a path', () => {
  const authorities = tls.getCACertificates('default');
  let folder: string;
  let http: number;
  let nginx: Awaited<ReturnType<typeof startNginx>>;
  let qiao: Qiao;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'qiao-nginx-'));
    const https = await freePort();
    http = await freePort();
    const api = await freePort();
    nginx = await startNginx(folder, { https, http, api });
    tls.setDefaultCACertificates([...authorities, readFileSync(join(folder, 'fullchain.pem'), 'utf8')]);
    const PUBLIC_URL = `https://localhost:${https}/qiao`;
    // Every address that a client, WeChat and Eloqua get begins with it.
    qiao = await startQiao({ env: { PORT: String(api), PUBLIC_URL, TRUST_PROXY: '127.0.0.1' } });
  });
  afterAll(async () => {
    await qiao.close();
    await nginx.stop();
    tls.setDefaultCACertificates(authorities);
    rmSync(folder, { recursive: true, force: true });
  });

  test('an account is connected by the scan, which WeChat and the browser report, and a subscriber hears of it', async () => {
    const admin = await qiao.caller();
    expect((await authorized(qiao, admin, COMPLETE)).accountId).toBeTruthy();
  });

  test('Eloqua’s signed calls are accepted, and large ones reach Qiao', async () => {
    const params = await siteParams(qiao, 'acme');
    expect((await fetch(signedUrl(qiao, '/eloqua/app/status', params))).status).toBe(200);
    const step = { ...params, instance_id: randomUUID(), asset_id: '1', execution_id: '1' };
    const notification = signedUrl(qiao, '/eloqua/message-sender/notify', step, { method: 'POST' });
    const answer = await fetch(notification, { method: 'POST', body: 'x'.repeat(3_900_000) });
    expect(await answer.json()).toMatchObject({ error: { code: 'INVALID_NOTIFICATION' } });
  });

  test('a follower registers: cookie and form are below the path', async () => {
    const admin = await qiao.caller({ site: 'form' });
    const { accountId } = await authorized(qiao, admin, COMPLETE);
    const { createBindingLink } = await admin.run(CreateBindingLinkDocument, { input: { accountId } });
    const url = createBindingLink.bindingLink?.url ?? '';
    const first = await fetch(url, { redirect: 'manual' });
    expect(first.headers.get('set-cookie')).toMatch(/; Path=\/qiao\/register; .*; Secure$/);
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    const atWeChat = await fetch(first.headers.get('location') ?? '', {
      ...{ headers: { cookie: 'person=o-form' }, redirect: 'manual' },
    });
    const page = await fetch(atWeChat.headers.get('location') ?? '', { headers: { cookie } });
    const [, again = ''] = /<a href="([^"]+)">Try again/.exec(await page.text()) ?? [];
    expect(new URL(again, page.url).href).toBe(url);
  });

  test('what leads to the console leads below the path; a page of it opens a socket', async () => {
    const { origin } = new URL(qiao.url);
    const leads = async (address: string) => {
      const { status, headers } = await fetch(address, { redirect: 'manual' });
      return [status, new URL(headers.get('location') ?? '', address).href];
    };
    expect(await leads(`${qiao.url}`)).toEqual([301, `${qiao.url}/`]);
    expect(await leads(`${qiao.url}/console`)).toEqual([302, `${qiao.url}/console/`]);
    expect(await leads(`http://localhost:${http}/qiao/`)).toEqual([301, 'https://localhost/qiao/']);
    expect(await (await fetch(`${qiao.url}/`)).text()).toContain('href="/qiao/console/tour"');
    const socket = new WebSocket(`${qiao.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      origin,
    });
    await once(socket, 'open');
    socket.terminate();
  });

  test('metrics are not for everybody, and no code or signature is in the log', async () => {
    expect((await fetch(`${qiao.url}/metrics`)).status).toBe(404);
    expect((await fetch(`${new URL(qiao.url).origin}/readyz`)).status).toBe(404);
    const log = nginx.log();
    expect(log).toContain('"GET /qiao/eloqua/app/status" 200');
    expect(log).not.toMatch(/oauth_|auth_code|state=|code=/);
  });
});
