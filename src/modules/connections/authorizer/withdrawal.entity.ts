import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * When WeChat last reported that the authorization of an account was withdrawn, even if the account is not connected here
 * yet: a session that is being completed must learn of it. A platform table; rows are deleted after a day.
 */
@Entity({ tableName: 'withdrawal' })
export class Withdrawal {
  @PrimaryKey({ type: 'text' })
  appId!: string;

  /** By WeChat's clock, to the second. */
  @Property({ type: 'timestamptz' })
  withdrawnAt!: Date;
}
