import { Field, ID, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { AccessMode } from './access.rules.ts';

export const AccessModeEnum = schemaEnum('AccessMode', 'Which marketing users may use an official account.', {
  ALL_USERS: 'Every marketing user may use the account.',
  SELECTED_USERS:
    'Only the selected marketing users may use the account. Administrators may configure it even if they are not selected.',
});

@ObjectType('AccountAccess', {
  description: 'Which marketing users may use an official account.',
  simpleResolvers: true,
})
export class AccountAccessType {
  @Field(() => AccessModeEnum, {
    description: 'Whether every marketing user or only the selected users may use the account.',
  })
  mode!: AccessMode;

  @Field(() => [ID], {
    description:
      'IDs of the selected users in the marketing platform, for example `["4", "17"]`; empty with ALL_USERS.',
  })
  userIds!: string[];

  @Field(() => Boolean, {
    description: 'True if you may use the account. API clients may use every account.',
  })
  viewerMayUse!: boolean;
}
