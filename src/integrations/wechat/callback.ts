import type { Clock } from '../../kernel/clock.ts';
import { CallbackRefused } from './callback.errors.ts';
import { type AesKey, decrypt, encrypt, sign, verifySignature } from './crypto.ts';
import { isMessage, readPush } from './push.ts';
import { optionalText, parseXml, writeXml, type XmlElement } from './xml.ts';

/** The keys from the component's console, for the event address and for the messages of every account. */
export interface ComponentKeys {
  appId: string;
  token: string;
  /** From `decodeAesKey`: the current key first, then the previous one, which WeChat may still use. */
  aesKeys: readonly [current: AesKey, previous?: AesKey];
}

/** The relevant parts of a pushed request. The others (path, headers, outer app id) are not signed. */
export interface CallbackRequest {
  /** As parsed by the web server; a repeated parameter is refused. */
  query: Readonly<Record<string, unknown>>;
  body: string;
}

export interface OpenedCallback {
  /** Null if it cannot be read; it is authentic even so. */
  xml: XmlElement | null;
  /** The decrypted text. It is equal for a message and its retries, while the requests may differ. */
  text: string;
  /** When WeChat sent it, as it has signed. */
  sentAt: Date;
  nonce: string;
  /** Index of the AES key that decrypted it. */
  keyIndex: number;
}

/**
 * Ten minutes in either direction. WeChat tries a message three times in about fifteen seconds and pauses a failing
 * address for about a minute, perhaps with the first timestamp, so a genuine push is never that old; the rest is for
 * clocks that are wrong. A lost push is recovered anyway: tickets come every ten minutes, an authorization also arrives
 * by redirect, and a nightly comparison finds the rest. A longer window would only extend the time in which a recorded
 * request can be replayed. A replay is harmless as long as receipts are kept for longer than the window.
 */
const WINDOW_MS = 10 * 60_000;

/**
 * Verifies and decrypts a push of either address: checks signature, freshness and addressee, in this order. What passes is
 * WeChat's, and must be answered `success` however odd it is. Stores nothing: the caller recognizes retries by their content.
 *
 * @throws {CallbackRefused}
 */
export function openCallback(
  { query, body }: CallbackRequest,
  keys: ComponentKeys,
  clock: Clock,
  { windowMs = WINDOW_MS }: { windowMs?: number } = {},
): OpenedCallback {
  const signature = parameter(query, 'msg_signature');
  const timestamp = parameter(query, 'timestamp');
  const nonce = parameter(query, 'nonce');
  // A gateway may have wrapped its lines: base64 has no white space.
  const encrypted = optionalText(parseXml(body), 'Encrypt')?.replace(/\s+/g, '');
  if (!encrypted) throw new CallbackRefused('MALFORMED');

  if (!verifySignature(signature, { token: keys.token, timestamp, nonce, encrypt: encrypted })) {
    throw new CallbackRefused('BAD_SIGNATURE');
  }
  if (!/^\d{1,11}$/.test(timestamp)) throw new CallbackRefused('MALFORMED');
  if (Math.abs(clock.now().getTime() - Number(timestamp) * 1000) > windowMs)
    throw new CallbackRefused('STALE');

  const { message, keyIndex } = decrypt(encrypted, { keys: presentKeys(keys), appId: keys.appId });
  const xml = readPush(message);
  // Only events contain the component's app id; messages to an account contain the account.
  const addressee = xml && !isMessage(xml) && optionalText(xml, 'InfoType') && optionalText(xml, 'AppId');
  if (addressee && addressee.trim() !== keys.appId) throw new CallbackRefused('WRONG_COMPONENT');
  return { xml, text: message, sentAt: new Date(Number(timestamp) * 1000), nonce, keyIndex };
}

/**
 * What answers WeChat's check of an address, which it makes with a GET; null if it is not signed with our token.
 */
export function echoOf(query: CallbackRequest['query'], { token }: ComponentKeys): string | null {
  const { signature, timestamp, nonce, echostr } = query;
  const given = [signature, timestamp, nonce, echostr];
  if (!given.every((value) => typeof value === 'string' && value !== '')) return null;
  const [signed, at, once, echo] = given as [string, string, string, string];
  return verifySignature(signed, { token, timestamp: at, nonce: once, encrypt: '' }) ? echo : null;
}

/** The body of an encrypted passive reply, with the key that decrypted the push and with its nonce. */
export function sealReply(
  replyXml: string,
  opened: OpenedCallback,
  keys: ComponentKeys,
  clock: Clock,
): string {
  const key = presentKeys(keys)[opened.keyIndex] ?? keys.aesKeys[0];
  const timestamp = Math.floor(clock.now().getTime() / 1000);
  const encrypted = encrypt(replyXml, { key, appId: keys.appId });
  const envelope = {
    token: keys.token,
    timestamp: String(timestamp),
    nonce: opened.nonce,
    encrypt: encrypted,
  };
  return writeXml({
    Encrypt: encrypted,
    MsgSignature: sign(envelope),
    TimeStamp: timestamp,
    Nonce: opened.nonce,
  });
}

function presentKeys({ aesKeys }: ComponentKeys): readonly AesKey[] {
  return aesKeys.filter((key) => key !== undefined);
}

function parameter(query: CallbackRequest['query'], name: string): string {
  const value = query[name];
  if (typeof value !== 'string' || value === '') throw new CallbackRefused('MALFORMED');
  return value;
}
