import { Field, Int, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { CredentialState } from '../../connections/credential/credential.rules.ts';
import { missingPermissionSets } from '../../connections/facts/wechat-account.rules.ts';
import type { AccountRow } from '../account/official-account.repository.ts';

export const CredentialStateEnum = schemaEnum('CredentialState', 'State of the authorization in WeChat.', {
  VALID: 'The tokens work.',
  FAILING: 'WeChat did not refresh the tokens. Qiao keeps trying; no action is needed yet.',
  WITHDRAWN:
    'The authorization was withdrawn, lost or given up. Authorize the account again, unless it was removed.',
});

@ObjectType('CredentialHealth', {
  description: "State of an official account's authorization in WeChat. Contains no secrets.",
  simpleResolvers: true,
})
export class CredentialHealthType {
  @Field(() => CredentialStateEnum, { description: 'Whether the authorization works.' })
  state!: CredentialState;

  @Field(() => Int, { description: 'Increments each time a different WeChat account is connected.' })
  revision!: number;

  @Field(() => Date, {
    description: 'When the administrator of the WeChat account last confirmed the authorization.',
  })
  authorizedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When Qiao will next refresh the tokens; null if WITHDRAWN.',
  })
  nextRefreshAt!: Date | null;

  @Field(() => [Int], {
    description: 'IDs of the WeChat permission sets that Qiao needs but was not granted, for example `[7]`.',
  })
  missingPermissions!: number[];
}

export function credentialOf(row: AccountRow): CredentialHealthType | null {
  if (!row.credentialState || !row.authorizedAt) return null;
  return {
    state: row.credentialState,
    revision: row.credentialRevision ?? 1,
    authorizedAt: row.authorizedAt,
    nextRefreshAt: row.nextRefreshAt,
    missingPermissions: missingPermissionSets(row.permissionSets ?? []),
  };
}
