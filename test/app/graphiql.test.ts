import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { describeInBrowser, launchBrowser } from '../kit/browser.ts';
import { eventually } from '../kit/eventually.ts';
import { AddOfficialAccountDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';

const qiao = useQiao();
let address: string;

beforeAll(async () => {
  const server = await start({ pageToken: await qiao.token() });
  address = `http://localhost:${server.port}/graphql`;
});

async function start(
  options: Partial<Parameters<typeof startServer>[1]>,
  services = qiao.services,
): Promise<RunningServer> {
  const server = await startServer(services, { port: 0, sandbox: true, ...options }, createLogger('silent'));
  qiao.onClose(() => server.close());
  return server;
}

const open = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers: { accept: 'text/html,*/*;q=0.8', ...headers }, redirect: 'manual' });

/** The addresses of the scripts and styles of the page at `url`. */
async function assetsOf(url: string): Promise<string[]> {
  const page = await (await open(url)).text();
  return [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(
    ([, path = '']) => new URL(path, url).href,
  );
}

describeInBrowser('GraphiQL at /graphql', () => {
  let browser: Browser;
  let page: Page;
  const requested: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
    page.on('request', (request) => void requested.push(request.url()));
    page.on('pageerror', (error) => void complaints.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    await page.goto(address);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
  });

  /** How many bytes came over the wire for the page and for each of its assets; 0 for what the browser had. */
  const bytesLoaded = async (): Promise<{ page: number; assets: number[] }> => {
    const bytesOf = (kind: string) =>
      page.evaluate<[string, number][]>(
        `performance.getEntriesByType('${kind}').map(({ name, transferSize }) => [name, transferSize])`,
      );
    const [[, size] = ['', 0]] = await bytesOf('navigation');
    const assets = (await bytesOf('resource')).filter(([name]) => name.includes('/graphql/assets/'));
    return { page: size, assets: assets.map(([, bytes]) => bytes) };
  };

  test('answers its first query as the caller whose token it starts with', async () => {
    await page.click('.graphiql-execute-button');
    await page.getByText('"ADMINISTRATOR"').first().waitFor();
    await page.getByText('"acme"').first().waitFor();
  });

  test('loads less than a megabyte the first time, and only its page the second time', async () => {
    const first = await bytesLoaded();
    const sum = first.assets.reduce((all, bytes) => all + bytes, first.page);
    expect(first.assets).toHaveLength(4);
    expect(sum).toBeGreaterThan(100_000);
    expect(sum).toBeLessThan(1_000_000);
    await page.goto(address);
    await page.locator('.graphiql-execute-button').waitFor();
    const second = await bytesLoaded();
    expect(second.page).toBeLessThan(4_000);
    expect(second.assets).toEqual([0, 0, 0, 0]);
  });

  test('subscribes over WebSocket as the same caller', async () => {
    const operation = 'subscription { officialAccountChanged { kind } }';
    await page.goto(`${address}?query=${encodeURIComponent(operation)}`);
    // Listened to from the socket's first moment: frames are sent before anybody could await it.
    const sent: string[] = [];
    page.once('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
    await page.click('.graphiql-execute-button');
    await eventually(() => sent.some((frame) => frame.includes('"subscribe"')));
    const admin = await qiao.caller();
    // The server may still be about to subscribe when the first account is added.
    await eventually(async () => {
      await admin.run(AddOfficialAccountDocument, { input: {} });
      return page.getByText('"ADDED"').first().isVisible();
    });
  });

  test('shows query and answer below each other on a phone, and documentation over both', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    const boxOf = async (selector: string) => {
      const box = await page.locator(selector).boundingBox();
      if (!box) throw new Error(`${selector} is not to be seen`);
      return box;
    };
    const [query, answer] = [await boxOf('.graphiql-query-editor'), await boxOf('.result-window')];
    expect(Math.min(query.width, answer.width)).toBeGreaterThan(340);
    expect(answer.y).toBeGreaterThan(query.y + query.height);
    expect(answer.height).toBeGreaterThan(250);
    await page.getByLabel('Show Documentation Explorer').click();
    await page.getByText('All Schema Types').waitFor();
    expect((await boxOf('.graphiql-plugin')).width).toBeGreaterThan(340);
    expect(await page.locator('.graphiql-sessions').isVisible()).toBe(false);
  });

  test('loads nothing from another host and has nothing to complain about', () => {
    const hosts = requested.filter((url) => !/^(data|blob):/.test(url)).map((url) => new URL(url).hostname);
    expect(new Set(hosts)).toEqual(new Set(['localhost']));
    expect(complaints).toEqual([]);
  });
});

describe('the page of GraphiQL', () => {
  test('is small, is not stored, and runs only scripts that come from its server', async () => {
    const response = await open(address);
    expect((await response.text()).length).toBeLessThan(4_000);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
  });

  test.each(['', '/'])('finds its assets, opened at /graphql%s', async (end) => {
    const assets = await assetsOf(`${address}${end}`);
    expect(assets).toHaveLength(4);
    for (const asset of assets) expect((await open(asset)).status).toBe(200);
  });

  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br;q=0', 'gzip'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])('has assets for browsers that accept %s', async (accepted, coding) => {
    for (const asset of await assetsOf(address)) {
      const response = await open(asset, { 'accept-encoding': accepted });
      expect(response.headers.get('content-encoding')).toBe(coding);
      expect(response.headers.get('vary')).toBe('accept-encoding');
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const plain = await open(asset, { 'accept-encoding': 'identity' });
      expect((await response.text()) === (await plain.text()), 'the content is the same').toBe(true);
    }
  });

  test('has no other assets', async () => {
    expect((await open(`${address}/assets/graphiql-0.js`)).status).toBe(404);
  });
});

test('a browser gets what every client gets where GraphiQL is off, and no asset', async () => {
  const server = await start({ graphiql: false });
  const url = `http://localhost:${server.port}/graphql`;
  const [browser, client] = [await open(url), await open(url, { accept: 'application/json' })];
  expect([browser.status, browser.headers.get('content-type')]).toEqual([
    client.status,
    client.headers.get('content-type'),
  ]);
  expect(browser.headers.get('content-type')).toContain('json');
  for (const asset of await assetsOf(address)) {
    const missing = await open(`${url}/assets/${asset.split('/').at(-1)}`);
    expect(missing.status).toBe(404);
  }
});
