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

/** Stores a push that was decrypted. Returns its id; null if the same message is stored already. */
export async function storeReceipt(
  em: EntityManager,
  kind: ReceiptKind,
  push: Push,
  { text }: OpenedCallback,
): Promise<string | null> {
  const id = newId();
  const stored = await em.execute(
    'insert into callback_receipt (id, kind, dedup_key, query, body) values (?, ?, ?, ?, ?) on conflict do nothing returning id',
    [id, kind, digest(text), JSON.stringify(signatureOf(push.query)), push.body],
  );
  return stored.length > 0 ? id : null;
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
function signatureOf(query: Push['query']): Record<string, unknown> {
  const { msg_signature, timestamp, nonce } = query;
  return { msg_signature, timestamp, nonce };
}
