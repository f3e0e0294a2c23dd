import type { EntityManager } from '@mikro-orm/postgresql';
import type { OpenedCallback } from '../../integrations/wechat/callback.ts';
import { newId } from '../../kernel/ids.ts';
import { digest } from '../../kernel/secrets.ts';
import { CallbackReceipt, type ReceiptKind } from './callback-receipt.entity.ts';

/** A push from WeChat, as the web server received it. */
export interface Push {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A push that was verified and decrypted. */
export interface Opened {
  readonly kind: ReceiptKind;
  readonly push: Push;
  readonly opened: OpenedCallback;
}

/** The line of the log for a push that is kept although it cannot be read. */
export const UNREADABLE = 'a push that WeChat has signed cannot be read; it is kept for seven days';

/**
 * Stores pushes that were decrypted. Nothing processes those that cannot be read.
 *
 * @returns the new ones: the same message may be stored already
 */
export async function storeReceipts(
  em: EntityManager,
  pushes: readonly Opened[],
  now: Date,
): Promise<Pick<CallbackReceipt, 'id' | 'kind'>[]> {
  const receipts = pushes.map(({ kind, push, opened }) => ({
    id: newId(),
    kind,
    dedupKey: digest(opened.text),
    query: signatureOf(push.query),
    body: push.body,
    processedAt: kind === 'UNREADABLE' ? now : null,
  }));
  // In one order: two servers that store the same pushes must not wait for each other.
  receipts.sort((one, other) => (one.dedupKey < other.dedupKey ? -1 : 1));
  return em
    .createQueryBuilder(CallbackReceipt)
    .insert(receipts)
    .onConflict('dedupKey')
    .ignore()
    .returning(['id', 'kind'])
    .execute('all');
}

/** Neither processed nor given up. */
export const OPEN_RECEIPT = { processedAt: null, givenUpAt: null };

/** Records that nothing will process the receipt any more. False if that was recorded before, or it was processed. */
export async function giveUpReceipt(em: EntityManager, id: string, givenUpAt: Date): Promise<boolean> {
  const changed = await em.nativeUpdate(
    CallbackReceipt,
    { id, ...OPEN_RECEIPT },
    { givenUpAt, sealedToken: null },
  );
  return changed > 0;
}

/** The parameters that contain the signature of the body. Others are not stored. */
export function signatureOf(query: Push['query']): Record<string, unknown> {
  const { msg_signature, timestamp, nonce } = query;
  return { msg_signature, timestamp, nonce };
}
