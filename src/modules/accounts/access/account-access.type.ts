import { Field, ID, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { AccessMode } from './access.rules.ts';

export const AccessModeEnum = schemaEnum('AccessMode', 'Who may use an official account.', {
  ALL_USERS: 'Every marketing user.',
  SELECTED_USERS: 'The selected marketing users. Administrators configure it all the same.',
});

@ObjectType('AccountAccess', { description: 'Who may use an official account.', simpleResolvers: true })
export class AccountAccessType {
  @Field(() => AccessModeEnum, { description: 'Everybody, or the selected users.' })
  mode!: AccessMode;

  @Field(() => [ID], {
    description: "The selected users' ids in the marketing platform; empty with ALL_USERS.",
  })
  userIds!: string[];

  @Field(() => Boolean, {
    description: 'Whether you are among those who may use it. API clients may use every account.',
  })
  viewerMayUse!: boolean;
}
