import { Field, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { Requirement, RequirementCode, RequirementSeverity } from './requirement-catalogue.rules.ts';

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
  OPEN_ID_FIELD_MISSING: 'The contact field that held the OpenID is gone, or can hold it no more.',
  DEFAULT_CAMPAIGN_REQUIRED: 'There is no default campaign.',
  DEFAULT_CAMPAIGN_NOT_ACTIVE: 'The default campaign is gone, has ended, or was never activated.',
  TERMS_REQUIRED: 'The terms were never accepted.',
  UNION_ID_UNAVAILABLE: 'UnionID is mapped, but the account is not known to be bound to an open platform.',
  UNION_ID_PLATFORM_DIFFERS: 'The UnionID field is used by an account of another open platform.',
  DEFAULT_CAMPAIGN_ENDING: 'The default campaign ends within 60 days.',
  TERMS_OUTDATED: 'A newer version of the terms is in force.',
  MAPPED_FIELD_MISSING:
    'A contact field that is mapped for another purpose is gone, or no longer fit; see `path`.',
  SUBSCRIPTION_STATUS_ADVISED: 'The subscription status is not mapped.',
  LAST_ACTIVITY_ADVISED: 'The last activity is not mapped.',
  ACCESS_USER_DISABLED: 'A selected user was disabled or deleted.',
});

@ObjectType('Requirement', {
  description: 'One thing between an official account and ACTIVE, or an advice.',
  simpleResolvers: true,
})
export class RequirementType implements Requirement {
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
