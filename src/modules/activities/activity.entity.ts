import { Check, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Personal } from '../../kernel/personal.ts';
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

const ACTIVITY = {
  what: 'what they did, when, and few details: a scene, a key or address of the menu, the type of a message and the length of a text, the result of a message; where their phone is, only if `updateFollowerSettings` says so',
  purpose: 'to show what followers do',
  retention:
    'until they unfollow; longer if the account keeps those who unfollow. The unfollow itself stays, and names nobody',
};
const JOURNEY = {
  what: 'when the push of it arrived, was stored and was processed',
  purpose: 'to show how long that took',
  retention: 'with the activity',
};

/** Something that a follower did, or what became of something sent to them. Never modified; deleted with the follower. */
@TenantEntity('activity')
@Index({ name: 'activity_account_index', properties: ['installationId', 'accountId', 'id'] })
@Index({ name: 'activity_account_kind_index', properties: ['installationId', 'accountId', 'kind', 'id'] })
@Index({ name: 'activity_follower_index', properties: ['installationId', 'followerId', 'kind', 'id'] })
@Check({
  name: 'activity_has_a_follower',
  expression: `case kind when 'UNFOLLOW' then true when 'MASS_RESULT' then follower_id is null else follower_id is not null end`,
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

  /** Null for what belongs to no single follower, and for an unfollow whose follower is erased. */
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

  @Personal(ACTIVITY)
  @Enum({ type: 'string', items: () => [...ACTIVITY_KINDS] })
  kind!: ActivityKind;

  /** WeChat's time, to the second. */
  @Personal(ACTIVITY)
  @Property({ type: 'timestamptz' })
  occurredAt!: Date;

  @Enum({ type: 'string', items: () => [...ACTIVITY_SOURCES] })
  source!: ActivitySource;

  @Personal(ACTIVITY)
  @Property({ type: 'jsonb' })
  detail!: ActivityDetail;

  /** When the push arrived. This and the next three are null for what no push tells, and for what was booked long ago. */
  @Personal(JOURNEY)
  @Property({ type: 'timestamptz', nullable: true })
  receivedAt!: Date | null;

  /** When the push was stored, before it was answered. */
  @Personal(JOURNEY)
  @Property({ type: 'timestamptz', nullable: true })
  storedAt!: Date | null;

  @Personal(JOURNEY)
  @Property({ type: 'timestamptz', nullable: true })
  bookedAt!: Date | null;

  /** The id of the request that brought the push; lines of the log have it too. */
  @Property({ type: 'text', nullable: true })
  traceId!: string | null;

  /** The marketing platform's id, of the campaign of the scene; null: the default campaign of the account. */
  @Property({ type: 'text', nullable: true })
  campaignId!: string | null;
}
