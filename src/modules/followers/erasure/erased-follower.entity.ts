import { Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Personal } from '../../../kernel/personal.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { OfficialAccount } from '../../accounts/account/official-account.entity.ts';
import { Installation } from '../../installations/installation.entity.ts';

const REMEMBERED = {
  what: 'a digest with a secret key, and times',
  purpose: 'so that a late push does not bring somebody back',
  retention: 'thirty days, or until they follow again',
};

/** What is left of a follower who unfollowed, so that a late push does not bring them back. It does not say who it was. */
@TenantEntity('erased_follower')
@Index({ name: 'erased_follower_age_index', properties: ['installationId', 'erasedAt'] })
export class ErasedFollower {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  accountId!: string;

  /** Of account and OpenID, with the key of the installation. */
  @Personal(REMEMBERED)
  @PrimaryKey({ type: 'text' })
  digest!: string;

  @ManyToOne(() => OfficialAccount, {
    joinColumns: ['installation_id', 'account_id'],
    deleteRule: 'restrict',
    hidden: true,
  })
  account!: OfficialAccount;

  /** WeChat's time. */
  @Personal(REMEMBERED)
  @Property({ type: 'timestamptz' })
  unfollowedAt!: Date;

  @Personal(REMEMBERED)
  @Property({ type: 'timestamptz' })
  erasedAt!: Date;
}
