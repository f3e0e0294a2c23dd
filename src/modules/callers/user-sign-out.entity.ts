import { Check, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { isExternalIdSql } from '../../kernel/external-id.rules.ts';
import { TenantEntity } from '../../kernel/tenancy.ts';

/** A user whose earlier tokens are refused. */
@TenantEntity('user_sign_out')
@Check({ name: 'user_sign_out_has_external_id', expression: isExternalIdSql('user_id') })
export class UserSignOut {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  /** The marketing platform's id, which is the `sub` of their tokens. */
  @PrimaryKey({ type: 'text' })
  userId!: string;

  @Property({ type: 'timestamptz' })
  signedOutAt!: Date;
}
