import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { describeInBrowser, launchBrowser } from '../kit/browser.ts';
import { useQiao } from '../kit/shared-qiao.ts';

describeInBrowser('a page of another origin, in a browser', () => {
  const qiao = useQiao();
  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>A console</title>');
  });
  let browser: Browser;
  let page: Page;
  let origin: string;

  beforeAll(async () => {
    site.listen(0);
    await once(site, 'listening');
    origin = `http://localhost:${(site.address() as AddressInfo).port}`;
    browser = await launchBrowser();
    page = await browser.newPage();
    await page.goto(origin);
  });
  afterAll(async () => {
    await browser.close();
    site.close();
  });

  /** What the page gets, over HTTP and WebSocket. */
  const asks = async (url: string) =>
    page.evaluate(
      async ([url, token]) => {
        const http = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ query: '{ viewer { userId } }' }),
        }).then(
          async (answer) => [
            ((await answer.json()) as { data: { viewer: { userId: string } } }).data.viewer.userId,
            answer.headers.has('x-request-id'),
          ],
          () => 'refused',
        );
        const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
        const webSocket = await new Promise((resolve) => {
          socket.onerror = () => resolve('refused');
          socket.onopen = () =>
            socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: token } }));
          socket.onmessage = ({ data }) => resolve(JSON.parse(data).type);
        });
        socket.close();
        return { http, webSocket };
      },
      [url, await qiao.token()] as const,
    );

  test('calls the API where it is allowed, and cannot where it is not', async () => {
    const withOrigins = async (corsOrigins: string[]) => {
      const services = { ...qiao.services, config: { ...qiao.config, production: true, corsOrigins } };
      const server = await startServer(
        services,
        { port: 0, sandbox: false, host: '::' },
        createLogger('silent'),
      );
      qiao.onClose(() => server.close());
      return `http://localhost:${server.port}/graphql`;
    };
    expect(await asks(await withOrigins([origin]))).toEqual({
      http: ['17', true],
      webSocket: 'connection_ack',
    });
    expect(await asks(await withOrigins([]))).toEqual({ http: 'refused', webSocket: 'refused' });
    expect(await asks(`${qiao.url}/graphql`), 'in development').toEqual({
      http: ['17', true],
      webSocket: 'connection_ack',
    });
  });
});
