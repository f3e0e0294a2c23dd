import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../../graphql/connection.ts';
import { Cost } from '../../../graphql/cost.ts';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import { Node } from '../../../graphql/node.resolver.ts';
import { GraphQLTimeZone } from '../../../graphql/time-zone.scalar.ts';
import type { AccountType, WeChatStatus } from '../../connections/facts/wechat-account.rules.ts';
import { CredentialHealthType, credentialOf } from '../connecting/credential-health.type.ts';
import { AccountRemovalType, removalOf } from '../removal/account-removal.type.ts';
import { requirementsOf } from '../requirements/requirement.rules.ts';
import { RequirementType } from '../requirements/requirement.type.ts';
import type { Requirement } from '../requirements/requirement-catalogue.rules.ts';
import { FieldMappingType, mappingsOf } from '../settings/field-mapping.type.ts';
import { TermsAcceptanceType, termsAcceptanceOf } from '../terms/terms.type.ts';
import { type AccountPart, type AccountRow, ALL_PARTS } from './account-row.repository.ts';
import { type AccountStatus, displayNameOf } from './official-account.rules.ts';

export const AccountStatusEnum = schemaEnum('AccountStatus', 'Status of an official account in Qiao.', {
  DRAFT: 'The account has never been complete. `requirements` lists what is missing.',
  ACTIVE: 'The account is complete and can be used.',
  ACTION_REQUIRED: 'The account was active, but something is missing now; see `requirements`.',
  REMOVED: 'The account was removed. It is kept as a record; lists include it only if you filter for it.',
});

export const AccountTypeEnum = schemaEnum('AccountType', "WeChat's two types of official accounts.", {
  SUBSCRIPTION: 'A subscription account (公众号).',
  SERVICE: 'A service account (服务号).',
});

export const WeChatStatusEnum = schemaEnum('WeChatStatus', 'The state of an official account in WeChat.', {
  NORMAL: 'The account works.',
  WARNED: 'WeChat has warned the account. It still works.',
  CANCELLED: 'The account was cancelled. It cannot be used.',
  BANNED: 'WeChat has banned the account. It cannot be used.',
  FROZEN: 'WeChat has frozen the account. It cannot be used.',
});

@ObjectType('OfficialAccount', {
  implements: Node,
  description: 'A WeChat official account that was added to the installation.',
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
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => AccountStatusEnum, { description: 'Current status. It follows from `requirements`.' })
  status!: AccountStatus;

  @Field(() => [RequirementType], {
    description:
      'What the account still needs to become ACTIVE, then recommendations; in the order in which to resolve them.',
  })
  requirements!: Requirement[];

  @Field(() => String, {
    description:
      'Name to display: `name` and `description`. If both are empty, a text such as `Official account 3f9a1c`.',
  })
  displayName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the account in WeChat; null until its first authorization.',
  })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'Free text that your users entered for this account.' })
  description!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Free text that your users keep with the account. It may have several lines.',
  })
  note!: string | null;

  @Field(() => String, { nullable: true, description: "URL of the account's avatar, hosted by WeChat." })
  avatarUrl!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "WeChat's AppID, for example `wx1a2b3c4d5e6f7081`; null until the first authorization.",
  })
  appId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "WeChat's original ID, for example `gh_1a2b3c4d5e6f`; null until the first authorization.",
  })
  originalId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The company or organization that registered the account.',
  })
  principalName!: string | null;

  @Field(() => AccountTypeEnum, {
    nullable: true,
    description:
      'The type chosen when the account was added; after the authorization, the type that WeChat reports.',
  })
  accountType!: AccountType | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True if WeChat has verified the account; null until the first authorization.',
  })
  verified!: boolean | null;

  @Field(() => WeChatStatusEnum, {
    nullable: true,
    description: 'The state of the account in WeChat; null if WeChat has not said.',
  })
  wechatStatus!: WeChatStatus | null;

  @Cost({ size: 6 })
  @Field(() => [FieldMappingType], { description: 'The mapped contact fields, one per purpose.' })
  fieldMappings!: FieldMappingType[];

  @Field(() => GraphQLTimeZone, {
    nullable: true,
    description:
      "Time zone for times in messages: an IANA name; null if the account uses the installation's `defaultTimezone`.",
  })
  defaultTimezone!: string | null;

  @Field(() => TermsAcceptanceType, {
    nullable: true,
    description: 'The accepted version of the terms, who accepted it and when; null if nobody has.',
  })
  termsAcceptance!: TermsAcceptanceType | null;

  @Field(() => CredentialHealthType, {
    nullable: true,
    description: 'State of the authorization in WeChat; null before the first authorization.',
  })
  credential!: CredentialHealthType | null;

  @Field(() => AccountRemovalType, {
    nullable: true,
    description: 'When the account was removed and what happens to its follower data; null unless REMOVED.',
  })
  removal!: AccountRemovalType | null;

  @Field(() => Int, {
    description:
      'Increments on every API change. Pass it as `expectedVersion` to avoid overwriting changes of others.',
  })
  version!: number;

  @Field(() => Date, { description: 'When the account was added.' })
  createdAt!: Date;

  @Field(() => Date, { description: 'When the account last changed.' })
  updatedAt!: Date;

  /** For field resolvers; not in the schema. */
  row!: AccountRow;
}

export const { Connection: OfficialAccountConnectionType } = connectionTypes(
  'OfficialAccount',
  OfficialAccountType,
);

/** Makes a field when it is asked for: the parts of the row that it needs may not have been read. */
class ReadAccount implements OfficialAccountType {
  constructor(readonly row: AccountRow) {}

  get id() {
    return globalId('OfficialAccount', this.row.id);
  }
  get requirements() {
    return requirementsOf({ ...this.row, authorized: this.row.credentialAppId !== null }, this.row.readAt);
  }
  get displayName() {
    return displayNameOf(this.row);
  }
  get fieldMappings() {
    return mappingsOf(this.row);
  }
  get termsAcceptance() {
    return termsAcceptanceOf(this.row);
  }
  get credential() {
    return credentialOf(this.row);
  }
  get removal() {
    return removalOf(this.row);
  }
  get status() {
    return this.row.status;
  }
  get name() {
    return this.row.name;
  }
  get description() {
    return this.row.description;
  }
  get note() {
    return this.row.note;
  }
  get avatarUrl() {
    return this.row.avatarUrl;
  }
  get appId() {
    return this.row.appId;
  }
  get originalId() {
    return this.row.originalId;
  }
  get principalName() {
    return this.row.principalName;
  }
  get accountType() {
    return this.row.accountType;
  }
  get verified() {
    return this.row.verified;
  }
  get wechatStatus() {
    return this.row.wechatStatus;
  }
  get defaultTimezone() {
    return this.row.defaultTimezone;
  }
  get version() {
    return this.row.version;
  }
  get createdAt() {
    return this.row.createdAt;
  }
  get updatedAt() {
    return this.row.updatedAt;
  }
}

export const toOfficialAccountType = (row: AccountRow): OfficialAccountType => new ReadAccount(row);

type FieldOfSchema = keyof OfficialAccountType | '__typename';

/** What the fields of the schema need of a row, besides its summary. A field that is not here may need all of it. */
const PARTS_OF: Partial<Record<string, readonly AccountPart[]>> = {
  ...partsOf([], '__typename', 'id', 'status', 'displayName', 'name', 'description', 'version'),
  ...partsOf(['DETAILS'], 'note', 'avatarUrl', 'appId', 'originalId', 'principalName', 'accountType'),
  ...partsOf(['DETAILS'], 'verified', 'fieldMappings', 'defaultTimezone', 'credential', 'removal'),
  ...partsOf(['DETAILS'], 'wechatStatus', 'createdAt', 'updatedAt'),
  ...partsOf(['DETAILS', 'REQUIREMENTS'], 'requirements'),
  ...partsOf(['DETAILS', 'ACCEPTANCE'], 'termsAcceptance'),
  defaultCampaign: [],
  openPlatform: ['DETAILS'],
  capabilities: ['DETAILS'],
  access: ['ACCESS'],
  viewerCan: ['ACCESS'],
};

function partsOf(parts: readonly AccountPart[], ...fields: FieldOfSchema[]) {
  return Object.fromEntries(fields.map((field) => [field, parts]));
}

/** What must be read of an account for these fields of the schema. */
export function partsFor(fields: ReadonlySet<string>): readonly AccountPart[] {
  const needed = new Set([...fields].flatMap((field) => PARTS_OF[field] ?? ALL_PARTS));
  return ALL_PARTS.filter((part) => needed.has(part));
}
