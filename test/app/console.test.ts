import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Config } from '../../src/app/config.ts';
import type { ConsoleState } from '../../src/app/console.state.ts';
import { startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { ConsoleBuild } from '../../src/main/console-build.ts';
import { sandboxApp } from '../../src/main/sandbox-app.ts';
import { describeInBrowser, launchBrowser } from '../kit/browser.ts';
import { eventually } from '../kit/eventually.ts';
import { useQiao } from '../kit/shared-qiao.ts';

const qiao = useQiao();

const INDEX = `<!doctype html><html><head><base href="./"><meta name="qiao-settings" content="">
<style nonce="NONCE_OF_THE_PAGE">a{}</style><meta property="csp-nonce" nonce="NONCE_OF_THE_PAGE">
<script type="module" src="./assets/index-abc.js"></script></head><body></body></html>`;
const SCRIPT = `console.log(${JSON.stringify('x'.repeat(500))})`;

/** Writes what a build of the console makes. */
function writeBuild(folder: string): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), INDEX);
  writeFileSync(join(folder, 'assets/index-abc.js'), SCRIPT);
  writeFileSync(join(folder, 'assets/index-abc.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(folder, 'assets/index-abc.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(folder, 'assets/plain.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
}

let home: string;
let build: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'qiao-console-'));
  build = join(home, 'build');
  writeBuild(build);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function serve(state: () => ConsoleState, change: Partial<Config> = {}): Promise<string> {
  const services = { ...qiao.services, config: { ...qiao.services.config, ...change } };
  const options = { port: 0, sandbox: true, consoleState: state };
  const server = await startServer(services, options, createLogger('silent'));
  qiao.onClose(() => server.close());
  return `http://localhost:${server.port}`;
}
let served: Promise<string> | null = null;
/** A server with a build, the same for all tests. */
function ready(): Promise<string> {
  served ??= serve(() => ({ kind: 'READY', folder: build }));
  return served;
}

const open = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers, redirect: 'manual' });
const settingsIn = (page: string) => {
  const [, text = ''] = /<meta name="qiao-settings" content="([^"]*)">/.exec(page) ?? [];
  return JSON.parse(text.replaceAll(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code))));
};
const policyOf = (answer: Response): Record<string, string> =>
  Object.fromEntries(
    (answer.headers.get('content-security-policy') ?? '').split('; ').map((part) => {
      const [name = '', ...sources] = part.split(' ');
      return [name, sources.join(' ')];
    }),
  );

describe('the page of the console', () => {
  test.each(['', 'accounts/abc', 'message-senders/x?y=1', 'session', 'assetsandmore'])(
    'is at /console/%s, with its settings and a nonce of its own',
    async (path) => {
      const url = await ready();
      const answer = await open(`${url}/console/${path}`);
      const page = await answer.text();

      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(page).toContain('<base href="/console/">');
      expect(settingsIn(page)).toEqual({
        ...{ sandbox: true, oidc: null },
        ...{ wechatSandbox: qiao.wechat.url, eloquaSandbox: qiao.eloqua.url },
      });
      const [, nonce = ''] = /<style nonce="([^"]+)">/.exec(page) ?? [];
      expect(nonce).toMatch(/^[\w+/=]{24}$/);
      expect(page).not.toContain('NONCE_OF_THE_PAGE');
      expect(policyOf(answer)['style-src']).toBe(`'self' 'nonce-${nonce}'`);
      expect(await (await open(`${url}/console/`)).text()).not.toContain(nonce);
    },
  );

  test('runs scripts of Qiao only, talks to Qiao only, and is framed by Eloqua and the sandbox only', async () => {
    const answer = await open(`${await ready()}/console/`);
    const { 'style-src': _nonce, ...policy } = policyOf(answer);
    const [wechat, eloqua] = [qiao.wechat.url, qiao.eloqua.url];
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': `'self' ${qiao.url.replace('http', 'ws')}`,
      'frame-src': `'self' ${wechat} ${eloqua}`,
      'base-uri': "'self'",
      'form-action': "'none'",
      'frame-ancestors': `https://*.eloqua.com ${eloqua} ${wechat} 'self'`,
    });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.headers.get('x-frame-options')).toBeNull();
  });

  test('without the sandbox has no frames; may call its identity provider; is below the path of PUBLIC_URL', async () => {
    const oidc = { issuer: 'https://id.example.com/realms/"one"', clientId: 'console<', scope: 'openid' };
    const url = await serve(() => ({ kind: 'READY', folder: build }), {
      ...{ sandbox: false, publicUrl: 'https://example.com/qiao', frameAncestors: ['https://*.eloqua.com'] },
      console: { oidc, sandboxes: null },
    });
    const answer = await open(`${url}/console/tour`, { host: 'example.com' });
    const page = await answer.text();
    expect(page).toContain('<base href="/qiao/console/">');
    expect(settingsIn(page)).toEqual({ sandbox: false, oidc, wechatSandbox: null, eloquaSandbox: null });
    expect(policyOf(answer)).toMatchObject({
      'connect-src': "'self' wss://example.com https://id.example.com",
      'frame-src': "'none'",
      'frame-ancestors': 'https://*.eloqua.com',
    });
    for (const path of ['/console', '/'])
      expect((await open(`${url}${path}`)).headers.get('location')).toBe('/qiao/console/');
  });

  test('whose build lacks the place of the settings is a defect, not a page without them', async () => {
    const folder = join(home, 'odd');
    writeBuild(folder);
    writeFileSync(join(folder, 'index.html'), '<!doctype html>');
    const url = await serve(() => ({ kind: 'READY', folder }));
    expect((await open(`${url}/console/`)).status).toBe(500);
  });
});

describe('the assets of the console', () => {
  test.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['identity', null],
  ])('come for %s as the build has compressed them, and are kept for ever', async (accepted, coding) => {
    const url = await ready();
    const answer = await open(`${url}/console/assets/index-abc.js`, { 'accept-encoding': accepted });
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, coding]);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toMatch(/^(text|application)\/javascript/);
    expect(answer.headers.get('vary')).toContain('accept-encoding');
    expect(await answer.text()).toBe(SCRIPT);
  });

  test('that were not compressed come as they are', async () => {
    const answer = await open(`${await ready()}/console/assets/plain.svg`, { 'accept-encoding': 'br' });
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, null]);
  });

  test('are nothing else: no other file, in no folder, and none that is not there', async () => {
    const url = await ready();
    for (const path of ['none.js', '..%2findex.html', '..%2f..%2fbuild/index.html', ''])
      expect([path, (await open(`${url}/console/assets/${path}`)).status >= 400]).toEqual([path, true]);
    const answer = await open(`${url}/console/assets/none.js`);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});

describe('where there is no build', () => {
  test('a page says that it is being built, and reloads itself', async () => {
    let state: ConsoleState = { kind: 'BUILDING' };
    const url = await serve(() => state);
    const answer = await open(`${url}/console/tour`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const page = await answer.text();
    expect(page).toContain('The console is being built');
    expect(page).toContain('<meta http-equiv="refresh" content="2">');
    expect((await open(`${url}/console/assets/index-abc.js`)).status).toBe(404);
    state = { kind: 'READY', folder: build };
    expect(await (await open(`${url}/console/tour`)).text()).toContain('qiao-settings');
  });

  test.each([
    ['FAILED', 'The console could not be built'],
    ['NONE', 'The console is not built here'],
  ] as const)('%s: a page says so, and stays', async (kind, title) => {
    const answer = await open(`${await serve(() => ({ kind }))}/console/`);
    const page = await answer.text();
    expect([answer.status, page.includes(title), page.includes('refresh')]).toEqual([503, true, false]);
    expect(policyOf(answer)['default-src']).toBe("'none'");
  });
});

describeInBrowser('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  test('the page has its style and its socket, shows phone and Eloqua in frames, and runs nothing else', async () => {
    const folder = join(home, 'live');
    writeBuild(folder);
    const frames = [`${qiao.wechat.url}/phone`, `${qiao.eloqua.url}/`].map(
      (url) => `<iframe src="${url}"></iframe>`,
    );
    writeFileSync(
      join(folder, 'index.html'),
      `<!doctype html><base href="./"><meta name="qiao-settings" content=""><link rel="icon" href="data:,">
       <style nonce="NONCE_OF_THE_PAGE">h1 { color: rgb(1, 2, 3) }</style><style>h1 { color: red }</style>
       <h1>桥</h1>${frames.join('')}<script type="module" src="./assets/index-abc.js"></script><script>injected = true</script>`,
    );
    writeFileSync(
      join(folder, 'assets/index-abc.js'),
      `const socket = new WebSocket(document.baseURI.replace('http', 'ws').replace('console/', 'graphql'), 'graphql-transport-ws');
       socket.onopen = () => { document.title = 'open'; };
       socket.onerror = () => { document.title = 'failed'; };`,
    );
    for (const ending of ['br', 'gz']) rmSync(join(folder, `assets/index-abc.js.${ending}`));
    const server = await serve(() => ({ kind: 'READY', folder }));
    // The sandbox lets itself be framed by the apps that it knows.
    const eloqua = { ...qiao.config.eloqua, appId: randomUUID(), clientId: 'another' };
    await qiao.eloqua.call('POST', '/_sandbox/apps', sandboxApp({ publicUrl: server, eloqua }));
    const page = await browser.newPage();
    await page.goto(`${server}/console/tour`);
    await eventually(async () => (await page.title()) !== '');

    expect(await page.title()).toBe('open');
    expect(
      await page.evaluate(
        `[getComputedStyle(document.querySelector('h1')).color, typeof injected].join(' ')`,
      ),
    ).toBe('rgb(1, 2, 3) undefined');
    const shown = page.frames().slice(1);
    expect(await Promise.all(shown.map((frame) => frame.title()))).toEqual([
      ...['Phone – WeChat sandbox', 'Eloqua sandbox'],
    ]);
  });
});

test('the sandbox begins with a page of ways, the tour first', async () => {
  const page = await (await open(`${await ready()}/`)).text();
  expect([...page.matchAll(/href="([^"]+)"/g)].map(([, address]) => address)).toEqual([
    ...['/console/tour', '/console/', '/graphql'],
    ...[`${qiao.wechat.url}/phone`, `${qiao.eloqua.url}/`],
  ]);
  expect(page).not.toContain('<script');
});

test('the pages of the sandbox may be framed by Qiao, but for the consent', async () => {
  const [phone, live] = await Promise.all([open(`${qiao.wechat.url}/phone`), open(`${qiao.eloqua.url}/`)]);
  expect([phone.headers.get('content-security-policy'), phone.headers.get('x-frame-options')]).toEqual([
    null,
    null,
  ]);
  expect(policyOf(live)['frame-ancestors']).toContain(qiao.url);
  const consent = await open(`${qiao.eloqua.url}/auth/oauth2/authorize`);
  expect(policyOf(consent)['frame-ancestors']).toBe("'none'");
});

describe('the build in the background', () => {
  const lines: { msg: string; reason: string }[] = [];
  /** Projects of which a build has been made. */
  const built: string[] = [];
  const log = createLogger('error', { write: (line: string) => void lines.push(JSON.parse(line)) });
  const started: ConsoleBuild[] = [];
  afterAll(() => Promise.all(started.map((one) => one.stop())));

  /** A project whose console is built by this script. */
  function project(name: string, script: string) {
    const root = join(home, name);
    mkdirSync(join(root, 'console/src'), { recursive: true });
    writeFileSync(join(root, 'package-lock.json'), '{}');
    writeFileSync(join(root, 'console/package.json'), '{}');
    writeFileSync(
      join(root, 'build.mjs'),
      `import * as fs from 'node:fs'; const out = process.argv.at(-1);\n${script}`,
    );
    const folder = join(root, '.data/console');
    const start = () => {
      const command = [process.execPath, 'build.mjs'] as const;
      const one = new ConsoleBuild({ root, folder, command, onBuilt: () => built.push(root) }, log);
      started.push(one);
      expect(one.state().kind).toBe('BUILDING');
      one.start();
      return one;
    };
    return { root, folder, start };
  }
  const ended = (one: ConsoleBuild) => eventually(() => one.state().kind !== 'BUILDING');
  const WRITES = `fs.mkdirSync(out + '/assets', { recursive: true }); fs.writeFileSync(out + '/index.html', '');`;

  test('is made once for one version of the sources; older ones are removed', async () => {
    const { root, folder, start } = project('once', `${WRITES} fs.appendFileSync('built', 'x');`);
    const first = start();
    await ended(first);
    expect(first.state()).toEqual({ kind: 'READY', folder: join(folder, String(readdirSync(folder)[0])) });
    expect(start().state()).toEqual(first.state());
    expect(built).toEqual([root]);
    writeFileSync(join(root, 'console/src/page.ts'), 'another');
    const other = start();
    await ended(other);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(other.state()).not.toEqual(first.state());
    expect(readdirSync(root)).toContain('built');
  });

  test.each([
    ['fails', `console.error('the reason'); process.exit(3);`, 'the reason'],
    ['makes nothing', '', 'It wrote no index.html and assets/.'],
  ])('that %s is told in the log, once', async (name, script, reason) => {
    lines.length = 0;
    const one = project(name, script).start();
    await ended(one);
    expect(one.state()).toEqual({ kind: 'FAILED' });
    expect(lines).toMatchObject([{ msg: 'the console could not be built', reason }]);
  });

  test('that cannot begin is told in the log, too', async () => {
    lines.length = 0;
    const { root, folder } = project('unknown', '');
    const one = new ConsoleBuild({ root, folder, command: [join(root, 'no-such-program')] }, log);
    one.start();
    await ended(one);
    expect([one.state().kind, lines.length]).toEqual(['FAILED', 1]);
  });

  test('ends with Qiao, quietly, with all that it has started', async () => {
    lines.length = 0;
    const { root, start } = project(
      'stopped',
      `const { spawn } = await import('node:child_process');
       spawn('sleep', ['60'], { stdio: 'inherit' }).once('spawn', () => fs.writeFileSync('begun', ''));
       setTimeout(() => {}, 60_000);`,
    );
    const one = start();
    await eventually(() => readdirSync(root).includes('begun'));
    const before = performance.now();

    // Waits for all who could still write what the log would say.
    await one.stop();

    expect(performance.now() - before).toBeLessThan(30_000);
    expect([one.state().kind, lines]).toEqual(['BUILDING', []]);
  });

  test('is not tried where there is no console', () => {
    const one = new ConsoleBuild({ root: join(home, 'empty'), folder: join(home, 'empty/.data') }, log);
    one.start();
    expect(one.state()).toEqual({ kind: 'NONE' });
  });
});
