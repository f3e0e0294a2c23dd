import { hash } from 'node:crypto';
import { type AccountMessage, isEvent } from '../../../integrations/wechat/messages.ts';
import type { XmlElement, XmlNode } from '../../../integrations/wechat/xml.ts';
import { digest } from '../../../kernel/secrets.ts';

/** How many shards there are. Messages of one follower are in one shard. */
export const SHARDS = 16;

/**
 * Is equal for a message and its repetitions only. WeChat numbers what people write within one account. An event has no number,
 * and two of one second may differ in any element, so all of them count, in whatever order they come.
 *
 * @param appId from the address: it is not signed, and a copy at another address must not stand in the way of the genuine one
 */
export function dedupKeyOf(appId: string, message: AccountMessage, xml: XmlElement): string {
  const { originalId, openId } = message;
  const number = !isEvent(xml) && 'msgId' in message ? message.msgId : null;
  return digest(JSON.stringify([appId, originalId, openId, number ?? sorted(xml)]));
}

export const shardOf = (appId: string, openId: string | null): number =>
  hash('sha256', `${appId} ${openId}`, 'buffer').readUInt8() % SHARDS;

function sorted(node: XmlNode): unknown {
  if (typeof node === 'string') return node.trim();
  if (Array.isArray(node)) return node.map(sorted);
  return Object.entries(node)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, child]) => [name, sorted(child)]);
}
