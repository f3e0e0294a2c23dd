import { installApp } from '../../src/main/sandbox-app.ts';

/** The sandbox's Eloqua through its control API (docs/sandbox.md). */
export class EloquaControl {
  private readonly sites = new Map<string, Promise<void>>();

  constructor(readonly url: string) {}

  /** Makes the site, and has its administrator install Qiao, once. */
  install(site: string): Promise<void> {
    const running = this.sites.get(site) ?? this.installOnce(site);
    this.sites.set(site, running);
    return running;
  }

  /** The site, without Qiao. */
  async site(name: string): Promise<void> {
    const { sites } = await this.call<{ sites: { name: string }[] }>('GET', '/_sandbox/sites');
    if (!sites.some((site) => site.name === name)) await this.call('POST', '/_sandbox/sites', { name });
  }

  /** Installs, or installs again, with whatever the administrator answers. */
  reinstall(
    site: string,
    answer: { consent?: 'ALLOW' | 'DENY' | 'WAIT'; user?: string } = {},
  ): Promise<Install> {
    return this.call('POST', '/_sandbox/installs', { site, ...answer });
  }

  async installOf(site: string): Promise<string> {
    const { installs } = await this.call<{ installs: { installId: string; site: string }[] }>(
      'GET',
      '/_sandbox/installs',
    );
    const found = installs.find((install) => install.site === site);
    if (!found) throw new Error(`Qiao is not installed at ${site}`);
    return found.installId;
  }

  /** What the catalogue's “Check connection” shows. */
  async status(site: string): Promise<{ working: boolean; httpStatus: number | null }> {
    return this.call('POST', `/_sandbox/installs/${await this.installOf(site)}/status`, {});
  }

  async uninstall(site: string): Promise<unknown> {
    return this.call('POST', `/_sandbox/installs/${await this.installOf(site)}/uninstall`, {});
  }

  /** A signed address of the page behind the gear. */
  async configureUrl(site: string): Promise<string> {
    const path = `/_sandbox/installs/${await this.installOf(site)}/configure`;
    return (await this.call<{ url: string }>('POST', path, {})).url;
  }

  /** Ends every token of the app at the site. */
  async revoke(site: string): Promise<void> {
    await this.call('POST', `/_sandbox/installs/${await this.installOf(site)}/revoke`, {});
  }

  /** The site lives on another pod from now on. */
  move(site: string): Promise<unknown> {
    return this.call('POST', `/_sandbox/sites/${site}/move`, {});
  }

  async addField(site: string, field: object = {}): Promise<string> {
    const added = await this.call<{ id: string | number }>('POST', '/_sandbox/fields', { site, ...field });
    return String(added.id);
  }

  async addCampaign(site: string, campaign: object = {}): Promise<string> {
    const added = await this.call<{ id: string | number }>('POST', '/_sandbox/campaigns', {
      site,
      ...campaign,
    });
    return String(added.id);
  }

  change(
    site: string,
    what: 'fields' | 'users' | 'campaigns',
    id: string,
    changes: object,
  ): Promise<unknown> {
    return this.call('PATCH', `/_sandbox/${what}/${id}`, { site, ...changes });
  }

  remove(site: string, what: 'fields' | 'users' | 'campaigns', id: string): Promise<unknown> {
    return this.call('DELETE', `/_sandbox/${what}/${id}?site=${site}`);
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

  fault(fault: EloquaFault): Promise<unknown> {
    return this.call('POST', '/_sandbox/faults', fault);
  }

  clearFaults(): Promise<unknown> {
    return this.call('DELETE', '/_sandbox/faults');
  }

  /** The calls received at a path, which may end in `*`; without one, all. */
  async requests(path?: string): Promise<readonly EloquaRequest[]> {
    const query = path ? `?path=${encodeURIComponent(path)}` : '';
    return (await this.call<{ requests: EloquaRequest[] }>('GET', `/_sandbox/requests${query}`)).requests;
  }

  forgetRequests(): Promise<unknown> {
    return this.call('DELETE', '/_sandbox/requests');
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.url + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`the sandbox answers ${response.status} to ${method} ${path}: ${text}`);
    return JSON.parse(text) as T;
  }

  private async installOnce(site: string): Promise<void> {
    await this.site(site);
    await installApp(this.url, site);
  }
}

export interface Install {
  readonly installId: string;
  readonly status: 'PENDING' | 'READY' | 'FAILED';
  /** The page on which the browser waits, where it does. */
  readonly waitingAt: string | null;
  readonly steps: readonly {
    readonly method: string;
    readonly url: string;
    readonly status: number | null;
  }[];
}

export interface EloquaFault {
  readonly path: string;
  readonly times: number;
  readonly when?: 'BEFORE' | 'AFTER';
  readonly httpStatus?: number;
  readonly latencyMs?: number;
  readonly reset?: boolean;
  readonly html?: boolean;
  readonly empty?: boolean;
  /** In place of the answer: a text as it is, all else as JSON. */
  readonly answer?: unknown;
  /** A JSON merge patch of the true answer. */
  readonly patch?: unknown;
  readonly body?: unknown;
}

export interface EloquaRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly time: string;
}
