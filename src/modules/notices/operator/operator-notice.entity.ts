import { Check, Entity, Enum, Property } from '@mikro-orm/decorators/legacy';
import { OPERATOR_NOTICES, type OperatorNoticeKind } from './operator-notice.rules.ts';

/** Something that needs the operator of Qiao; a platform table. The row exists while it lasts, and an hour after its mail. */
@Entity({ tableName: 'operator_notice' })
@Check({
  name: 'operator_notice_mailed_twice_at_most',
  expression: 'mails >= 0 and mails <= 2 and (mails = 0) = (mailed_at is null)',
})
export class OperatorNotice {
  @Enum({ type: 'string', items: () => [...OPERATOR_NOTICES], primary: true })
  kind!: OperatorNoticeKind;

  @Property({ type: 'timestamptz' })
  openedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  mailedAt!: Date | null;

  @Property({ type: 'smallint', default: 0 })
  mails = 0;

  @Property({ type: 'smallint', default: 0 })
  attempts = 0;

  @Property({ type: 'timestamptz', nullable: true })
  nextMailAt!: Date | null;
}
