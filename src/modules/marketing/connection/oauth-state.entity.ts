import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * An open consent request to an administrator; a platform table, because the redirect does not name the installation.
 */
@Entity({ tableName: 'oauth_state' })
export class OAuthState {
  /** Digest of the `state` that the browser brings back. */
  @PrimaryKey({ type: 'text' })
  digest!: string;

  @Property({ type: 'uuid' })
  installationId!: string;

  /** The install for which consent was requested; a later install makes it invalid. */
  @Property({ type: 'text', nullable: true })
  installId!: string | null;

  /** The URL to which the browser continues after success; null: a page of ours. */
  @Property({ type: 'text', nullable: true })
  callbackUrl!: string | null;

  @Property({ type: 'timestamptz' })
  expiresAt!: Date;
}
