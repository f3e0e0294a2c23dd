import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer } from '../../src/app/server.ts';
import { describeInBrowser, launchBrowser } from '../kit/browser.ts';
import { eventually } from '../kit/eventually.ts';
import { AddOfficialAccountDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';

describeInBrowser('GraphiQL at /graphql', () => {
  const qiao = useQiao();
  let browser: Browser;
  let page: Page;
  let address: string;
  const requested: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    const token = await qiao.token();
    const log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log } as never;
    const server = await startServer(qiao.services, { port: 0, sandbox: true, pageToken: token }, log);
    browser = await launchBrowser();
    page = await browser.newPage();
    page.on('request', (request) => void requested.push(request.url()));
    page.on('pageerror', (error) => void complaints.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    address = `http://localhost:${server.port}/graphql`;
    await page.goto(address);
    qiao.onClose(() => server.close());
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
  });

  test('answers its first query as the caller whose token it starts with', async () => {
    await page.click('.graphiql-execute-button');
    await page.getByText('"ADMINISTRATOR"').first().waitFor();
    await page.getByText('"acme"').first().waitFor();
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

  test('loads nothing from another host and has nothing to complain about', () => {
    const hosts = requested.filter((url) => !/^(data|blob):/.test(url)).map((url) => new URL(url).hostname);
    expect(new Set(hosts)).toEqual(new Set(['localhost']));
    expect(complaints).toEqual([]);
  });
});
