import { EloquaError } from '../../../src/integrations/eloqua/errors.ts';
import type { Peer, Reply } from '../../kernel/peer.ts';

export const answer = (body: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** A page of a list, as REST tells it. */
export const list = (elements: unknown[], total = elements.length): Reply =>
  answer({ elements, page: 1, pageSize: 1000, total });

export async function errorOf(call: Promise<unknown>): Promise<EloquaError> {
  const error = await call.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  if (!(error instanceof EloquaError)) throw new Error('there was no EloquaError', { cause: error });
  return error;
}

/** The requests that were made, in order. */
export function asked(peer: Peer) {
  return peer.received.map(({ method, path, query, body }) => ({
    method,
    path,
    ...(Object.keys(query).length > 0 && { query }),
    ...(body !== '' && { body: JSON.parse(body) as unknown }),
  }));
}
