import type { Page, Request } from 'playwright-core';

/** Listens for what must not happen in a page: errors, violations of its policy, requests to other hosts. */
export class Watch {
  readonly complaints: string[] = [];
  /** What the page itself, not a frame in it, has asked for and does not have yet. */
  private readonly open = new Set<Request>();

  /** @param hosts addresses that the page and its frames may call */
  constructor(page: Page, hosts: readonly string[]) {
    const allowed = new Set(hosts.map((url) => new URL(url).host));
    page.on('console', (message) => {
      // Violations of the Content-Security-Policy, and failed requests, are errors too.
      if (message.type() === 'error') this.complaints.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => void this.complaints.push(`error: ${error.message}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && !allowed.has(url.host))
        this.complaints.push(`request to ${url.host}`);
    });
    page.on('request', (request) => {
      if (request.frame() === page.mainFrame()) this.open.add(request);
    });
    page.on('requestfinished', (request) => void this.open.delete(request));
    page.on('requestfailed', (request) => void this.open.delete(request));
    page.on('websocket', (socket) => {
      const { host } = new URL(socket.url());
      if (!allowed.has(host)) this.complaints.push(`socket to ${host}`);
    });
  }
  get isIdle(): boolean {
    return this.open.size === 0;
  }
}
