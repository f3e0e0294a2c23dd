import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A question to an administrator that is not answered yet; a platform table, since the answer names nobody. */
@Entity({ tableName: 'oauth_state' })
export class OAuthState {
  /** Of what the browser brings back. */
  @PrimaryKey({ type: 'text' })
  digest!: string;

  @Property({ type: 'uuid' })
  installationId!: string;

  /** The installing for which it was asked: one that another has followed is nobody's any more. */
  @Property({ type: 'text', nullable: true })
  installId!: string | null;

  /** Where the browser goes when all is well; null: a page of ours. */
  @Property({ type: 'text', nullable: true })
  callbackUrl!: string | null;

  @Property({ type: 'timestamptz' })
  expiresAt!: Date;
}
