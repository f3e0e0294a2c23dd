import { Check, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { isExternalIdSql } from '../../../kernel/external-id.rules.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { CAMPAIGN_STATUSES, type CampaignStatus } from './campaign.rules.ts';

/** A campaign of the marketing platform, as last read. The row is kept after the campaign is deleted. */
@TenantEntity('campaign')
@Check({ name: 'campaign_has_external_id', expression: isExternalIdSql('id') })
@Index({
  name: 'campaign_name_index',
  properties: ['installationId', 'name', 'id'],
  where: 'gone_at is null',
})
export class Campaign {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  /** The marketing platform's id. */
  @PrimaryKey({ type: 'text' })
  id!: string;

  @Property({ type: 'text' })
  name!: string;

  @Enum({ type: 'string', items: () => [...CAMPAIGN_STATUSES] })
  status!: CampaignStatus;

  @Property({ type: 'timestamptz', nullable: true })
  startAt!: Date | null;

  /** Null: the campaign has no end. */
  @Property({ type: 'timestamptz', nullable: true })
  endAt!: Date | null;

  @Property({ type: 'timestamptz' })
  asOf!: Date;

  /** When it was found to be gone. */
  @Property({ type: 'timestamptz', nullable: true })
  goneAt!: Date | null;
}
