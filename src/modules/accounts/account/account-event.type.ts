import { Field, ID, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import type { AccountChange } from './account-changes.service.ts';
import type { AccountEventKind } from './official-account.events.ts';
import { OfficialAccountType, toOfficialAccountType } from './official-account.type.ts';

export const AccountEventKindEnum = schemaEnum('AccountEventKind', 'What happened to an official account.', {
  ADDED: 'It was added.',
  CHANGED: 'Something of it changed; see `changedPaths`.',
  REMOVED: 'It was removed.',
  ACCESS_LOST: 'You may no longer use it.',
});

@ObjectType('AccountEvent', { description: 'A change to an official account.', simpleResolvers: true })
export class AccountEventType {
  @Field(() => String, { description: 'Opaque; orders events by time.' })
  cursor!: string;

  @Field(() => AccountEventKindEnum, { description: 'What happened.' })
  kind!: AccountEventKind;

  @Field(() => ID, { description: 'To which account.' })
  accountId!: string;

  @Field(() => OfficialAccountType, {
    nullable: true,
    description: 'The account as it is now; null if you may no longer see it.',
  })
  account!: OfficialAccountType | null;

  @Field(() => [String], {
    description: 'Which fields of the account changed; empty when that is not known.',
  })
  changedPaths!: string[];
}

export function toAccountEventType(change: AccountChange): AccountEventType {
  return {
    cursor: change.cursor,
    kind: change.kind,
    accountId: globalId('OfficialAccount', change.accountId),
    account: change.account && toOfficialAccountType(change.account),
    changedPaths: [...change.changedPaths],
  };
}
