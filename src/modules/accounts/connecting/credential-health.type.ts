import { Field, Int, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type {
  CredentialState,
  CredentialStateReason,
} from '../../connections/credential/credential.rules.ts';
import { missingPermissionSets } from '../../connections/facts/wechat-account.rules.ts';
import type { AccountRow } from '../account/account-row.repository.ts';

export const CredentialStateEnum = schemaEnum('CredentialState', 'State of the authorization in WeChat.', {
  VALID: 'The tokens work.',
  FAILING: 'WeChat did not refresh the tokens. Qiao keeps trying; no action is needed yet.',
  WITHDRAWN:
    'The authorization has ended; `stateReason` says why. Authorize the account again, unless it was removed.',
});

export const CredentialStateReasonEnum = schemaEnum<CredentialStateReason>(
  'CredentialStateReason',
  'Why an authorization is FAILING or WITHDRAWN.',
  {
    REFRESH_TOKEN_UNKNOWN:
      'FAILING: WeChat does not know the refresh token and tells no current one. Qiao keeps asking for an hour.',
    WECHAT_UNAVAILABLE: 'FAILING: WeChat was busy, or gave no usable answer.',
    MERCHANT_WITHDREW:
      "WITHDRAWN: the account's administrator ended the authorization in WeChat. Authorize the account again.",
    TOKENS_LOST:
      'WITHDRAWN: WeChat no longer accepts the tokens and gives no new ones. Authorize the account again.',
    REMOVED: 'WITHDRAWN: the official account was removed from Qiao.',
    REPLACED: 'WITHDRAWN: another WeChat account took the place of this one. Found in audit entries only.',
    UNINSTALLED: 'WITHDRAWN: Qiao was uninstalled. Install it, then authorize the account again.',
    UNKNOWN: 'WITHDRAWN: it ended before Qiao recorded reasons. Authorize the account again.',
  },
);

@ObjectType('CredentialHealth', {
  description: "State of an official account's authorization in WeChat. Contains no secrets.",
  simpleResolvers: true,
})
export class CredentialHealthType {
  @Field(() => CredentialStateEnum, { description: 'Whether the authorization works.' })
  state!: CredentialState;

  @Field(() => CredentialStateReasonEnum, {
    nullable: true,
    description:
      'Why the authorization is in this state; the latest cause if there were several. Always present with WITHDRAWN; null with VALID, and with FAILING if the cause is not known.',
  })
  stateReason!: CredentialStateReason | null;

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
    stateReason: row.credentialStateReason,
    revision: row.credentialRevision ?? 1,
    authorizedAt: row.authorizedAt,
    nextRefreshAt: row.nextRefreshAt,
    missingPermissions: missingPermissionSets(row.permissionSets ?? []),
  };
}
