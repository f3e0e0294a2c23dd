import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AppRegistration, startEloquaSandbox } from '../../../src/sandbox/eloqua/server.ts';

export const APP_ID = '7b95fe48-6598-43e8-8fd1-dcb40cf83ef6';
export const CLIENT_ID = 'a2f1c4d6e8b04c1f9d3e5a7b9c1d3e5f';
export const CLIENT_SECRET = 'a~secret/with+letters that-need=care';

export type Json = Record<string, unknown>;

/** One call of Eloqua, or of the browser, as the app saw it. */
export interface ReceivedCall {
  method: string;
  path: string;
  query: Record<string, string>;
  contentType: string | undefined;
  cookie: string | undefined;
  body: string;
  /** As the bytes came. */
  rawQuery: string;
  signatureIsRight: boolean;
}

export interface AppReply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** No answer at all. */
  silent?: boolean;
}

/** OAuth 1.0a once more, independent of the sandbox: parameters sorted without regard to case. */
export function signatureOf(method: string, url: string, rawQuery: string, secret: string): string {
  const strict = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const parameters = rawQuery
    .split('&')
    .map((pair) => pair.split('=').map((part) => strict(decodeURIComponent(part.replaceAll('+', ' ')))))
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name = '', value = '']) => ({ key: name.toLowerCase(), pair: `${name}=${value}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ pair }) => pair)
    .join('&');
  const base = `${method}&${strict(url)}&${strict(parameters)}`;
  return createHmac('sha1', `${strict(secret)}&`)
    .update(base)
    .digest('base64');
}

/** An app as its developer runs it: a few addresses that answer what a test wants. */
export class TestApp {
  readonly received: ReceivedCall[] = [];
  /** By path; else 200 and an empty body. */
  readonly replies: Record<string, (call: ReceivedCall) => AppReply | Promise<AppReply>> = {};
  url = '';
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  static async start(): Promise<TestApp> {
    const app = new TestApp();
    app.#server.listen(0, '127.0.0.1');
    await once(app.#server, 'listening');
    app.url = `http://localhost:${(app.#server.address() as AddressInfo).port}`;
    app.replies['/sender/create'] = () => ({
      body: {
        recordDefinition: {
          ContactId: '{{Contact.Id}}',
          Email: '{{Contact.Field(C_EmailAddress)}}',
          OpenId: '{{Contact.Field(C_WeChat_OpenID_A11)}}',
        },
        requiresConfiguration: true,
      },
    });
    app.replies['/sender/notify'] = () => ({ status: 204 });
    return app;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** Makes the enable URL send the administrator to Eloqua's consent, and then to the callback. */
  wantsConsent(login: string): void {
    let callback = '';
    this.replies['/app/enable'] = ({ query }) => {
      callback = query.callback_url ?? '';
      return { status: 302, headers: { location: this.authorizeUrl(login) } };
    };
    this.replies['/app/oauth/callback'] = ({ query }) =>
      query.code === undefined
        ? { status: 200, body: 'denied' }
        : { status: 302, headers: { location: callback } };
  }

  authorizeUrl(login: string, change: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: CLIENT_ID,
      redirect_uri: `${this.url}/app/oauth/callback`,
      scope: 'full',
      state: 'xyz',
      ...change,
    });
    return `${login}/auth/oauth2/authorize?${query}`;
  }

  at(path: string): ReceivedCall[] {
    return this.received.filter((call) => call.path === path);
  }

  registration(change: Partial<AppRegistration['action']> = {}): AppRegistration {
    const app = `app_id={AppId}&install_id={InstallId}&site_id={SiteId}&site_name={SiteName}&user_id={UserId}&user_name={UserName}`;
    const step = `${app}&instance_id={InstanceId}&asset_id={AssetId}&asset_name={AssetName}&asset_type={AssetType}&entity_type={EntityType}`;
    return {
      appId: APP_ID,
      name: 'Test app',
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      enableUrl: `${this.url}/app/enable?${app}&callback_url={CallbackUrl}`,
      configureUrl: `${this.url}/app/configure?${app}`,
      statusUrl: `${this.url}/app/status?${app}`,
      uninstallUrl: `${this.url}/app/uninstall?${app}`,
      oauthCallbackUrl: `${this.url}/app/oauth/callback`,
      action: {
        name: 'Test sender',
        createUrl: `${this.url}/sender/create?${step}`,
        configureUrl: `${this.url}/sender/configure?${step}`,
        copyUrl: `${this.url}/sender/copy?${step}&original_instance_id={OriginalInstanceId}&original_install_id={OriginalInstallId}&original_asset_id={OriginalAssetId}&original_asset_name={OriginalAssetName}`,
        deleteUrl: `${this.url}/sender/delete?${step}`,
        notificationUrl: `${this.url}/sender/notify?${step}&execution_id={ExecutionId}`,
        recordsPerNotification: 2,
        ...change,
      },
    };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const url = new URL(request.url ?? '/', this.url);
    const rawQuery = url.search.slice(1);
    const query = Object.fromEntries(url.searchParams);
    const signature = signatureOf(
      request.method ?? '',
      `${this.url}${url.pathname}`,
      rawQuery,
      CLIENT_SECRET,
    );
    const call: ReceivedCall = {
      method: request.method ?? '',
      path: url.pathname,
      query,
      contentType: request.headers['content-type'],
      cookie: request.headers.cookie,
      body,
      rawQuery,
      signatureIsRight: query.oauth_signature === signature,
    };
    this.received.push(call);
    const reply = (await this.replies[url.pathname]?.(call)) ?? {};
    if (reply.silent === true) return;
    const json = reply.body !== undefined && typeof reply.body !== 'string';
    response.writeHead(reply.status ?? 200, {
      ...(json ? { 'content-type': 'application/json; charset=utf-8' } : { 'content-type': 'text/html' }),
      ...reply.headers,
    });
    response.end(json ? JSON.stringify(reply.body) : reply.body);
  }
}

export interface Answer {
  status: number;
  headers: Headers;
  /** undefined where the body is empty. */
  json: unknown;
}

/** A running sandbox with one app, and the calls that tests make most. */
export class Eloqua {
  private constructor(
    readonly app: TestApp,
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  static async start(
    options: { settings?: Json; stateFile?: string; action?: Partial<AppRegistration['action']> } = {},
  ): Promise<Eloqua> {
    const app = await TestApp.start();
    const { stateFile } = options;
    const server = await startEloquaSandbox({
      port: 0,
      apps: [app.registration(options.action)],
      ...(stateFile === undefined ? {} : { stateFile }),
    });
    const eloqua = new Eloqua(app, server.url, async () => {
      await server.close();
      await app.close();
    });
    app.wantsConsent(server.url);
    if (options.settings !== undefined) await eloqua.control('POST', '/settings', options.settings);
    return eloqua;
  }

  async control(method: string, path: string, body?: unknown): Promise<{ status: number; json: Json }> {
    const response = await fetch(`${this.url}/_sandbox${path}`, {
      method,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as Json };
  }

  /** A call of an API with a token. */
  async api(
    token: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.send(method, path, body, {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    });
  }

  async send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      json: text === '' ? undefined : text.startsWith('<') ? text : JSON.parse(text),
    };
  }

  /** A code for a user of a site, as the browser brings it. */
  async code(who: { site?: string; user?: string } = {}): Promise<string> {
    const { json } = await this.control('POST', '/authorize', {
      authorizeUrl: this.app.authorizeUrl(this.url),
      decision: 'ALLOW',
      follow: false,
      ...who,
    });
    return new URL(json.redirectUrl as string).searchParams.get('code') ?? '';
  }

  async token(input: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const basic = Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64');
    return this.send('POST', '/auth/oauth2/token', input, {
      authorization: `Basic ${basic}`,
      'content-type': 'application/json',
      ...headers,
    });
  }

  exchange(code: string): Promise<Answer> {
    const redirect_uri = `${this.app.url}/app/oauth/callback`;
    return this.token({ grant_type: 'authorization_code', code, redirect_uri });
  }

  refresh(refresh_token: string): Promise<Answer> {
    const redirect_uri = `${this.app.url}/app/oauth/callback`;
    return this.token({ grant_type: 'refresh_token', refresh_token, scope: 'full', redirect_uri });
  }

  /** Access and refresh token of a user; by default of the administrator of `acme`. */
  async signIn(who: { site?: string; user?: string } = {}): Promise<{ access: string; refresh: string }> {
    const { json } = await this.exchange(await this.code(who));
    const { access_token, refresh_token } = json as Record<string, string>;
    return { access: access_token ?? '', refresh: refresh_token ?? '' };
  }

  /** Installs the app; its InstallId. */
  async install(input: Json = {}): Promise<string> {
    return (await this.control('POST', '/installs', input)).json.installId as string;
  }

  /** Installs the app and drops its step on a campaign; the instance id. */
  async sender(campaignId = '1234'): Promise<string> {
    await this.install();
    return (await this.control('POST', '/message-senders', { campaignId })).json.instanceId as string;
  }
}
