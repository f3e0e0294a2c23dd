import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runBatch } from './tinymail.batches.ts';
import { type Item, KINDS, type Kind, TinymailSite } from './tinymail.site.ts';

/** An answer without success. */
export class TinymailError extends Error {
  constructor(readonly status: number) {
    super(`${status}`);
  }
}

/**
 * A marketing platform that was invented to be unlike Eloqua: its ids are words, it has one token for each site and no
 * consent page, it installs Qiao by one signed POST, and its campaigns have no steps.
 */
export class Tinymail {
  /** With what it signs its calls. */
  readonly secret = randomBytes(24).toString('hex');
  readonly sites = new Map<string, TinymailSite>();
  /** Method and path of the calls so far. */
  readonly calls: string[] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.answer(request).then(
        (body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
        (error: unknown) => {
          response.statusCode = error instanceof TinymailError ? error.status : 500;
          response.end('{}');
        },
      );
    });
  }

  static async start(): Promise<Tinymail> {
    const tinymail = new Tinymail();
    tinymail.server.listen(0, '127.0.0.1');
    await once(tinymail.server, 'listening');
    return tinymail;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  site(name: string): TinymailSite {
    const site = this.sites.get(name) ?? new TinymailSite(name);
    this.sites.set(name, site);
    return site;
  }

  /** An administrator of the site installs Qiao, or installs it again. The earlier token ends. */
  install(qiaoUrl: string, name: string): Promise<Response> {
    const site = this.site(name);
    site.installId = `ins-${randomUUID()}`;
    site.token = `tiny_${randomBytes(18).toString('hex')}`;
    return this.call(`${qiaoUrl}/tinymail/install`, {
      install: site.installId,
      site: site.id,
      siteName: name,
      person: 'Mei',
      token: site.token,
    });
  }

  uninstall(qiaoUrl: string, name: string): Promise<Response> {
    const site = this.site(name);
    return this.call(`${qiaoUrl}/tinymail/uninstall`, { install: site.installId, site: site.id });
  }

  /** Calls Qiao, signed. */
  call(url: string, body: object, signature?: string): Promise<Response> {
    const text = JSON.stringify(body);
    const headers = {
      'content-type': 'application/json',
      'tinymail-signature': signature ?? this.sign(text),
    };
    return fetch(url, { method: 'POST', headers, body: text });
  }

  /** `<time>.<nonce>.<HMAC of both and the body>`. */
  sign(body: string, at = new Date(), nonce = randomUUID()): string {
    const stamp = `${at.getTime()}.${nonce}`;
    return `${stamp}.${createHmac('sha256', this.secret).update(`${stamp}.${body}`).digest('hex')}`;
  }

  private async answer(request: IncomingMessage): Promise<unknown> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    this.calls.push(`${request.method} ${pathname}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Item) : null;
    const token = request.headers.authorization?.replace('Bearer ', '');
    const site = [...this.sites.values()].find((one) => one.token === token);
    if (!site) throw new TinymailError(401);
    const [, kind = '', id] = pathname.split('/');
    if (kind === 'me') return { site: site.id, person: 'Mei' };
    if (kind === 'batches') return body ? site.add('batches', body) : runBatch(site, found(site, kind, id));
    if (!KINDS.includes(kind as Kind)) throw new TinymailError(404);
    return kindAnswer(site, kind as Kind, id, body);
  }
}

function kindAnswer(site: TinymailSite, kind: Kind, id: string | undefined, body: Item | null): unknown {
  if (id === undefined && body === null) return { items: [...site.all(kind).values()] };
  if (id !== undefined) return Object.assign(found(site, kind, id), body);
  const label = kind === 'contacts' ? 'address' : 'name';
  if ([...site.all(kind).values()].some((item) => item[label] === body?.[label]))
    throw new TinymailError(409);
  return site.add(kind, body ?? {});
}

function found(site: TinymailSite, kind: string, id: string | undefined): Item {
  const item = site.all(kind as Kind).get(id ?? '');
  if (!item) throw new TinymailError(404);
  return item;
}
