import type { Clock } from '../../kernel/clock.ts';
import { CallbackRefused } from './callback.errors.ts';
import { decrypt, encrypt, sign, verifySignature } from './crypto.ts';
import { optionalText, parseXml, requiredText, writeXml, type XmlElement } from './xml.ts';

/** What the component's console holds: the same for the event address and for the messages of every account. */
export interface ComponentKeys {
  appId: string;
  token: string;
  /** From `decodeAesKey`; the current one first, then, while WeChat may still use it, the previous one. */
  aesKeys: readonly [current: Buffer, previous?: Buffer];
}

/** The parts of a pushed request that count. What else it says (path, headers, outer app id) is not signed. */
export interface CallbackRequest {
  /** As the web server parsed it; a repeated parameter is refused. */
  query: Readonly<Record<string, unknown>>;
  body: string;
}

export interface OpenedCallback {
  xml: XmlElement;
  /** The decrypted text; equal for a message and its retries, where the request may not be. */
  text: string;
  /** Of the query, in seconds as sent. */
  timestamp: string;
  nonce: string;
  /** Which of the AES keys opened it. */
  keyIndex: number;
}

/**
 * Ten minutes to either side. WeChat tries a message three times in about fifteen seconds and pauses a failing
 * address for about a minute, perhaps with the first timestamp, so a genuine push is never that old; the other
 * minutes are for clocks. A push lost all the same heals: tickets come every ten minutes, an authorization also
 * arrives by redirect, and a nightly comparison finds the rest. A longer window would only lengthen the time in
 * which a recorded request can be replayed, which is harmless as long as receipts are remembered longer than it.
 */
const WINDOW_MS = 10 * 60_000;

/**
 * Opens a push of either address: checks signature, freshness and addressee, in this order, and decrypts. Keeps no
 * memory: the caller recognizes repetitions by the content.
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
  const encrypted = requiredText(parseXml(body), 'Encrypt').trim();

  if (!verifySignature(signature, { token: keys.token, timestamp, nonce, encrypt: encrypted })) {
    throw new CallbackRefused('BAD_SIGNATURE');
  }
  if (!/^\d{1,11}$/.test(timestamp)) throw new CallbackRefused('MALFORMED');
  if (Math.abs(clock.now().getTime() - Number(timestamp) * 1000) > windowMs)
    throw new CallbackRefused('STALE');

  const { message, keyIndex } = decrypt(encrypted, { keys: presentKeys(keys), appId: keys.appId });
  const xml = parseXml(message);
  // Only events of the component name it inside; messages to an account name the account.
  if (optionalText(xml, 'InfoType') !== null && requiredText(xml, 'AppId') !== keys.appId) {
    throw new CallbackRefused('WRONG_COMPONENT');
  }
  return { xml, text: message, timestamp, nonce, keyIndex };
}

/** The body of an encrypted passive reply, under the key that opened the push and with its nonce. */
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

function presentKeys({ aesKeys }: ComponentKeys): readonly Buffer[] {
  return aesKeys.filter((key) => key !== undefined);
}

function parameter(query: CallbackRequest['query'], name: string): string {
  const value = query[name];
  if (typeof value !== 'string' || value === '') throw new CallbackRefused('MALFORMED');
  return value;
}
