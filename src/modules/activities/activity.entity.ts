import { Check, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../kernel/tenancy.ts';
import { OfficialAccount } from '../accounts/account/official-account.entity.ts';
import { Follower } from '../followers/follower.entity.ts';
import { Installation } from '../installations/installation.entity.ts';
import {
  ACTIVITY_KINDS,
  ACTIVITY_SOURCES,
  type ActivityDetail,
  type ActivityKind,
  type ActivitySource,
} from './activity.rules.ts';

/** Something that a follower did, or what became of something sent to them. Never modified; deleted with the follower. */
@TenantEntity('activity')
@Index({ name: 'activity_account_index', properties: ['installationId', 'accountId', 'id'] })
@Index({ name: 'activity_account_kind_index', properties: ['installationId', 'accountId', 'kind', 'id'] })
@Index({ name: 'activity_follower_index', properties: ['installationId', 'followerId', 'kind', 'id'] })
@Check({
  name: 'activity_has_a_follower',
  expression: `(follower_id is null) = (kind in ('UNFOLLOW', 'MASS_RESULT'))`,
})
export class Activity {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  /** Contains `occurredAt`, and then the order of arrival, so that ids sort by time. */
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  accountId!: string;

  @ManyToOne(() => OfficialAccount, {
    joinColumns: ['installation_id', 'account_id'],
    deleteRule: 'restrict',
    hidden: true,
  })
  account!: OfficialAccount;

  /** Null for what belongs to no single follower, and for an unfollow, whose follower is erased. */
  @Property({ type: 'uuid', nullable: true })
  followerId!: string | null;

  @ManyToOne(() => Follower, {
    joinColumns: ['installation_id', 'follower_id'],
    ownColumns: ['follower_id'],
    deleteRule: 'cascade',
    nullable: true,
    hidden: true,
  })
  follower!: Follower | null;

  @Enum({ type: 'string', items: () => [...ACTIVITY_KINDS] })
  kind!: ActivityKind;

  /** WeChat's time, to the second. */
  @Property({ type: 'timestamptz' })
  occurredAt!: Date;

  @Enum({ type: 'string', items: () => [...ACTIVITY_SOURCES] })
  source!: ActivitySource;

  @Property({ type: 'jsonb' })
  detail!: ActivityDetail;
}
