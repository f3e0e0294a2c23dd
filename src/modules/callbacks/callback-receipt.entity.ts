import { OptionalProps } from '@mikro-orm/core';
import { Check, Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Personal } from '../../kernel/personal.ts';
import { Sealed } from '../../kernel/sealed.ts';

const UNREADABLE = {
  what: 'a message that cannot be read, as WeChat pushed it, encrypted; its signature, and a hash of it',
  purpose: 'to find out why, and to find repetitions',
  retention: 'seven days',
};

/** An authorization event, a message to an account, or what WeChat has signed and Qiao cannot read. */
export type ReceiptKind = 'EVENT' | 'MESSAGE' | 'UNREADABLE';

/**
 * A callback that was accepted. Its body is stored as received, still encrypted, before the answer; it is processed after.
 * A platform table. Processed receipts are deleted after seven days, those that were given up after thirty.
 */
@Entity({ tableName: 'callback_receipt' })
@Unique({ name: 'callback_receipt_once', properties: ['dedupKey'] })
@Index({ name: 'callback_receipt_processed_index', properties: ['processedAt'] })
@Check({
  name: 'callback_receipt_one_end_check',
  expression: 'processed_at is null or given_up_at is null',
})
@Check({ name: 'callback_receipt_kind_check', expression: `kind in ('EVENT', 'MESSAGE', 'UNREADABLE')` })
export class CallbackReceipt {
  [OptionalProps]?: 'kind' | 'receivedAt' | 'processedAt' | 'givenUpAt' | 'sealedToken';

  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text', default: 'EVENT' })
  kind: ReceiptKind = 'EVENT';

  /** A digest of the decrypted message: WeChat may encrypt a repeated message differently. */
  @Personal(UNREADABLE)
  @Property({ type: 'text' })
  dedupKey!: string;

  /** The query parameters that contain the signature of the body. */
  @Personal(UNREADABLE)
  @Property({ type: 'jsonb' })
  query!: Record<string, string>;

  @Personal(UNREADABLE)
  @Property({ type: 'text' })
  body!: string;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  receivedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  processedAt: Date | null = null;

  /** When the last attempt to process it failed. Nothing processes it any more; an operator must look at it. */
  @Property({ type: 'timestamptz', nullable: true })
  givenUpAt: Date | null = null;

  /** The access token that a code in the message was exchanged for, while the message is being processed. */
  @Sealed('receipt', 'id', 'token')
  @Property({ type: 'text', nullable: true })
  sealedToken: string | null = null;
}
