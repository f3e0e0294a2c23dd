import { ENDING_SOON_DAYS } from '../../marketing/campaigns/campaign.rules.ts';

/** In the order in which a person would resolve them: first what blocks, then advice. */
export const REQUIREMENT_CODES = [
  'AUTHORIZATION_REQUIRED',
  'ACCOUNT_RESTRICTED',
  'ACCOUNT_NOT_VERIFIED',
  'ACCOUNT_LIMIT_REACHED',
  'PERMISSION_MISSING',
  'OPEN_ID_FIELD_REQUIRED',
  'OPEN_ID_FIELD_MISSING',
  'DEFAULT_CAMPAIGN_REQUIRED',
  'DEFAULT_CAMPAIGN_NOT_ACTIVE',
  'TERMS_REQUIRED',
  'UNION_ID_UNAVAILABLE',
  'UNION_ID_PLATFORM_DIFFERS',
  'DEFAULT_CAMPAIGN_ENDING',
  'TERMS_OUTDATED',
  'PERMISSION_UNCONFIRMED',
  'PERMISSION_ADVISED',
  'MAPPED_FIELD_MISSING',
  'SUBSCRIPTION_STATUS_ADVISED',
  'LAST_ACTIVITY_ADVISED',
  'ACCESS_USER_DISABLED',
] as const;
export type RequirementCode = (typeof REQUIREMENT_CODES)[number];

export const REQUIREMENT_SEVERITIES = ['BLOCKING', 'ADVICE'] as const;
export type RequirementSeverity = (typeof REQUIREMENT_SEVERITIES)[number];

/** One thing that an account needs to be ACTIVE, or an advice, with the mutation and the path in its input that resolve it. */
export interface Requirement {
  readonly code: RequirementCode;
  readonly severity: RequirementSeverity;
  readonly message: string;
  readonly mutation: string;
  readonly path: readonly string[];
}

/** Severity, text and solution of each requirement. */
export const REQUIREMENTS: Readonly<Record<RequirementCode, Omit<Requirement, 'code'>>> = {
  AUTHORIZATION_REQUIRED: {
    severity: 'BLOCKING',
    message: "The account's administrator must scan WeChat's QR code to authorize Qiao.",
    mutation: 'authorizeAccount',
    path: ['accountId'],
  },
  ACCOUNT_RESTRICTED: {
    severity: 'BLOCKING',
    message:
      'WeChat has cancelled, banned or frozen the account: its administrator finds the reason in mp.weixin.qq.com. Qiao notices within a day when this is lifted, or as soon as the account is authorized again.',
    mutation: 'authorizeAccount',
    path: ['accountId'],
  },
  ACCOUNT_NOT_VERIFIED: {
    severity: 'BLOCKING',
    message:
      "WeChat's verification of the account has lapsed: renew it in mp.weixin.qq.com. Qiao notices within a day, or as soon as the account is authorized again.",
    mutation: 'authorizeAccount',
    path: ['accountId'],
  },
  ACCOUNT_LIMIT_REACHED: {
    severity: 'BLOCKING',
    message:
      'The account was bound to another open platform, which has no slot left: remove another account of that platform, or bind this one elsewhere in open.weixin.qq.com. Then authorize it again.',
    mutation: 'authorizeAccount',
    path: ['accountId'],
  },
  PERMISSION_MISSING: {
    severity: 'BLOCKING',
    message: 'The administrator has withdrawn permissions that Qiao needs: authorize again and grant them.',
    mutation: 'authorizeAccount',
    path: ['accountId'],
  },
  OPEN_ID_FIELD_REQUIRED: {
    severity: 'BLOCKING',
    message: 'Choose the contact field that holds the OpenID.',
    mutation: 'updateFieldMappings',
    path: ['openIdFieldId'],
  },
  OPEN_ID_FIELD_MISSING: {
    severity: 'BLOCKING',
    message:
      'The contact field that held the OpenID is gone from the marketing platform, or is no longer a text box: choose another.',
    mutation: 'updateFieldMappings',
    path: ['openIdFieldId'],
  },
  DEFAULT_CAMPAIGN_REQUIRED: {
    severity: 'BLOCKING',
    message: 'Choose the campaign that receives activity belonging to no other campaign.',
    mutation: 'updateOfficialAccount',
    path: ['defaultCampaign'],
  },
  DEFAULT_CAMPAIGN_NOT_ACTIVE: {
    severity: 'BLOCKING',
    message:
      'The default campaign is gone, has ended, or was never activated: activate it, or choose one that is active.',
    mutation: 'updateOfficialAccount',
    path: ['defaultCampaign'],
  },
  TERMS_REQUIRED: {
    severity: 'BLOCKING',
    message: 'Accept the terms.',
    mutation: 'updateOfficialAccount',
    path: ['acceptedTermsVersion'],
  },
  UNION_ID_UNAVAILABLE: {
    severity: 'BLOCKING',
    message:
      'UnionID is mapped, but the account is not known to be bound to an open platform: bind it, or unmap UnionID.',
    mutation: 'updateFieldMappings',
    path: ['unionIdFieldId'],
  },
  UNION_ID_PLATFORM_DIFFERS: {
    severity: 'BLOCKING',
    message:
      'The UnionID field is used by an account of another open platform, whose UnionIDs differ: choose another field.',
    mutation: 'updateFieldMappings',
    path: ['unionIdFieldId'],
  },
  DEFAULT_CAMPAIGN_ENDING: {
    severity: 'ADVICE',
    message: `The default campaign ends within ${ENDING_SOON_DAYS} days: move its end far away, or choose another campaign.`,
    mutation: 'renewDefaultCampaign',
    path: ['accountId'],
  },
  TERMS_OUTDATED: {
    severity: 'ADVICE',
    message: 'The terms have changed: accept the new version.',
    mutation: 'updateOfficialAccount',
    path: ['acceptedTermsVersion'],
  },
  PERMISSION_UNCONFIRMED: {
    severity: 'ADVICE',
    message:
      'Permissions were granted, but must be confirmed before they work: the administrator confirms them in mp.weixin.qq.com, under the authorization of Qiao.',
    mutation: 'authorizeAccount',
    path: ['accountId'],
  },
  PERMISSION_ADVISED: {
    severity: 'ADVICE',
    message: 'Some permissions for further functions are not granted: authorize again and grant them.',
    mutation: 'authorizeAccount',
    path: ['accountId'],
  },
  MAPPED_FIELD_MISSING: {
    severity: 'ADVICE',
    message:
      'A mapped contact field is gone from the marketing platform, or no longer fit for its purpose: choose another, or none.',
    mutation: 'updateFieldMappings',
    path: [],
  },
  SUBSCRIPTION_STATUS_ADVISED: {
    severity: 'ADVICE',
    message: 'Map the subscription status, so that campaigns can leave out people who unfollowed.',
    mutation: 'updateFieldMappings',
    path: ['subscriptionStatusFieldId'],
  },
  LAST_ACTIVITY_ADVISED: {
    severity: 'ADVICE',
    message: 'Map the last activity, so that campaigns can tell who is still there.',
    mutation: 'updateFieldMappings',
    path: ['lastActivityFieldId'],
  },
  ACCESS_USER_DISABLED: {
    severity: 'ADVICE',
    message: 'A selected user was disabled or deleted in the marketing platform: take them off the list.',
    mutation: 'updateAccess',
    path: ['removeUserIds'],
  },
};
