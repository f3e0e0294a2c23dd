import { Field, ID, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import type { AccountChange } from './account-changes.service.ts';
import type { AccountEventKind } from './official-account.events.ts';
import { OfficialAccountType, toOfficialAccountType } from './official-account.type.ts';

export const AccountEventKindEnum = schemaEnum('AccountEventKind', 'What happened to an official account.', {
  ADDED: 'The account was added.',
  CHANGED: 'Fields of the account changed; see `changedPaths`.',
  REMOVED: 'The account was removed.',
  ACCESS_LOST: 'You lost access to the account.',
});

@ObjectType('AccountEvent', { description: 'A change to an official account.', simpleResolvers: true })
export class AccountEventType {
  @Field(() => String, { description: 'Opaque position of this event in the stream.' })
  cursor!: string;

  @Field(() => AccountEventKindEnum, { description: 'What happened.' })
  kind!: AccountEventKind;

  @Field(() => ID, { description: 'Global ID of the account.' })
  accountId!: string;

  @Field(() => OfficialAccountType, {
    nullable: true,
    description: 'The account in its current state; null if you no longer have access to it.',
  })
  account!: OfficialAccountType | null;

  @Field(() => [String], {
    description:
      'Names of the fields of `OfficialAccount` that changed, for example `["description", "displayName"]`; empty if any field may have changed.',
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
