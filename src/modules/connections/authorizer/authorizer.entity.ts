import { Check, Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';

/** The numbers of the slots on one open platform: 1…N, where `migrate` sets N to `ACCOUNTS_PER_OPEN_PLATFORM`. */
@Entity({ tableName: 'slot_number' })
export class SlotNumber {
  @PrimaryKey({ type: 'smallint', autoincrement: false })
  slot!: number;
}

/**
 * A set of accounts that share slots: those of an open platform (its app id), or those of one installation whose open
 * platform is UNKNOWN (`installation:<id>`). The row is locked while a slot is taken.
 */
@Entity({ tableName: 'slot_group' })
export class SlotGroup {
  @PrimaryKey({ type: 'text' })
  name!: string;
}

/**
 * A WeChat account that has authorized our component: its owner here and its slot. A platform table with one row for each
 * app id, so that a WeChat account belongs to one installation at a time.
 *
 * `accountId` names the row of `official_account`, which is never deleted; the foreign keys run the other way.
 */
@Entity({ tableName: 'authorizer' })
@Unique({ name: 'authorizer_one_owner', properties: ['appId'] })
@Unique({ name: 'authorizer_one_per_account', properties: ['installationId', 'accountId'] })
@Unique({ name: 'authorizer_slot_unique', properties: ['slotGroup', 'slot'] })
@Check({ name: 'authorizer_slot_in_group', expression: '(slot_group is null) = (slot is null)' })
export class Authorizer {
  @PrimaryKey({ type: 'uuid' })
  installationId!: string;

  @PrimaryKey({ type: 'text' })
  appId!: string;

  @Property({ type: 'uuid' })
  accountId!: string;

  @ManyToOne(() => SlotGroup, {
    mapToPk: true,
    fieldName: 'slot_group',
    nullable: true,
    deleteRule: 'restrict',
  })
  slotGroup: string | null = null;

  @ManyToOne(() => SlotNumber, { mapToPk: true, fieldName: 'slot', nullable: true, deleteRule: 'restrict' })
  slot: number | null = null;

  @Property({ type: 'jsonb' })
  permissionSets!: number[];

  /** When the latest authorization was confirmed: an older `unauthorized` event does not count. */
  @Property({ type: 'timestamptz' })
  authorizedAt!: Date;

  /** The version of the last tokens, after they were deleted. The next tokens count on from it: no version comes twice. */
  @Property({ type: 'integer', default: 0 })
  tokenVersion = 0;
}
