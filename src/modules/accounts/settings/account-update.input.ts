import { Field, ID, InputType, Int } from 'type-graphql';
import { GraphQLTimeZone } from '../../../graphql/time-zone.scalar.ts';
import type { AccessMode } from '../access/access.rules.ts';
import { AccessModeEnum } from '../access/account-access.type.ts';
import { FollowerDataPolicyEnum } from '../removal/account-removal.type.ts';
import { BASIS_LIMIT, type FollowerDataPolicy } from '../removal/removal.rules.ts';

const VERSION = {
  nullable: true,
  description:
    'The `version` of the account that you last read. If it has changed since, the mutation is refused with CONFLICT. Omit to skip this check.',
};
const STAYS = 'Omit to leave it unchanged; null clears it.';

@InputType({
  description: 'Settings to change. Omitted fields are unchanged.',
})
export class UpdateOfficialAccountInput {
  @Field(() => ID, { description: "The account's global ID." })
  accountId!: string;

  @Field(() => Int, VERSION)
  expectedVersion?: number | null;

  @Field(() => String, {
    nullable: true,
    description: `One line of free text that is shown next to the name. At most 200 characters. ${STAYS}`,
  })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Free text for your colleagues, for example whom to ask. At most 500 characters; line breaks are allowed. ${STAYS}`,
  })
  note?: string | null;

  @Field(() => GraphQLTimeZone, {
    nullable: true,
    description: `Time zone for times in messages: an IANA name, for example \`Asia/Shanghai\`. ${STAYS}`,
  })
  defaultTimezone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `An active campaign: its ID, or its URL pasted from the browser, for example \`https://secure.p01.eloqua.com/Main.aspx#campaigns&id=1234\`. ${STAYS}`,
  })
  defaultCampaign?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `The \`version\` of \`terms\` that the user accepted, for example \`2026-11\`. ${STAYS}`,
  })
  acceptedTermsVersion?: string | null;
}

@InputType({
  description:
    "Field mappings to change. Omitted fields are unchanged; null removes a mapping. Both global IDs and the marketing platform's own IDs are accepted.",
})
export class UpdateFieldMappingsInput {
  @Field(() => ID, { description: "The account's global ID." })
  accountId!: string;

  @Field(() => Int, VERSION)
  expectedVersion?: number | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'ID of the contact field that stores the OpenID: a text field, displayed as a text box, that no other account uses.',
  })
  openIdFieldId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'ID of the contact field that stores the UnionID: a text field that only accounts of one open platform may share.',
  })
  unionIdFieldId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'ID of the contact field that stores whether the contact follows the account: a text field.',
  })
  subscriptionStatusFieldId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "ID of the contact field that stores the time of the follower's last activity: a date field that no other account uses.",
  })
  lastActivityFieldId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Token from `changeImpact(change: CHANGE_OPEN_ID_FIELD)`. Required if the OpenID field changes and message senders use the account.',
  })
  impactToken?: string | null;
}

@InputType({ description: 'Changes to the access of an official account. Omitted fields are unchanged.' })
export class UpdateAccessInput {
  @Field(() => ID, { description: "The account's global ID." })
  accountId!: string;

  @Field(() => AccessModeEnum, {
    nullable: true,
    description: 'The new access mode. ALL_USERS clears the list of selected users.',
  })
  mode?: AccessMode | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Users to add to the selected users: global IDs or IDs of the marketing platform. Each user must exist and be able to sign in. Only with SELECTED_USERS.',
  })
  addUserIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Users to remove from the selected users; deleted users may be removed too. At least one user must remain. Only with SELECTED_USERS.',
  })
  removeUserIds?: string[] | null;
}

@InputType({ description: 'The official account to remove, and what happens to its follower data.' })
export class RemoveOfficialAccountInput {
  @Field(() => ID, { description: "The account's global ID." })
  accountId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Token from `changeImpact(change: REMOVE)`. Required if message senders use the account.',
  })
  impactToken?: string | null;

  @Field(() => FollowerDataPolicyEnum, {
    nullable: true,
    description: 'What Qiao does with the follower data. Omit for ERASE.',
  })
  followerData?: FollowerDataPolicy | null;

  @Field(() => String, {
    nullable: true,
    description: `Legal basis for keeping follower data; required with RETAIN_WITH_BASIS, otherwise not allowed. At most ${BASIS_LIMIT} characters.`,
  })
  retentionBasis?: string | null;
}
