import { Check, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { isExternalIdSql } from '../../../kernel/external-id.rules.ts';
import { Personal } from '../../../kernel/personal.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';

const USER = {
  what: 'names and address of a marketing user',
  purpose: 'to show who has access to an account, and who did what',
  retention: 'as long as the installation',
};

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

  @Personal(USER)
  @Property({ type: 'text' })
  name!: string;

  @Personal(USER)
  @Property({ type: 'text' })
  loginName!: string;

  @Personal(USER)
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
