import { Check, Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';

/** The numbers of the slots on one open platform: 1…N, kept in line with `ACCOUNTS_PER_OPEN_PLATFORM` by `migrate`. */
@Entity({ tableName: 'slot_number' })
export class SlotNumber {
  @PrimaryKey({ type: 'smallint', autoincrement: false })
  slot!: number;
}

/**
 * What shares slots: an open platform (its app id), or the accounts of one installation whose open platform WeChat does
 * not tell (`installation:<id>`). The row is locked while a slot is taken.
 */
@Entity({ tableName: 'slot_group' })
export class SlotGroup {
  @PrimaryKey({ type: 'text' })
  name!: string;
}

/**
 * A WeChat account that authorized our component: who owns it here, and which slot it holds. A platform table, one row
 * for an app id, so that one WeChat account belongs to one installation at a time, whoever asks.
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

  /** When WeChat's latest authorization was confirmed: an older `unauthorized` event does not count. */
  @Property({ type: 'timestamptz' })
  authorizedAt!: Date;

  /** The version of its last tokens that are gone: those that follow go on from it, so that no version comes twice. */
  @Property({ type: 'integer', default: 0 })
  tokenVersion = 0;
}
