import { Check, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Sealed } from '../../kernel/sealed.ts';
import { TenantEntity } from '../../kernel/tenancy.ts';

/** What a caller did under an idempotency key. It is kept for a day. */
@TenantEntity('idempotency_key')
@Check({
  name: 'idempotency_key_secret_of_an_outcome',
  expression: 'sealed_secret is null or object_id is not null',
})
@Index({ name: 'idempotency_key_age_index', properties: ['installationId', 'createdAt'] })
export class IdempotencyKey {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  /** A user or an API key, as `callerKey` writes it. Each has its own keys. */
  @PrimaryKey({ type: 'text' })
  caller!: string;

  @PrimaryKey({ type: 'text' })
  mutation!: string;

  /** Of the key itself, which may be long. */
  @PrimaryKey({ type: 'text' })
  keyDigest!: string;

  /** What its secret is bound to. */
  @Property({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  inputDigest!: string;

  /** The changed object. Null as long as the effect, which is outside of Qiao, is under way or unknown. */
  @Property({ type: 'text', nullable: true })
  objectId: string | null = null;

  @Sealed('idempotency_key', 'id', 'secret')
  @Property({ type: 'text', nullable: true })
  sealedSecret: string | null = null;

  /** The name that something outside was to get, to find it by after a crash. */
  @Property({ type: 'text', nullable: true })
  intent: string | null = null;

  /** Until then the attempt under way is alone. */
  @Property({ type: 'timestamptz', nullable: true })
  reservedUntil: Date | null = null;

  @Property({ type: 'timestamptz' })
  createdAt!: Date;
}
