import { GraphQLTimeZone } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { AccessMode } from '../access/access.rules.ts';
import { AccessModeEnum } from '../access/account-access.type.ts';
import { FollowerDataPolicyEnum } from '../removal/account-removal.type.ts';
import type { FollowerDataPolicy } from '../removal/removal.rules.ts';

const VERSION = {
  nullable: true,
  description: 'The `version` that you know: refused with CONFLICT if the account has another. Omitted: any.',
};
const STAYS = 'Left out, it stays; null clears it.';

@InputType({
  description: "Which of an official account's settings are to be other. What is left out stays.",
})
export class UpdateOfficialAccountInput {
  @Field(() => ID, { description: 'The official account.' })
  accountId!: string;

  @Field(() => Int, VERSION)
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: `At most 200 characters. ${STAYS}` })
  description?: string | null;

  @Field(() => GraphQLTimeZone, { nullable: true, description: `An IANA name. ${STAYS}` })
  defaultTimezone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `The id of a campaign that is active, or its URL as pasted from the browser. ${STAYS}`,
  })
  defaultCampaign?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `The \`version\` of \`terms\` that the user has accepted. ${STAYS}`,
  })
  acceptedTermsVersion?: string | null;
}

@InputType({ description: 'Which contact fields are to be others. What is left out stays, null unmaps.' })
export class UpdateFieldMappingsInput {
  @Field(() => ID, { description: 'The official account.' })
  accountId!: string;

  @Field(() => Int, VERSION)
  expectedVersion?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Holds the OpenID: text, shown as a text box, used by this account only.',
  })
  openIdFieldId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Holds the UnionID: text, shared only within one open platform.',
  })
  unionIdFieldId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Says whether somebody follows the account: text.' })
  subscriptionStatusFieldId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Holds the time of the last activity: a date, used by this account only.',
  })
  lastActivityFieldId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'From `changeImpact(change: CHANGE_OPEN_ID_FIELD)`: needed when the OpenID field changes and message senders use the account.',
  })
  impactToken?: string | null;
}

@InputType({ description: 'Who is to use an official account, besides or instead of those who may.' })
export class UpdateAccessInput {
  @Field(() => ID, { description: 'The official account.' })
  accountId!: string;

  @Field(() => AccessModeEnum, {
    nullable: true,
    description: 'ALL_USERS clears the list. Left out, it stays.',
  })
  mode?: AccessMode | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Marketing users, each of whom must be there and able to sign in; only with SELECTED_USERS. Who is listed already stays listed.',
  })
  addUserIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Also users who are gone; only with SELECTED_USERS, and somebody must remain.',
  })
  removeUserIds?: string[] | null;
}

@InputType({ description: 'Which official account is to be removed, and what becomes of its followers.' })
export class RemoveOfficialAccountInput {
  @Field(() => ID, { description: 'The official account.' })
  accountId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'From `changeImpact(change: REMOVE)`: needed when message senders use the account.',
  })
  impactToken?: string | null;

  @Field(() => FollowerDataPolicyEnum, { nullable: true, description: 'Omitted: ERASE.' })
  followerData?: FollowerDataPolicy | null;

  @Field(() => String, {
    nullable: true,
    description:
      'By what right it is kept, for the record: needed with RETAIN_WITH_BASIS, and only there. At most 1000 characters.',
  })
  retentionBasis?: string | null;
}
