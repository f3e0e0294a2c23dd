import { GraphQLTimeZone } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import type { AccessMode, AccountStatus, AccountType } from './official-account.rules.ts';
import type { NewAccount } from './official-account.service.ts';
import { AccessModeEnum, AccountStatusEnum, AccountTypeEnum } from './official-account.type.ts';

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

/** Empty text means nothing was set; what stands for a thing of the marketing platform is kept without outer spaces. */
const reference = (value: string | null | undefined): string | null => value?.trim() ?? null;

export function toNewAccount(input: AddOfficialAccountInput): NewAccount {
  return {
    accountType: input.accountType ?? null,
    openIdField: reference(input.openIdFieldId),
    unionIdField: reference(input.unionIdFieldId),
    subscriptionStatusField: reference(input.subscriptionStatusFieldId),
    lastActivityField: reference(input.lastActivityFieldId),
    defaultCampaign: reference(input.defaultCampaign),
    description: input.description?.trim() || null,
    defaultTimezone: input.defaultTimezone ?? null,
    termsVersion: input.acceptedTermsVersion ?? null,
    accessMode: input.access?.mode ?? 'ALL_USERS',
    accessUserIds: input.access?.userIds ?? [],
  };
}
