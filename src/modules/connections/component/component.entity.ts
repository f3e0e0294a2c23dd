import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Sealed } from '../../../kernel/sealed.ts';

/** Our WeChat third-party platform: one row for each deployment, with its sealed access token. */
@Entity({ tableName: 'component' })
export class Component {
  @PrimaryKey({ type: 'text' })
  appId!: string;

  /** Null until the first ticket has been used. */
  @Sealed('component', 'appId', 'access_token')
  @Property({ type: 'text', nullable: true })
  accessToken: string | null = null;

  /** Shortly before its end. Null if WeChat said that it is dead. */
  @Property({ type: 'timestamptz', nullable: true })
  accessTokenUsableUntil: Date | null = null;

  /** Increments with each new token. Compared before a token is replaced or marked as dead. */
  @Property({ type: 'integer', default: 0 })
  tokenVersion = 0;

  /** Until when one process refreshes the token; the others wait for the next version. */
  @Property({ type: 'timestamptz', nullable: true })
  refreshLease: Date | null = null;

  /** Until when no process asks WeChat for a token, because it has just refused one. The lease ends at the same time. */
  @Property({ type: 'timestamptz', nullable: true })
  restsUntil: Date | null = null;

  /** The errcode of that refusal. Calls that need a token meanwhile fail with it. */
  @Property({ type: 'integer', nullable: true })
  lastFault: number | null = null;

  /** Since when WeChat refuses calls for a reason that only our operator can remove; null since the last success. */
  @Property({ type: 'timestamptz', nullable: true })
  refusedSince: Date | null = null;

  /** The errcode of the last of these refusals. */
  @Property({ type: 'integer', nullable: true })
  refusedWith: number | null = null;

  /** Our address as WeChat saw it, if that is what it refuses. */
  @Property({ type: 'text', nullable: true })
  refusedAddress: string | null = null;

  /** When WeChat was last asked to push tickets, because none arrived. */
  @Property({ type: 'timestamptz', nullable: true })
  ticketsAskedAt: Date | null = null;
}

/** A pushed `component_verify_ticket`, sealed. Several are stored, because an older one works until its own end. */
@Entity({ tableName: 'component_ticket' })
export class ComponentTicket {
  @ManyToOne(() => Component, { primary: true, mapToPk: true, fieldName: 'app_id', deleteRule: 'restrict' })
  appId!: string;

  /** WeChat's CreateTime: the newest is used first, in whatever order they arrived. */
  @PrimaryKey({ type: 'timestamptz' })
  createdAt!: Date;

  @Sealed('component', 'appId', 'ticket')
  @Property({ type: 'text' })
  ticket!: string;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  receivedAt!: Date;

  /** When WeChat last refused it. */
  @Property({ type: 'timestamptz', nullable: true })
  refusedAt: Date | null = null;
}
