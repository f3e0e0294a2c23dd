import { GraphQLTimeZone } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import { externalKey } from '../../../graphql/global-id.ts';
import type { AccountType } from '../../connections/facts/wechat-account.rules.ts';
import type { AccessMode } from '../access/access.rules.ts';
import { AccessModeEnum } from '../access/account-access.type.ts';
import { type MappingChanges, mapped, NOTHING_MAPPED } from '../settings/mapping.rules.ts';
import type { SettingsChanges } from '../settings/settings.rules.ts';
import type { NewAccount } from './account-adding.service.ts';
import type { AccountStatus } from './official-account.rules.ts';
import { AccountStatusEnum, AccountTypeEnum } from './official-account.type.ts';

@InputType({ description: 'Who may use an official account.' })
export class AccessInput {
  @Field(() => AccessModeEnum, {
    description: 'ALL_USERS keeps no list; SELECTED_USERS needs at least one user.',
  })
  mode!: AccessMode;

  @Field(() => [ID], {
    nullable: true,
    description: 'The selected marketing users; only with SELECTED_USERS.',
  })
  userIds?: string[] | null;
}

@InputType({
  description: 'A new official account. Every setting may come later; `requirements` tells what is missing.',
})
export class AddOfficialAccountInput {
  @Field(() => AccountTypeEnum, {
    nullable: true,
    description: 'Which type is to be authorized; omitted: as WeChat says.',
  })
  accountType?: AccountType | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The contact field that holds the OpenID; used by this account only.',
  })
  openIdFieldId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The contact field that holds the UnionID; shared only within one open platform.',
  })
  unionIdFieldId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The contact field that says whether somebody follows the account.',
  })
  subscriptionStatusFieldId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The contact field that holds the time of the last activity; used by this account only.',
  })
  lastActivityFieldId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The default campaign's id, or its URL as pasted from the browser.",
  })
  defaultCampaign?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'At most 200 characters; shown beside the name everywhere.',
  })
  description?: string | null;

  @Field(() => GraphQLTimeZone, { nullable: true, description: "An IANA name; omitted: the installation's." })
  defaultTimezone?: string | null;

  @Field(() => AccessInput, { nullable: true, description: 'Omitted: every marketing user.' })
  access?: AccessInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `version` of `terms` that the user has accepted.',
  })
  acceptedTermsVersion?: string | null;
}

@InputType({ description: 'Which official accounts a list has. Conditions are joined by AND.' })
export class OfficialAccountFilter {
  @Field(() => [AccountStatusEnum], { nullable: true, description: 'Only these; omitted: all but REMOVED.' })
  statuses?: AccountStatus[] | null;

  @Field(() => AccountTypeEnum, { nullable: true, description: 'Only this type.' })
  accountType?: AccountType | null;
}

const fieldKey = (value: string | null | undefined) => value && externalKey('ContactField', value);
/** Of some, where an input has them. */
export const userKeys = (values: readonly string[] | null | undefined): string[] =>
  (values ?? []).map((value) => externalKey('MarketingUser', value));

/** What is left out stays `undefined`, null stays null. */
export const toMappings = (input: {
  openIdFieldId?: string | null;
  unionIdFieldId?: string | null;
  subscriptionStatusFieldId?: string | null;
  lastActivityFieldId?: string | null;
}): MappingChanges => ({
  openIdField: fieldKey(input.openIdFieldId),
  unionIdField: fieldKey(input.unionIdFieldId),
  subscriptionStatusField: fieldKey(input.subscriptionStatusFieldId),
  lastActivityField: fieldKey(input.lastActivityFieldId),
});

/** The same. Empty text says nothing. */
export const toSettings = (input: {
  description?: string | null;
  defaultTimezone?: string | null;
  defaultCampaign?: string | null;
  acceptedTermsVersion?: string | null;
}): SettingsChanges => ({
  description: input.description === undefined ? undefined : input.description?.trim() || null,
  defaultTimezone: input.defaultTimezone,
  defaultCampaign: input.defaultCampaign && externalKey('Campaign', input.defaultCampaign),
  termsVersion: input.acceptedTermsVersion,
});

export function toNewAccount(input: AddOfficialAccountInput): NewAccount {
  const { description, defaultTimezone, defaultCampaign, termsVersion } = toSettings(input);
  return {
    accountType: input.accountType ?? null,
    mappings: mapped(NOTHING_MAPPED, toMappings(input)),
    settings: {
      description: description ?? null,
      defaultTimezone: defaultTimezone ?? null,
      defaultCampaign: defaultCampaign ?? null,
      termsVersion: termsVersion ?? null,
    },
    access: { mode: input.access?.mode ?? 'ALL_USERS', userIds: userKeys(input.access?.userIds) },
  };
}
