import { Check, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { isExternalIdSql } from '../../../kernel/external-id.rules.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';

/** A user of the marketing platform, as last read. The row is kept after the user is deleted. */
@TenantEntity('marketing_user')
@Check({ name: 'marketing_user_has_external_id', expression: isExternalIdSql('id') })
@Index({
  name: 'marketing_user_name_index',
  properties: ['installationId', 'name', 'id'],
  where: 'gone_at is null',
})
export class MarketingUser {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  /** The marketing platform's id, which is also the `sub` of their bearer tokens. */
  @PrimaryKey({ type: 'text' })
  id!: string;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  loginName!: string;

  @Property({ type: 'text', nullable: true })
  emailAddress!: string | null;

  @Property({ type: 'boolean' })
  disabled!: boolean;

  @Property({ type: 'timestamptz' })
  asOf!: Date;

  /** When they were found to be deleted. */
  @Property({ type: 'timestamptz', nullable: true })
  goneAt!: Date | null;
}
