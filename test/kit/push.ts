import { randomBytes } from 'node:crypto';
import { encrypt, getSignature } from '@wecom/crypto';
import type { Qiao } from './qiao.ts';

export interface PushOptions {
  /** Below ours; default: the address of authorization events. */
  readonly path?: string;
  /** For which component it is encrypted; default: ours. */
  readonly appId?: string;
  readonly token?: string;
  readonly timestamp?: number;
  /** Parameters of the address that the signature does not cover. */
  readonly more?: Readonly<Record<string, string>>;
  /** Null: none. Default: as WeChat does. */
  readonly contentType?: string | null;
  /** Makes the body of the ciphertext; default: as WeChat does. */
  readonly body?: (encrypted: string) => string;
}

export interface PushAnswer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

export const unixSeconds = (secondsAgo = 0): number => Math.floor(Date.now() / 1000) - secondsAgo;

/** An authorization event in WeChat's XML. */
export function eventXml(qiao: Qiao, fields: Readonly<Record<string, string | number>>): string {
  const all = { AppId: qiao.config.wechat.appId, CreateTime: unixSeconds(), ...fields };
  const elements = Object.entries(all).map(([name, value]) =>
    typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value}]]></${name}>`,
  );
  return `<xml>${elements.join('')}</xml>`;
}

/** Pushes as WeChat does, with Tencent's own package: encrypted and signed anew each time. */
export function push(qiao: Qiao, xml: string, options: PushOptions = {}): Promise<PushAnswer> {
  const { wechat } = qiao.config;
  return pushCiphertext(qiao, encrypt(wechat.aesKey, xml, options.appId ?? wechat.appId), options);
}

/** Signs and pushes whatever claims to be a ciphertext. */
export function pushCiphertext(
  qiao: Qiao,
  encrypted: string,
  options: Omit<PushOptions, 'appId'> = {},
): Promise<PushAnswer> {
  const { wechat } = qiao.config;
  const timestamp = String(options.timestamp ?? unixSeconds());
  const nonce = randomBytes(8).toString('hex');
  const msg_signature = getSignature(options.token ?? wechat.token, timestamp, nonce, encrypted);
  const query = new URLSearchParams({
    timestamp,
    nonce,
    encrypt_type: 'aes',
    msg_signature,
    ...options.more,
  });
  const body = (options.body ?? envelope)(encrypted);
  return post(qiao, `?${query}`, body, options.path, options.contentType);
}

export async function post(
  qiao: Qiao,
  query: string,
  body: string,
  path = '/wechat/events',
  contentType: string | null = 'text/xml',
): Promise<PushAnswer> {
  const response = await fetch(`${qiao.url}${path}${query}`, {
    method: 'POST',
    ...(contentType !== null && { headers: { 'content-type': contentType } }),
    // Of a text, `fetch` would say what it is.
    body: Buffer.from(body),
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

const envelope = (encrypted: string): string =>
  `<xml><AppId><![CDATA[wx]]></AppId><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
