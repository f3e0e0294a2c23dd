import { Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Personal } from '../../../kernel/personal.ts';
import { TenantEntity } from '../../../kernel/tenancy.ts';
import { Installation } from '../../installations/installation.entity.ts';
import { Follower } from '../follower.entity.ts';

/** A follower whose contact a running adoption has found. It goes with the follower, and with the end of the adoption. */
@TenantEntity('adopted_contact')
@Index({ name: 'adopted_contact_account_index', properties: ['installationId', 'accountId', 'followerId'] })
export class AdoptedContact {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  followerId!: string;

  @ManyToOne(() => Follower, {
    joinColumns: ['installation_id', 'follower_id'],
    deleteRule: 'cascade',
    hidden: true,
  })
  follower!: Follower;

  @Property({ type: 'uuid' })
  accountId!: string;

  /** The first one that was found. */
  @Personal({
    what: 'which contact has the OpenID of a follower',
    purpose: 'to bind them at the end of an adoption',
    retention: 'until the adoption ends, or they unfollow',
  })
  @Property({ type: 'text' })
  contactId!: string;

  /** How many contacts claim the follower. */
  @Property({ type: 'integer' })
  claims!: number;
}
