import { Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../kernel/tenancy.ts';

export const INSTALLATION_STATUSES = ['AVAILABLE', 'UNAVAILABLE'] as const;
export type InstallationStatus = (typeof INSTALLATION_STATUSES)[number];

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

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  createdAt!: Date;
}
