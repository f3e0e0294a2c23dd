import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';

/**
 * A callback that was accepted: its body as received, still encrypted, stored before it is answered and processed after.
 * A platform table. Processed receipts are deleted after seven days.
 */
@Entity({ tableName: 'callback_receipt' })
@Unique({ name: 'callback_receipt_once', properties: ['dedupKey'] })
@Index({ name: 'callback_receipt_processed_index', properties: ['processedAt'] })
export class CallbackReceipt {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** A digest of what the message says: WeChat may repeat a message in other bytes. */
  @Property({ type: 'text' })
  dedupKey!: string;

  /** The query parameters that prove the body. */
  @Property({ type: 'jsonb' })
  query!: Record<string, string>;

  @Property({ type: 'text' })
  body!: string;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  receivedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  processedAt: Date | null = null;
}
