import { GraphQLTimeZone } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.ts';
import { schemaEnum } from '../../graphql/enum.ts';
import { globalId } from '../../graphql/global-id.ts';
import { Node } from '../../graphql/node.resolver.ts';
import { CampaignType } from '../marketing/campaign.type.ts';
import type { FieldPurpose } from '../marketing/contact-field.rules.ts';
import { ContactFieldType, FieldPurposeEnum } from '../marketing/contact-field.type.ts';
import type { AccountRow } from './official-account.repository.ts';
import {
  type AccountStatus,
  type AccountType,
  type CredentialState,
  displayNameOf,
  missingPermissionSets,
  type Requirement,
  type RequirementCode,
  type RequirementSeverity,
  requirementsOf,
} from './official-account.rules.ts';

export const AccountStatusEnum = schemaEnum('AccountStatus', 'Where an official account stands.', {
  DRAFT: 'Something is missing before it can be used for the first time; see `requirements`.',
  ACTIVE: 'It is complete and in use.',
  ACTION_REQUIRED: 'It was active; something that it needs is missing now; see `requirements`.',
  REMOVED: 'It was removed. Kept for the record; lists leave it out.',
});

export const AccountTypeEnum = schemaEnum('AccountType', "WeChat's two types of official accounts.", {
  SUBSCRIPTION: 'A subscription account (公众号).',
  SERVICE: 'A service account (服务号).',
});

export const AccessModeEnum = schemaEnum('AccessMode', 'Who may use an official account.', {
  ALL_USERS: 'Every marketing user.',
  SELECTED_USERS: 'The selected marketing users, and administrators.',
});

export const RequirementSeverityEnum = schemaEnum('RequirementSeverity', 'How much a requirement matters.', {
  BLOCKING: 'The account cannot be ACTIVE while it stands.',
  ADVICE: 'The account works without, but should have it.',
});

export const RequirementCodeEnum = schemaEnum('RequirementCode', 'What an official account still needs.', {
  AUTHORIZATION_REQUIRED: 'It was never authorized, or the authorization was withdrawn.',
  ACCOUNT_NOT_VERIFIED: "WeChat's verification of it has lapsed.",
  ACCOUNT_LIMIT_REACHED: 'It was bound to an open platform that has no slot left.',
  PERMISSION_MISSING: 'Permissions that Qiao needs were withdrawn; see `credential.missingPermissions`.',
  OPEN_ID_FIELD_REQUIRED: 'No contact field holds the OpenID.',
  DEFAULT_CAMPAIGN_REQUIRED: 'There is no default campaign.',
  TERMS_REQUIRED: 'The terms were never accepted.',
  TERMS_OUTDATED: 'A newer version of the terms is in force.',
  UNION_ID_UNAVAILABLE: 'UnionID is mapped, but the account is not known to be bound to an open platform.',
  UNION_ID_PLATFORM_DIFFERS: 'The UnionID field is used by an account of another open platform.',
  SUBSCRIPTION_STATUS_ADVISED: 'The subscription status is not mapped.',
  LAST_ACTIVITY_ADVISED: 'The last activity is not mapped.',
});

@ObjectType('Requirement', {
  description: 'One thing between an official account and ACTIVE, or an advice.',
  simpleResolvers: true,
})
export class RequirementType {
  @Field(() => RequirementCodeEnum, { description: 'For programs.' })
  code!: RequirementCode;

  @Field(() => RequirementSeverityEnum, { description: 'How much it matters.' })
  severity!: RequirementSeverity;

  @Field(() => String, { description: 'For people, in English.' })
  message!: string;

  @Field(() => String, { description: 'The mutation that cures it.' })
  mutation!: string;

  @Field(() => [String], { description: "The way to the value in that mutation's input." })
  path!: string[];
}

@ObjectType('FieldMapping', {
  description: 'Which contact field holds what about a follower.',
  simpleResolvers: true,
})
export class FieldMappingType {
  @Field(() => FieldPurposeEnum, { description: 'What the field holds.' })
  purpose!: FieldPurpose;

  @Field(() => ContactFieldType, { nullable: true, description: 'The field; null when it has disappeared.' })
  contactField!: Pick<ContactFieldType, 'id'> | null;

  @Field(() => String, {
    description: "The field's name when it was last read; its id as long as it never was.",
  })
  lastKnownName!: string;
}

export const CredentialStateEnum = schemaEnum(
  'CredentialState',
  'How the credential of an official account is.',
  {
    VALID: 'It works.',
    FAILING: 'WeChat did not renew it; Qiao goes on trying, nobody need do anything yet.',
    WITHDRAWN: 'It was withdrawn in WeChat, or lost: authorize the account again.',
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

@ObjectType('OfficialAccount', {
  implements: Node,
  description: 'A WeChat official account of the installation.',
  simpleResolvers: true,
})
export class OfficialAccountType
  extends Node
  implements
    Pick<
      AccountRow,
      'name' | 'description' | 'appId' | 'originalId' | 'principalName' | 'verified' | 'version'
    >
{
  @Field(() => ID, { description: 'Opaque and stable. Not to be taken apart.' })
  declare id: string;

  @Field(() => AccountStatusEnum, { description: 'Where it stands; follows from `requirements`.' })
  status!: AccountStatus;

  @Field(() => [RequirementType], {
    description: 'What still stands between it and ACTIVE, then advice; in the order to see to them.',
  })
  requirements!: Requirement[];

  @Field(() => String, {
    description: 'How to show it: name and description; for a draft without either, the end of its id.',
  })
  displayName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its name in WeChat; null until it was authorized once.',
  })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'What your colleagues call it.' })
  description!: string | null;

  @Field(() => String, { nullable: true, description: "The URL of its picture, on WeChat's hosts." })
  avatarUrl!: string | null;

  @Field(() => String, { nullable: true, description: "WeChat's AppID (`wx…`)." })
  appId!: string | null;

  @Field(() => String, { nullable: true, description: "WeChat's original id (`gh_…`)." })
  originalId!: string | null;

  @Field(() => String, { nullable: true, description: 'The company that it is registered for.' })
  principalName!: string | null;

  @Field(() => AccountTypeEnum, {
    nullable: true,
    description: 'As chosen before the authorization, as WeChat says after it.',
  })
  accountType!: AccountType | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether WeChat has verified it; null when not known yet.',
  })
  verified!: boolean | null;

  @Field(() => [FieldMappingType], { description: 'The mapped contact fields, by purpose.' })
  fieldMappings!: FieldMappingType[];

  @Field(() => CampaignType, {
    nullable: true,
    description: 'Receives activity that belongs to no other campaign.',
  })
  defaultCampaign!: Pick<CampaignType, 'id'> | null;

  @Field(() => GraphQLTimeZone, {
    nullable: true,
    description: "Times inside messages are rendered in it; null means the installation's, Asia/Shanghai.",
  })
  defaultTimezone!: string | null;

  @Field(() => CredentialHealthType, {
    nullable: true,
    description: 'How its authorization is; null before the first.',
  })
  credential!: CredentialHealthType | null;

  @Field(() => Int, { description: "Counts callers' changes, for `expectedVersion`." })
  version!: number;

  @Field(() => Date, { description: 'When it was added.' })
  createdAt!: Date;

  @Field(() => Date, { description: 'When anything of it last changed.' })
  updatedAt!: Date;

  /** For field resolvers; not in the schema. */
  row!: AccountRow;
}

export const { Connection: OfficialAccountConnectionType } = connectionTypes(
  'OfficialAccount',
  OfficialAccountType,
);

export function toOfficialAccountType(row: AccountRow): OfficialAccountType {
  return {
    id: globalId('OfficialAccount', row.id),
    status: row.status,
    requirements: requirementsOf({ ...row, authorized: row.credentialAppId !== null }),
    displayName: displayNameOf(row),
    name: row.name,
    description: row.description,
    avatarUrl: row.avatarUrl,
    appId: row.appId,
    originalId: row.originalId,
    principalName: row.principalName,
    accountType: row.accountType,
    verified: row.verified,
    fieldMappings: mappingsOf(row),
    defaultCampaign: row.defaultCampaign === null ? null : { id: row.defaultCampaign },
    defaultTimezone: row.defaultTimezone,
    credential: credentialOf(row),
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    row,
  };
}

function credentialOf(row: AccountRow): CredentialHealthType | null {
  if (!row.credentialState || !row.authorizedAt) return null;
  return {
    state: row.credentialState,
    revision: row.credentialRevision ?? 1,
    authorizedAt: row.authorizedAt,
    nextRefreshAt: row.nextRefreshAt,
    missingPermissions: missingPermissionSets(row.permissionSets ?? []),
  };
}

function mappingsOf(row: AccountRow): FieldMappingType[] {
  const fields: readonly (readonly [FieldPurpose, string | null])[] = [
    ['OPEN_ID', row.openIdField],
    ['UNION_ID', row.unionIdField],
    ['SUBSCRIPTION_STATUS', row.subscriptionStatusField],
    ['LAST_ACTIVITY', row.lastActivityField],
  ];
  return fields.flatMap(([purpose, id]) =>
    id === null ? [] : [{ purpose, contactField: { id }, lastKnownName: id }],
  );
}
