import { Field, ID, InputType } from 'type-graphql';
import { externalId } from '../../../graphql/global-id.ts';
import { GraphQLTimeZone } from '../../../graphql/time-zone.scalar.ts';
import type { AccountType } from '../../connections/facts/wechat-account.rules.ts';
import type { AccessMode } from '../access/access.rules.ts';
import { AccessModeEnum } from '../access/account-access.type.ts';
import { newSettingsIn } from '../settings/settings.input.ts';
import type { NewAccount } from './account-adding.service.ts';
import type { AccountStatus } from './official-account.rules.ts';
import { AccountStatusEnum, AccountTypeEnum } from './official-account.type.ts';

@InputType({ description: 'Which marketing users may use an official account.' })
export class AccessInput {
  @Field(() => AccessModeEnum, {
    description: 'ALL_USERS, or SELECTED_USERS with at least one user in `userIds`.',
  })
  mode!: AccessMode;

  @Field(() => [ID], {
    nullable: true,
    description:
      'The selected marketing users, at most 500: global IDs or IDs of the marketing platform, for example `["17"]`. Only with SELECTED_USERS.',
  })
  userIds?: string[] | null;
}

@InputType({
  description:
    "Settings of a new official account. All are optional and can be set later; `requirements` lists what is missing. For contact fields, users and campaigns, both global IDs and the marketing platform's own IDs are accepted.",
})
export class AddOfficialAccountInput {
  @Field(() => AccountTypeEnum, {
    nullable: true,
    description: 'The type that the WeChat account must have. Omit to accept both types.',
  })
  accountType?: AccountType | null;

  @Field(() => ID, {
    nullable: true,
    description: 'ID of the contact field that stores the OpenID. No other account may use it.',
  })
  openIdFieldId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'ID of the contact field that stores the UnionID. Only accounts of one open platform may share it.',
  })
  unionIdFieldId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'ID of the contact field that stores whether the contact follows the account.',
  })
  subscriptionStatusFieldId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "ID of the contact field that stores the time of the follower's last activity. No other account may use it.",
  })
  lastActivityFieldId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The default campaign: its ID, or its URL pasted from the browser, for example `https://secure.p01.eloqua.com/Main.aspx#campaigns&id=1234`.',
  })
  defaultCampaign?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'One line of free text that is shown next to the name. At most 200 characters.',
  })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Free text for your colleagues, for example whom to ask. At most 500 characters; line breaks are allowed.',
  })
  note?: string | null;

  @Field(() => GraphQLTimeZone, {
    nullable: true,
    description:
      "Time zone for times in messages: an IANA name, for example `Asia/Shanghai`. Omit to use the installation's default.",
  })
  defaultTimezone?: string | null;

  @Field(() => AccessInput, {
    nullable: true,
    description: 'Which marketing users may use the account. Omit to allow every user.',
  })
  access?: AccessInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `version` of `terms` that the user accepted, for example `2026-11`.',
  })
  acceptedTermsVersion?: string | null;
}

@InputType({ description: 'Which official accounts to list. All given conditions must match.' })
export class OfficialAccountFilter {
  @Field(() => [AccountStatusEnum], {
    nullable: true,
    description: 'Only accounts with one of these statuses. Omit for all except REMOVED.',
  })
  statuses?: AccountStatus[] | null;

  @Field(() => AccountTypeEnum, { nullable: true, description: 'Only accounts of this type.' })
  accountType?: AccountType | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Part of `displayName`: of the name in WeChat, the description, or both. Not case-sensitive.',
  })
  search?: string | null;
}

/** The ids of the marketing users in an input, which may also be global IDs. */
export const userKeys = (values: readonly string[] | null | undefined): string[] =>
  (values ?? []).map((value) => externalId('MarketingUser', value));

export function toNewAccount({ access, ...settings }: AddOfficialAccountInput): NewAccount {
  return {
    settings: newSettingsIn(settings),
    access: { mode: access?.mode ?? 'ALL_USERS', userIds: userKeys(access?.userIds) },
  };
}
