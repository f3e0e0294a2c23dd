import { GraphQLTimeZone } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../../graphql/connection.ts';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import { Node } from '../../../graphql/node.resolver.ts';
import type { AccountType } from '../../connections/facts/wechat-account.rules.ts';
import { CredentialHealthType, credentialOf } from '../connecting/credential-health.type.ts';
import { AccountRemovalType, removalOf } from '../removal/account-removal.type.ts';
import { requirementsOf } from '../requirements/requirement.rules.ts';
import { RequirementType } from '../requirements/requirement.type.ts';
import type { Requirement } from '../requirements/requirement-catalogue.rules.ts';
import { FieldMappingType, mappingsOf } from '../settings/field-mapping.type.ts';
import { TermsAcceptanceType, termsAcceptanceOf } from '../terms/terms.type.ts';
import type { AccountRow } from './official-account.repository.ts';
import { type AccountStatus, displayNameOf } from './official-account.rules.ts';

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

  @Field(() => GraphQLTimeZone, {
    nullable: true,
    description: "Times inside messages are rendered in it; null means the installation's, Asia/Shanghai.",
  })
  defaultTimezone!: string | null;

  @Field(() => TermsAcceptanceType, {
    nullable: true,
    description: 'Which version of the terms counts as accepted, by whom and since when; null: none.',
  })
  termsAcceptance!: TermsAcceptanceType | null;

  @Field(() => CredentialHealthType, {
    nullable: true,
    description: 'How its authorization is; null before the first.',
  })
  credential!: CredentialHealthType | null;

  @Field(() => AccountRemovalType, {
    nullable: true,
    description: 'When it was removed, and what was decided then; null unless REMOVED.',
  })
  removal!: AccountRemovalType | null;

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
  const facts = { ...row, authorized: row.credentialAppId !== null };
  return {
    id: globalId('OfficialAccount', row.id),
    status: row.status,
    requirements: requirementsOf(facts, new Date()),
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
    defaultTimezone: row.defaultTimezone,
    termsAcceptance: termsAcceptanceOf(row),
    credential: credentialOf(row),
    removal: removalOf(row),
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    row,
  };
}
