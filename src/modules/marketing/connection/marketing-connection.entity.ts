import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * The sealed tokens by which Qiao calls an installation's marketing platform; a platform table. A row is there only while
 * the connection is usable: nothing secret of an uninstalled installation is kept.
 */
@Entity({ tableName: 'marketing_connection' })
export class MarketingConnection {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  /** Where the site's API is. It may move: found again when a valid token is refused. */
  @Property({ type: 'text' })
  baseUrl!: string;

  /** Sealed. */
  @Property({ type: 'text' })
  accessToken!: string;

  /** Until when calls may be made with it; null: no longer. */
  @Property({ type: 'timestamptz', nullable: true })
  accessTokenUsableUntil!: Date | null;

  /** Sealed. */
  @Property({ type: 'text' })
  refreshToken!: string;

  /** Another with every new pair of tokens: it rises from where the connection began, which is anywhere. */
  @Property({ type: 'integer', default: 1 })
  tokenVersion!: number;

  /** When the pair is to be replaced, well before it ends. */
  @Property({ type: 'timestamptz' })
  refreshAt!: Date;

  /** Until when one process has the right to refresh. */
  @Property({ type: 'timestamptz', nullable: true })
  refreshLease!: Date | null;

  /** Since when calls do not succeed; null: they do. */
  @Property({ type: 'timestamptz', nullable: true })
  failingSince!: Date | null;
}
