import { Field, ID, ObjectType } from 'type-graphql';
import type { AccessMode } from './official-account.rules.ts';
import { AccessModeEnum } from './official-account.type.ts';

@ObjectType('AccountAccess', { description: 'Who may use an official account.', simpleResolvers: true })
export class AccountAccessType {
  @Field(() => AccessModeEnum, { description: 'Everybody, or the selected users.' })
  mode!: AccessMode;

  @Field(() => [ID], { description: 'The selected marketing users; empty with ALL_USERS.' })
  userIds!: string[];
}
