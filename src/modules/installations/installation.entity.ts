import { Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../kernel/tenancy.ts';
import {
  CONNECTION_STATES,
  type ConnectionState,
  INSTALLATION_STATUSES,
  type InstallationStatus,
} from './installation.rules.ts';

/** One customer's installation of the app: the tenant. */
@TenantEntity('installation', 'id', 'id')
export class Installation {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** The site's name in the marketing platform, as callers' tokens say it (`acme`). */
  @Property({ type: 'text', unique: true })
  site!: string;

  @Enum({ type: 'string', items: () => [...INSTALLATION_STATUSES], default: 'AVAILABLE' })
  status!: InstallationStatus;

  /** How Qiao's calls to the marketing platform fare. */
  @Enum({ type: 'string', items: () => [...CONNECTION_STATES], default: 'NOT_CONNECTED' })
  connectionState!: ConnectionState;

  /** When an administrator last allowed them; null: never since it was installed. */
  @Property({ type: 'timestamptz', nullable: true })
  connectedAt!: Date | null;

  /** In whose name they are made. */
  @Property({ type: 'text', nullable: true })
  connectedUserName!: string | null;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  createdAt!: Date;
}
