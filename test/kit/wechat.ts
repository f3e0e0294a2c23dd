/** The sandbox's WeChat through its control API (docs/sandbox.md). */
export class WeChatControl {
  constructor(readonly url: string) {}

  account(settings: Partial<NewWeChatAccount> = {}): Promise<WeChatAccount> {
    const defaults = { nickName: '演示服务号', serviceType: 'SERVICE', verified: true };
    return this.call('POST', '/_sandbox/accounts', { ...defaults, ...settings });
  }

  change(appId: string, changes: object): Promise<unknown> {
    return this.call('PATCH', `/_sandbox/accounts/${appId}`, changes);
  }

  /** Opens our launch page and WeChat's QR page as a browser does; returns the address of the latter. */
  async openLaunchPage(launchUrl: string): Promise<string> {
    const page = await (await fetch(launchUrl)).text();
    const link = /id="continue" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&#38;', '&');
    if (!link) throw new Error(`the launch page has no link: ${page}`);
    const qrPage = await fetch(link, { headers: { referer: `${new URL(launchUrl).origin}/` } });
    if (!qrPage.ok) throw new Error(`WeChat's page answers ${qrPage.status}`);
    return link;
  }

  /** What the administrator's phone does. By default the event arrives first and the browser returns after it. */
  scan(
    authorizationUrl: string,
    appId: string,
    options: ScanOptions = {},
  ): Promise<{ redirectUrl: string | null }> {
    return this.call('POST', '/_sandbox/scan', { authorizationUrl, appId, decision: 'CONFIRM', ...options });
  }

  /** From the launch page to the confirmation. */
  async confirm(
    launchUrl: string,
    appId: string,
    options: ScanOptions = {},
  ): Promise<{ redirectUrl: string | null }> {
    return this.scan(await this.openLaunchPage(launchUrl), appId, options);
  }

  revoke(appId: string): Promise<unknown> {
    return this.call('POST', `/_sandbox/accounts/${appId}/revoke`, {});
  }

  settings(changes: object): Promise<unknown> {
    return this.call('POST', '/_sandbox/settings', changes);
  }

  /** Other settings for the time of `work`. */
  async withSettings<T>(changes: object, work: () => Promise<T>): Promise<T> {
    const before = await this.call<object>('GET', '/_sandbox/settings');
    await this.settings(changes);
    try {
      return await work();
    } finally {
      await this.settings(before);
    }
  }

  fault(fault: Fault): Promise<unknown> {
    return this.call('POST', '/_sandbox/faults', fault);
  }

  clearFaults(): Promise<unknown> {
    return this.call('DELETE', '/_sandbox/faults');
  }

  /** The calls of the component's API of that name. */
  calls(api: string): Promise<readonly JournalEntry[]> {
    return this.requests(`/cgi-bin/component/${api}`);
  }

  /** The calls received at a path. */
  async requests(path: string): Promise<readonly JournalEntry[]> {
    const journal = await this.call<{ requests: JournalEntry[] }>(
      'GET',
      `/_sandbox/requests?path=${encodeURIComponent(path)}`,
    );
    return journal.requests;
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the sandbox answers ${response.status} to ${method} ${path}: ${text}`);
    return JSON.parse(text) as T;
  }
}

export interface NewWeChatAccount {
  appId: string;
  nickName: string;
  serviceType: 'SUBSCRIPTION' | 'SUBSCRIPTION_UPGRADED' | 'SERVICE' | 'MINI_PROGRAM' | 'VIDEO';
  verified: boolean;
  /** WeChat's `verify_type_info`; over `verified`. */
  verifyType: number;
  principalType: 'ORGANISATION' | 'PERSON';
  /** A name, or an AppID that is used as it is. */
  openPlatform: string;
  permissions: number[];
}

export interface WeChatAccount {
  readonly appId: string;
  readonly originalId: string;
}

export interface ScanOptions {
  readonly decision?: 'CONFIRM' | 'CANCEL';
  readonly by?: 'ADMINISTRATOR' | 'OTHER';
  readonly event?: 'BEFORE' | 'AFTER' | 'NEVER' | 'TWICE';
  readonly follow?: boolean;
}

export interface Fault {
  readonly path: string;
  readonly times: number;
  readonly when?: 'BEFORE' | 'AFTER';
  readonly errcode?: number;
  readonly errmsg?: string;
  readonly httpStatus?: number;
  readonly latencyMs?: number;
  readonly reset?: boolean;
  readonly html?: boolean;
  readonly empty?: boolean;
  /** In place of the answer: a text as it is, all else as JSON. */
  readonly answer?: unknown;
  /** A JSON merge patch of the true answer. */
  readonly patch?: unknown;
}

export interface JournalEntry {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly time: string;
  /** Of the answer, where it has one. */
  readonly errcode?: number;
}
