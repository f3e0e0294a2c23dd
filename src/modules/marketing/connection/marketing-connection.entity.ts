import { Check, Entity, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Sealed } from '../../../kernel/sealed.ts';
import {
  CONNECTION_FAILURES,
  type ConnectionFailure,
  isPlatformNameSql,
} from '../../installations/installation.rules.ts';

/**
 * The encrypted tokens with which Qiao calls an installation's marketing platform; a platform table. The row exists
 * only while the connection can be used, so no secret of an uninstalled installation is kept.
 */
@Entity({ tableName: 'marketing_connection' })
@Check({ name: 'marketing_connection_platform_is_a_name', expression: isPlatformNameSql('platform') })
export class MarketingConnection {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  /** The platform that the tokens are for. */
  @Property({ type: 'text' })
  platform!: string;

  /** URL of the site's API. The site may move: it is looked up again when a valid token is refused. */
  @Property({ type: 'text' })
  baseUrl!: string;

  @Sealed('marketing_connection', 'installationId', 'access_token')
  @Property({ type: 'text' })
  accessToken!: string;

  /** Until when the access token may be used; null: no longer. */
  @Property({ type: 'timestamptz', nullable: true })
  accessTokenUsableUntil!: Date | null;

  @Sealed('marketing_connection', 'installationId', 'refresh_token')
  @Property({ type: 'text' })
  refreshToken!: string;

  /** Changes with every new pair of tokens. It increments from a random start. */
  @Property({ type: 'integer', default: 1 })
  tokenVersion!: number;

  /** When the pair must be replaced, well before it expires. */
  @Property({ type: 'timestamptz' })
  refreshAt!: Date;

  /** Until when one process holds the lease to refresh. */
  @Property({ type: 'timestamptz', nullable: true })
  refreshLease!: Date | null;

  /** Since when calls have been failing; null: they succeed. */
  @Property({ type: 'timestamptz', nullable: true })
  failingSince!: Date | null;

  @Enum({ type: 'string', items: () => Object.keys(CONNECTION_FAILURES), nullable: true })
  failingReason!: ConnectionFailure | null;
}
