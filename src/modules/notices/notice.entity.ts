import { Check, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { TenantEntity } from '../../kernel/tenancy.ts';
import { OfficialAccount } from '../accounts/account/official-account.entity.ts';
import { Installation } from '../installations/installation.entity.ts';
import { NOTICE_KINDS, type NoticeKind } from './notice.rules.ts';

/** Something that needs attention, at an installation or one of its accounts, until it is solved. */
@TenantEntity('notice')
@Check({
  name: 'notice_of_an_account_names_it',
  expression: `(account_id is null) = (kind in ('CONNECTION_LOST', 'CONNECTION_REFUSED'))`,
})
@Check({ name: 'notice_solved_is_not_mailed', expression: 'solved_at is null or next_mail_at is null' })
@Check({
  name: 'notice_mailed_twice_at_most',
  expression: 'mails >= 0 and mails <= 2 and (mails = 0) = (mailed_at is null)',
})
@Unique({
  name: 'notice_one_open_of_an_account',
  properties: ['installationId', 'accountId', 'kind'],
  where: 'solved_at is null',
})
@Unique({
  name: 'notice_one_open_of_the_installation',
  properties: ['installationId', 'kind'],
  where: 'account_id is null and solved_at is null',
})
export class Notice {
  @ManyToOne(() => Installation, {
    primary: true,
    mapToPk: true,
    fieldName: 'installation_id',
    deleteRule: 'restrict',
  })
  installationId!: string;

  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Enum({ type: 'string', items: () => [...NOTICE_KINDS] })
  kind!: NoticeKind;

  /** Null: it is about the connection to the marketing platform. */
  @Property({ type: 'uuid', nullable: true })
  accountId: string | null = null;

  @ManyToOne(() => OfficialAccount, {
    joinColumns: ['installation_id', 'account_id'],
    ownColumns: ['account_id'],
    deleteRule: 'restrict',
    nullable: true,
    hidden: true,
  })
  account!: OfficialAccount | null;

  @Property({ type: 'timestamptz' })
  openedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  solvedAt!: Date | null;

  /** When it was last told by mail. */
  @Property({ type: 'timestamptz', nullable: true })
  mailedAt!: Date | null;

  /** How many mails have told it. The second is the reminder, and the last. */
  @Property({ type: 'smallint', default: 0 })
  mails = 0;

  /** To send its next mail. */
  @Property({ type: 'smallint', default: 0 })
  attempts = 0;

  /** When it is mailed, or tried again; null: it is not mailed any more. */
  @Property({ type: 'timestamptz', nullable: true })
  nextMailAt!: Date | null;
}
