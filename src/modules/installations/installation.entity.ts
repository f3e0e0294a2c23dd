import { Check, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Personal } from '../../kernel/personal.ts';
import { TenantEntity } from '../../kernel/tenancy.ts';
import {
  CONNECTION_FAILURES,
  CONNECTION_STATES,
  type ConnectionFailure,
  type ConnectionState,
  INSTALLATION_STATUSES,
  type InstallationStatus,
  isPlatformNameSql,
} from './installation.rules.ts';

/** One customer's installation of the app: the tenant. */
@TenantEntity('installation', 'id', 'id')
@Check({ name: 'installation_platform_is_a_name', expression: isPlatformNameSql('platform') })
export class Installation {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** The site's name in the marketing platform, as in callers' tokens (`acme`). */
  @Property({ type: 'text', unique: true })
  site!: string;

  /** The platform that Qiao is installed in. */
  @Property({ type: 'text' })
  platform!: string;

  @Enum({ type: 'string', items: () => [...INSTALLATION_STATUSES], default: 'AVAILABLE' })
  status!: InstallationStatus;

  /** State of Qiao's calls to the marketing platform. */
  @Enum({ type: 'string', items: () => [...CONNECTION_STATES], default: 'NOT_CONNECTED' })
  connectionState!: ConnectionState;

  /** Why and since when the calls have been failing; null: they do not. */
  @Enum({ type: 'string', items: () => Object.keys(CONNECTION_FAILURES), nullable: true })
  failingReason!: ConnectionFailure | null;

  @Property({ type: 'timestamptz', nullable: true })
  failingSince!: Date | null;

  /** When an administrator last allowed the calls; null: never since the latest install. */
  @Property({ type: 'timestamptz', nullable: true })
  connectedAt!: Date | null;

  /** The marketing platform's user on whose behalf the calls are made. */
  @Personal({
    what: 'the name of the marketing user who allowed the calls',
    purpose: 'to show on whose behalf they are made',
    retention: 'until another user allows them',
  })
  @Property({ type: 'text', nullable: true })
  connectedUserName!: string | null;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  createdAt!: Date;
}
