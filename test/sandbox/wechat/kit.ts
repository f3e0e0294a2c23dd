import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { type ComponentRegistration, startWeChatSandbox } from '../../../src/sandbox/wechat/server.ts';
import { eventually } from '../eventually.ts';

export const COMPONENT_ID = 'wx134c8103faa5a59e';
/** A second component of the same keys. */
export const OTHER = 'wx00000000000000ff';
export const KEYS = { token: 'pamtest', aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };
export const SECRET = '0c79e1fa963cd80cc0be99b20a18faeb';

/** One push as it arrived, opened with Tencent's own package. */
export interface ReceivedPush {
  path: string;
  query: Record<string, string>;
  headers: Record<string, string | string[] | undefined>;
  raw: string;
  plain: string;
  tail: string;
  /** Elements of the decrypted XML. */
  fields: Record<string, string>;
  signatureIsRight: boolean;
}

export interface Reply {
  status?: number;
  body?: string;
  /** No answer at all. */
  silent?: boolean;
}

/** Elements of a flat `<xml>`, with and without CDATA. */
export function elementsOf(xml: string): Record<string, string> {
  const elements = [...xml.matchAll(/<(\w+)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g)];
  return Object.fromEntries(elements.map(([, name = '', data, bare = '']) => [name, data ?? bare]));
}

/** A third-party platform's callback server and landing page. */
export class Receiver {
  readonly pushes: ReceivedPush[] = [];
  /** Addresses that a browser came back to. */
  readonly landings: string[] = [];
  answer: (push: ReceivedPush, earlier: number) => Reply = () => ({ body: 'success' });
  /** What a slow platform does before it answers. */
  before: (push: ReceivedPush) => Promise<void> = async () => undefined;
  url = '';
  /** With which it opens what arrives. */
  readonly #keys: { readonly token: string; readonly aesKey: string };
  readonly #server = createServer((request, response) => {
    void this.#receive(request).then((reply) => {
      if (reply.silent === true) return;
      response.writeHead(reply.status ?? 200, { 'content-type': 'text/plain' }).end(reply.body ?? '');
    });
  });

  private constructor(keys: { readonly token: string; readonly aesKey: string }) {
    this.#keys = keys;
  }

  static async start(keys = KEYS): Promise<Receiver> {
    const receiver = new Receiver(keys);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    receiver.url = `http://localhost:${(receiver.#server.address() as AddressInfo).port}`;
    return receiver;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  registration(change: Partial<ComponentRegistration> = {}): ComponentRegistration {
    return {
      appId: COMPONENT_ID,
      appSecret: SECRET,
      ...KEYS,
      authorizationEventsUrl: `${this.url}/events`,
      messagesUrl: `${this.url}/messages/$APPID$`,
      startDomain: 'localhost',
      ...change,
    };
  }

  /** Pushes whose InfoType, Event or MsgType is one of these, oldest first. */
  of(...names: string[]): ReceivedPush[] {
    return this.pushes.filter(({ fields }) =>
      [fields.InfoType, fields.Event, fields.MsgType].some(
        (name) => name !== undefined && names.includes(name),
      ),
    );
  }

  async #receive(request: IncomingMessage): Promise<Reply> {
    const url = new URL(request.url ?? '/', this.url);
    if (request.method === 'GET') {
      this.landings.push(`${url.pathname}${url.search}`);
      return { body: url.searchParams.get('echostr') ?? 'landed' };
    }
    let raw = '';
    for await (const chunk of request) raw += String(chunk);
    const query = Object.fromEntries(url.searchParams);
    const { Encrypt = '' } = elementsOf(raw);
    const { message, id } = decrypt(this.#keys.aesKey, Encrypt);
    const signature = getSignature(this.#keys.token, query.timestamp ?? '', query.nonce ?? '', Encrypt);
    const push: ReceivedPush = {
      path: url.pathname,
      query,
      headers: request.headers,
      raw,
      plain: message,
      tail: id,
      fields: elementsOf(message),
      signatureIsRight: signature === query.msg_signature,
    };
    const earlier = this.pushes.filter((one) => one.plain === message).length;
    this.pushes.push(push);
    await this.before(push);
    return this.answer(push, earlier);
  }
}

/** A passive reply as the platform must send it. */
export function passiveReply(xml: string, tail: string = COMPONENT_ID, keys = KEYS): string {
  const encrypted = encrypt(keys.aesKey, xml, tail);
  const signature = getSignature(keys.token, '1713424427', '415670741', encrypted);
  return `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>1713424427</TimeStamp><Nonce><![CDATA[415670741]]></Nonce></xml>`;
}

export type Json = Record<string, unknown>;

/** A running sandbox with one component, and the calls that tests make most. */
export class Platform {
  readonly receiver: Receiver;
  readonly url: string;
  readonly close: () => Promise<void>;
  #componentToken: string | undefined;

  private constructor(receiver: Receiver, url: string, close: () => Promise<void>) {
    this.receiver = receiver;
    this.url = url;
    this.close = close;
  }

  static async start(
    options: { settings?: Json; stateFile?: string; register?: boolean } = {},
  ): Promise<Platform> {
    const receiver = await Receiver.start();
    const { stateFile } = options;
    const server = await startWeChatSandbox({ port: 0, ...(stateFile === undefined ? {} : { stateFile }) });
    const platform = new Platform(receiver, server.url, async () => {
      await server.close();
      await receiver.close();
    });
    if (options.settings !== undefined) await platform.control('POST', '/settings', options.settings);
    if (options.register !== false) await platform.control('POST', '/components', receiver.registration());
    return platform;
  }

  async control(method: string, path: string, body?: unknown): Promise<{ status: number; json: Json }> {
    const response = await fetch(`${this.url}/_sandbox${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as Json };
  }

  /** A call of WeChat's API; the errmsg without its rid. */
  async api(path: string, body?: unknown, token?: string): Promise<Json> {
    const query = token === undefined ? '' : `?access_token=${token}`;
    const response = await fetch(`${this.url}${path}${query}`, {
      method: 'POST',
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return (await response.json()) as Json;
  }

  /** A GET of WeChat's API. */
  async get(path: string, query: Record<string, string>): Promise<Json> {
    const response = await fetch(`${this.url}${path}?${new URLSearchParams(query)}`);
    return (await response.json()) as Json;
  }

  /** A call of the component's own; the answer. */
  async component(name: string, body: Json = {}): Promise<Json> {
    return this.api(
      `/cgi-bin/component/${name}`,
      { component_appid: COMPONENT_ID, ...body },
      await this.componentToken(),
    );
  }

  async ticket(): Promise<string> {
    return eventually(() => this.receiver.of('component_verify_ticket').at(-1)?.fields.ComponentVerifyTicket);
  }

  async componentToken(): Promise<string> {
    this.#componentToken ??= (await this.newComponentToken()).component_access_token as string;
    return this.#componentToken;
  }

  async newComponentToken(change: Json = {}): Promise<Json> {
    return this.api('/cgi-bin/component/api_component_token', {
      component_appid: COMPONENT_ID,
      component_appsecret: SECRET,
      component_verify_ticket: await this.ticket(),
      ...change,
    });
  }

  /** Registers the second component; its token and pre-auth codes. */
  async otherComponent(): Promise<{ appId: string; token: string; preAuthCode: () => Promise<string> }> {
    await this.control('POST', '/components', this.receiver.registration({ appId: OTHER }));
    const ticket = await eventually(
      () => this.receiver.of('component_verify_ticket').find(({ fields }) => fields.AppId === OTHER)?.fields,
    );
    const answer = await this.newComponentToken({
      component_appid: OTHER,
      component_verify_ticket: ticket.ComponentVerifyTicket,
    });
    const token = answer.component_access_token as string;
    const preAuthCode = async () => {
      const path = '/cgi-bin/component/api_create_preauthcode';
      return (await this.api(path, { component_appid: OTHER }, token)).pre_auth_code as string;
    };
    return { appId: OTHER, token, preAuthCode };
  }

  async account(change: Json = {}): Promise<{ appId: string; originalId: string }> {
    const { json } = await this.control('POST', '/accounts', {
      nickName: '演示服务号',
      serviceType: 'SERVICE',
      ...change,
    });
    return json as { appId: string; originalId: string };
  }

  async preAuthCode(): Promise<string> {
    return (await this.component('api_create_preauthcode')).pre_auth_code as string;
  }

  /** The PC page's address, with a fresh pre-auth code unless one is given. */
  async link(change: Record<string, string> = {}, page = '/cgi-bin/componentloginpage'): Promise<string> {
    const query = new URLSearchParams({
      component_appid: COMPONENT_ID,
      pre_auth_code: change.pre_auth_code ?? (await this.preAuthCode()),
      redirect_uri: `${this.receiver.url}/landing?state=abc`,
      auth_type: '1',
      ...change,
    });
    return `${this.url}${page}?${query}`;
  }

  /** What the browser shows; it comes from a page on the start domain. */
  async open(link: string, referer: string | undefined = `${this.receiver.url}/start`): Promise<string> {
    const response = await fetch(link, referer === '' ? {} : { headers: { referer } });
    return response.text();
  }

  async scan(link: string, appId: string, change: Json = {}): Promise<{ status: number; json: Json }> {
    return this.control('POST', '/scan', { authorizationUrl: link, appId, decision: 'CONFIRM', ...change });
  }

  /** Link, page, scan; the code from the redirect. */
  async confirm(appId: string, change: Json = {}): Promise<string> {
    const link = await this.link();
    await this.open(link);
    const { json } = await this.scan(link, appId, change);
    return new URL(json.redirectUrl as string).searchParams.get('auth_code') ?? '';
  }

  /** An account that is authorized, with its tokens. */
  async connected(
    change: Json = {},
  ): Promise<{ appId: string; originalId: string; access: string; refresh: string }> {
    const account = await this.account(change);
    const code = await this.confirm(account.appId);
    const answer = await this.component('api_query_auth', { authorization_code: code });
    const info = answer.authorization_info as Record<string, string>;
    return {
      ...account,
      access: info.authorizer_access_token ?? '',
      refresh: info.authorizer_refresh_token ?? '',
    };
  }
}
