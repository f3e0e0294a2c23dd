import { Entity, PrimaryKey } from '@mikro-orm/decorators/legacy';

/** A call of the marketing platform that was taken, so that nobody makes it again; a platform table. */
@Entity({ tableName: 'signed_call' })
export class SignedCall {
  /** Each site has nonces of its own. Empty where the call names no site. */
  @PrimaryKey({ type: 'text', default: '' })
  siteId!: string;

  @PrimaryKey({ type: 'text' })
  nonce!: string;

  @PrimaryKey({ type: 'timestamptz' })
  signedAt!: Date;
}
