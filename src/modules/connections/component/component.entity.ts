import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Our own WeChat third-party platform: one row for a deployment, with the sealed token that speaks for it. */
@Entity({ tableName: 'component' })
export class Component {
  @PrimaryKey({ type: 'text' })
  appId!: string;

  /** Sealed. Null before the first ticket was spent. */
  @Property({ type: 'text', nullable: true })
  accessToken: string | null = null;

  /** Shortly before its end. Null when WeChat said that it is dead. */
  @Property({ type: 'timestamptz', nullable: true })
  accessTokenUsableUntil: Date | null = null;

  /** Rises with every new token: what a refresher and an invalidator compare. */
  @Property({ type: 'integer', default: 0 })
  tokenVersion = 0;

  /** Until when one process refreshes; the others wait for the version. */
  @Property({ type: 'timestamptz', nullable: true })
  refreshLease: Date | null = null;

  /** Until when nobody asks WeChat for a token, because it has just refused one; the lease ends then, too. */
  @Property({ type: 'timestamptz', nullable: true })
  restsUntil: Date | null = null;

  /** The errcode of that refusal: whoever needs a token meanwhile is told it. */
  @Property({ type: 'integer', nullable: true })
  lastFault: number | null = null;

  /** When WeChat was last asked to push tickets, because none came. */
  @Property({ type: 'timestamptz', nullable: true })
  ticketsAskedAt: Date | null = null;
}

/** A pushed `component_verify_ticket`, sealed; several are kept, because an older one works until its own end. */
@Entity({ tableName: 'component_ticket' })
export class ComponentTicket {
  @ManyToOne(() => Component, { primary: true, mapToPk: true, fieldName: 'app_id', deleteRule: 'restrict' })
  appId!: string;

  /** WeChat's CreateTime: the newest wins, whatever the order of arrival. */
  @PrimaryKey({ type: 'timestamptz' })
  createdAt!: Date;

  @Property({ type: 'text' })
  ticket!: string;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  receivedAt!: Date;

  /** When WeChat last refused it. */
  @Property({ type: 'timestamptz', nullable: true })
  refusedAt: Date | null = null;
}
