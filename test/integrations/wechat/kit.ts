import { WeChatError } from '../../../src/integrations/wechat/errors.ts';
import type { Peer, Reply } from '../../kernel/peer.ts';

/** As WeChat often does, under a content-type that is not JSON's. */
export const answer = (body: unknown): Reply => ({
  headers: { 'content-type': 'text/plain' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

export async function errorOf(call: Promise<unknown>): Promise<WeChatError> {
  const error = await call.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  if (!(error instanceof WeChatError)) throw new Error('there was no WeChatError', { cause: error });
  return error;
}

/** The one request that was made. */
export function asked(peer: Peer) {
  if (peer.received.length !== 1) throw new Error(`there were ${peer.received.length} requests`);
  const [request] = peer.received;
  return { ...request, headers: undefined, body: JSON.parse(request?.body || 'null') as unknown };
}
