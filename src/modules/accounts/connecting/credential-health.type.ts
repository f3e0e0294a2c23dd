import { Field, Int, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { CredentialState } from '../../connections/credential/credential.rules.ts';
import { missingPermissionSets } from '../../connections/facts/wechat-account.rules.ts';
import type { AccountRow } from '../account/official-account.repository.ts';

export const CredentialStateEnum = schemaEnum(
  'CredentialState',
  'How the credential of an official account is.',
  {
    VALID: 'It works.',
    FAILING: 'WeChat did not renew it; Qiao goes on trying, nobody need do anything yet.',
    WITHDRAWN: 'It was withdrawn, lost or given up: unless the account is removed, authorize it again.',
  },
);

@ObjectType('CredentialHealth', {
  description: 'How the authorization of an official account is. Tells nothing secret.',
  simpleResolvers: true,
})
export class CredentialHealthType {
  @Field(() => CredentialStateEnum, { description: 'Whether it works.' })
  state!: CredentialState;

  @Field(() => Int, { description: 'Rises when another WeChat account takes the place of this one.' })
  revision!: number;

  @Field(() => Date, { description: 'When the administrator last confirmed.' })
  authorizedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When Qiao renews the tokens next; null once withdrawn.',
  })
  nextRefreshAt!: Date | null;

  @Field(() => [Int], {
    description: "The ids of WeChat's permission sets that Qiao needs and does not have.",
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
