import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * When WeChat last told that the authorization of an account was withdrawn, whether or not the account is connected here
 * yet: a session that is being completed meanwhile must learn of it. A platform table; forgotten after a day.
 */
@Entity({ tableName: 'withdrawal' })
export class Withdrawal {
  @PrimaryKey({ type: 'text' })
  appId!: string;

  /** By WeChat's clock, to the second. */
  @Property({ type: 'timestamptz' })
  withdrawnAt!: Date;
}
