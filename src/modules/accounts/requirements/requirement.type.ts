import { Field, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import { ENDING_SOON_DAYS } from '../../marketing/campaigns/campaign.rules.ts';
import type { Requirement, RequirementCode, RequirementSeverity } from './requirement-catalogue.rules.ts';

export const RequirementSeverityEnum = schemaEnum(
  'RequirementSeverity',
  'Whether a requirement must be resolved.',
  {
    BLOCKING: 'The account cannot be ACTIVE until this is resolved.',
    ADVICE: 'The account works without it. We recommend resolving it.',
  },
);

export const RequirementCodeEnum = schemaEnum('RequirementCode', 'What an official account still needs.', {
  AUTHORIZATION_REQUIRED: 'The account was never authorized, or its authorization was withdrawn.',
  ACCOUNT_RESTRICTED: 'WeChat has cancelled, banned or frozen the account; see `wechatStatus`.',
  ACCOUNT_NOT_VERIFIED: "WeChat's verification of the account has expired.",
  ACCOUNT_LIMIT_REACHED: 'The account was bound to another open platform, which has no free slot.',
  PERMISSION_MISSING:
    'The administrator withdrew permissions that Qiao needs; see `credential.missingPermissions`.',
  OPEN_ID_FIELD_REQUIRED: 'No contact field is mapped for the OpenID.',
  OPEN_ID_FIELD_MISSING:
    'The contact field for the OpenID was deleted in the marketing platform, or can no longer store it.',
  DEFAULT_CAMPAIGN_REQUIRED: 'The account has no default campaign.',
  DEFAULT_CAMPAIGN_NOT_ACTIVE: 'The default campaign was deleted, has ended, or was never activated.',
  TERMS_REQUIRED: 'Nobody has accepted the terms for this account.',
  UNION_ID_UNAVAILABLE: 'UnionID is mapped, but Qiao knows of no open platform that the account is bound to.',
  UNION_ID_PLATFORM_DIFFERS: 'An account of another open platform uses the same UnionID field.',
  DEFAULT_CAMPAIGN_ENDING: `The default campaign ends within ${ENDING_SOON_DAYS} days.`,
  TERMS_OUTDATED: 'A newer version of the terms is in force.',
  PERMISSION_UNCONFIRMED:
    'Some granted permissions must be confirmed in WeChat before they work; the message lists them.',
  PERMISSION_ADVISED:
    'The administrator did not grant permissions for further functions; the message lists them.',
  MAPPED_FIELD_MISSING:
    'A mapped contact field, other than the one for the OpenID, was deleted or can no longer store its value; see `path`.',
  SUBSCRIPTION_STATUS_ADVISED: 'No contact field is mapped for the subscription status.',
  LAST_ACTIVITY_ADVISED: 'No contact field is mapped for the last activity.',
  ACCESS_USER_DISABLED: 'A selected user was disabled or deleted in the marketing platform.',
});

@ObjectType('Requirement', {
  description: 'Something that an official account needs to be ACTIVE, or a recommendation.',
  simpleResolvers: true,
})
export class RequirementType implements Requirement {
  @Field(() => RequirementCodeEnum, { description: 'Machine-readable requirement.' })
  code!: RequirementCode;

  @Field(() => RequirementSeverityEnum, { description: 'Whether it must be resolved.' })
  severity!: RequirementSeverity;

  @Field(() => String, { description: 'Explanation for people, in English.' })
  message!: string;

  @Field(() => String, {
    description: 'Name of the mutation that resolves it, for example `updateFieldMappings`.',
  })
  mutation!: string;

  @Field(() => [String], { description: 'Path to the input field to set, for example `["openIdFieldId"]`.' })
  path!: string[];
}
