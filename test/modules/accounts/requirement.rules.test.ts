import { describe, expect, test } from 'vitest';
import { ACCOUNT_STATUSES } from '../../../src/modules/accounts/account/official-account.rules.ts';
import {
  type AccountFacts,
  nextReview,
  requirementsOf,
  statusOf,
} from '../../../src/modules/accounts/requirements/requirement.rules.ts';
import {
  REQUIREMENT_CODES,
  REQUIREMENTS,
} from '../../../src/modules/accounts/requirements/requirement-catalogue.rules.ts';
import { CURRENT_TERMS } from '../../../src/modules/accounts/terms/terms.rules.ts';

const now = new Date('2026-11-25T00:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

/** An account that lacks nothing, not even what is only advised. */
const complete: AccountFacts = {
  status: 'ACTIVE',
  authorized: true,
  verified: true,
  limitReached: false,
  permissionSets: [1, 2, 7, 3, 4, 11, 15, 89],
  unconfirmedSets: [],
  wechatStatus: 'NORMAL',
  accountType: 'SERVICE',
  openIdField: '1',
  unionIdField: '2',
  subscriptionStatusField: '3',
  lastActivityField: '4',
  defaultCampaign: '7',
  termsVersion: CURRENT_TERMS.version,
  openPlatformBinding: 'BOUND',
  unionIdFieldUsedElsewhere: false,
  openIdFieldFit: 'TEXT',
  unionIdFieldFit: 'TEXT',
  subscriptionStatusFieldFit: 'TEXT',
  lastActivityFieldFit: 'DATE',
  defaultCampaignStatus: 'ACTIVE',
  defaultCampaignEndAt: null,
  accessUserDisabled: false,
};

const codes = (facts: Partial<AccountFacts>) =>
  requirementsOf({ ...complete, ...facts }, now).map(({ code }) => code);

describe('requirements', () => {
  test('an account that lacks nothing has none', () => {
    expect(requirementsOf(complete, now)).toEqual([]);
  });

  test.each([
    [
      'AUTHORIZATION_REQUIRED',
      { authorized: false, unionIdField: null },
      'BLOCKING',
      'authorizeAccount',
      ['accountId'],
    ],
    ['ACCOUNT_RESTRICTED', { wechatStatus: 'BANNED' }, 'BLOCKING', 'authorizeAccount', ['accountId']],
    ['ACCOUNT_NOT_VERIFIED', { verified: false }, 'BLOCKING', 'authorizeAccount', ['accountId']],
    ['ACCOUNT_LIMIT_REACHED', { limitReached: true }, 'BLOCKING', 'authorizeAccount', ['accountId']],
    [
      'PERMISSION_MISSING',
      { permissionSets: [1, 3, 4, 7, 11, 15, 89] },
      'BLOCKING',
      'authorizeAccount',
      ['accountId'],
    ],
    [
      'OPEN_ID_FIELD_REQUIRED',
      { openIdField: null, openIdFieldFit: null },
      'BLOCKING',
      'updateFieldMappings',
      ['openIdFieldId'],
    ],
    ['OPEN_ID_FIELD_MISSING', { openIdFieldFit: null }, 'BLOCKING', 'updateFieldMappings', ['openIdFieldId']],
    [
      'OPEN_ID_FIELD_MISSING',
      { openIdFieldFit: 'DATE' },
      'BLOCKING',
      'updateFieldMappings',
      ['openIdFieldId'],
    ],
    [
      'DEFAULT_CAMPAIGN_NOT_ACTIVE',
      { defaultCampaignStatus: null },
      'BLOCKING',
      'updateOfficialAccount',
      ['defaultCampaign'],
    ],
    [
      'DEFAULT_CAMPAIGN_NOT_ACTIVE',
      { defaultCampaignStatus: 'COMPLETED' },
      'BLOCKING',
      'updateOfficialAccount',
      ['defaultCampaign'],
    ],
    [
      'DEFAULT_CAMPAIGN_NOT_ACTIVE',
      { defaultCampaignEndAt: now },
      'BLOCKING',
      'updateOfficialAccount',
      ['defaultCampaign'],
    ],
    [
      'DEFAULT_CAMPAIGN_ENDING',
      { defaultCampaignEndAt: inDays(60) },
      'ADVICE',
      'renewDefaultCampaign',
      ['accountId'],
    ],
    ['MAPPED_FIELD_MISSING', { unionIdFieldFit: null }, 'ADVICE', 'updateFieldMappings', ['unionIdFieldId']],
    [
      'MAPPED_FIELD_MISSING',
      { subscriptionStatusFieldFit: 'DATE' },
      'ADVICE',
      'updateFieldMappings',
      ['subscriptionStatusFieldId'],
    ],
    [
      'MAPPED_FIELD_MISSING',
      { lastActivityFieldFit: 'TEXT' },
      'ADVICE',
      'updateFieldMappings',
      ['lastActivityFieldId'],
    ],
    ['ACCESS_USER_DISABLED', { accessUserDisabled: true }, 'ADVICE', 'updateAccess', ['removeUserIds']],
    [
      'DEFAULT_CAMPAIGN_REQUIRED',
      { defaultCampaign: null, defaultCampaignStatus: null },
      'BLOCKING',
      'updateOfficialAccount',
      ['defaultCampaign'],
    ],
    ['TERMS_REQUIRED', { termsVersion: null }, 'BLOCKING', 'updateOfficialAccount', ['acceptedTermsVersion']],
    [
      'TERMS_OUTDATED',
      { termsVersion: '1999-01' },
      'ADVICE',
      'updateOfficialAccount',
      ['acceptedTermsVersion'],
    ],
    [
      'UNION_ID_UNAVAILABLE',
      { openPlatformBinding: 'NOT_BOUND' },
      'BLOCKING',
      'updateFieldMappings',
      ['unionIdFieldId'],
    ],
    [
      'UNION_ID_UNAVAILABLE',
      { openPlatformBinding: 'UNKNOWN' },
      'BLOCKING',
      'updateFieldMappings',
      ['unionIdFieldId'],
    ],
    [
      'UNION_ID_PLATFORM_DIFFERS',
      { unionIdFieldUsedElsewhere: true },
      'BLOCKING',
      'updateFieldMappings',
      ['unionIdFieldId'],
    ],
    [
      'SUBSCRIPTION_STATUS_ADVISED',
      { subscriptionStatusField: null },
      'ADVICE',
      'updateFieldMappings',
      ['subscriptionStatusFieldId'],
    ],
    [
      'LAST_ACTIVITY_ADVISED',
      { lastActivityField: null },
      'ADVICE',
      'updateFieldMappings',
      ['lastActivityFieldId'],
    ],
  ] as const)('%s alone, for %j: %s, cured by %s', (code, facts, severity, mutation, path) => {
    const found = requirementsOf({ ...complete, ...facts }, now);
    expect(found).toEqual([
      { code, severity, mutation, path, message: expect.stringMatching(/^[A-Z].+\.$/) },
    ]);
  });

  test('come in the order in which a person resolves them', () => {
    const nothing: Partial<AccountFacts> = {
      status: 'DRAFT',
      authorized: false,
      openIdField: null,
      unionIdField: null,
      subscriptionStatusField: null,
      lastActivityField: null,
      defaultCampaign: null,
      termsVersion: null,
      openPlatformBinding: 'UNKNOWN',
    };
    expect(codes(nothing)).toEqual([
      'AUTHORIZATION_REQUIRED',
      'OPEN_ID_FIELD_REQUIRED',
      'DEFAULT_CAMPAIGN_REQUIRED',
      'TERMS_REQUIRED',
      'SUBSCRIPTION_STATUS_ADVISED',
      'LAST_ACTIVITY_ADVISED',
    ]);
    const others = {
      wechatStatus: 'FROZEN',
      verified: false,
      limitReached: true,
      permissionSets: [],
      unconfirmedSets: [7],
      openIdFieldFit: null,
      defaultCampaignEndAt: inDays(1),
      openPlatformBinding: 'NOT_BOUND',
      unionIdFieldUsedElsewhere: true,
      termsVersion: '1999-01',
      lastActivityFieldFit: null,
      accessUserDisabled: true,
    } as const;
    expect(codes(others)).toEqual([
      'ACCOUNT_RESTRICTED',
      'ACCOUNT_NOT_VERIFIED',
      'ACCOUNT_LIMIT_REACHED',
      'PERMISSION_MISSING',
      'OPEN_ID_FIELD_MISSING',
      'UNION_ID_UNAVAILABLE',
      'UNION_ID_PLATFORM_DIFFERS',
      'DEFAULT_CAMPAIGN_ENDING',
      'TERMS_OUTDATED',
      'PERMISSION_UNCONFIRMED',
      'PERMISSION_ADVISED',
      'MAPPED_FIELD_MISSING',
      'ACCESS_USER_DISABLED',
    ]);
    const all = [...codes(nothing), ...codes(others), ...codes({ defaultCampaignStatus: 'DRAFT' })];
    expect(REQUIREMENT_CODES.filter((code) => all.includes(code))).toEqual(REQUIREMENT_CODES);
  });

  const messageOf = (facts: Partial<AccountFacts>) =>
    requirementsOf({ ...complete, ...facts }, now).map(({ severity, message }) => `${severity}: ${message}`);

  test('what is not granted for further functions is advised at once, in one sentence, where the type can have it', () => {
    const permissionSets = [1, 2, 7, 15];
    expect(messageOf({ permissionSets })).toEqual([
      'ADVICE: The administrator did not grant these permission sets: 3 (QR codes that tell where a follower comes from), 4 (web pages that know the follower who opens them), 11 (images, voice and video in messages), 89 (notices to which followers subscribe). To use what they allow, authorize again and grant them.',
    ]);
    expect(messageOf({ permissionSets, accountType: 'SUBSCRIPTION' })).toEqual([
      'ADVICE: The administrator did not grant these permission sets: 11 (images, voice and video in messages). To use what they allow, authorize again and grant them.',
    ]);
    expect(messageOf({ permissionSets: [], authorized: false, unionIdField: null })).toHaveLength(1);
  });

  test('what is granted but not confirmed is advised', () => {
    expect(messageOf({ unconfirmedSets: [2, 7] })).toEqual([
      expect.stringMatching(/^ADVICE: The permission sets 2, 7 were granted, but /),
    ]);
  });

  test.each([
    [null, []],
    ['NORMAL', []],
    ['WARNED', []],
    ['CANCELLED', ['ACCOUNT_RESTRICTED']],
    ['BANNED', ['ACCOUNT_RESTRICTED']],
    ['FROZEN', ['ACCOUNT_RESTRICTED']],
  ] as const)('an account that is %s at WeChat needs %j', (wechatStatus, needed) => {
    expect(codes({ wechatStatus })).toEqual(needed);
  });

  test('everything that blocks comes before everything that is advised', () => {
    const severities = REQUIREMENT_CODES.map((code) => REQUIREMENTS[code].severity);
    expect(severities).toEqual(severities.toSorted().reverse());
  });

  test('each optional field that is missing is a requirement of its own', () => {
    const missing = { unionIdFieldFit: null, subscriptionStatusFieldFit: null, lastActivityFieldFit: null };
    const paths = requirementsOf({ ...complete, ...missing }, now).map(({ code, path }) => [code, ...path]);
    expect(paths).toEqual([
      ['MAPPED_FIELD_MISSING', 'unionIdFieldId'],
      ['MAPPED_FIELD_MISSING', 'subscriptionStatusFieldId'],
      ['MAPPED_FIELD_MISSING', 'lastActivityFieldId'],
    ]);
  });

  test('a default campaign that ends in more than 60 days is left in peace', () => {
    expect(codes({ defaultCampaignEndAt: new Date(inDays(60).getTime() + 1) })).toEqual([]);
  });

  test('before the authorization nobody knows the open platform, so a mapped UnionID is not held against it', () => {
    expect(codes({ authorized: false, openPlatformBinding: 'UNKNOWN' })).toEqual(['AUTHORIZATION_REQUIRED']);
  });

  test('an account that does not map UnionID needs no open platform', () => {
    expect(
      codes({ unionIdField: null, openPlatformBinding: 'NOT_BOUND', unionIdFieldUsedElsewhere: true }),
    ).toEqual([]);
  });

  test('a removed account has none, whatever it lacks', () => {
    expect(codes({ status: 'REMOVED', authorized: false, openIdField: null, termsVersion: null })).toEqual(
      [],
    );
  });
});

describe('the next review', () => {
  test.each([
    ['when a campaign that ends far away begins to end soon', inDays(100), inDays(40)],
    ['when a campaign that ends soon ends', inDays(60), inDays(60)],
    ['never for a campaign without end', null, null],
    ['never for one that has ended', now, null],
  ])('is %s', (_when, defaultCampaignEndAt, expected) => {
    expect(nextReview({ ...complete, defaultCampaignEndAt }, now)).toEqual(expected);
  });

  test('is never where there is no campaign, or none that is active', () => {
    const ends = { ...complete, defaultCampaignEndAt: inDays(100) };
    expect(nextReview({ ...ends, defaultCampaignStatus: null }, now)).toBeNull();
    expect(nextReview({ ...ends, defaultCampaignStatus: 'DRAFT' }, now)).toBeNull();
  });
});

describe('status', () => {
  const none = requirementsOf(complete, now);
  const advice = requirementsOf({ ...complete, lastActivityField: null, termsVersion: '1999-01' }, now);
  const blocking = requirementsOf({ ...complete, authorized: false, lastActivityField: null }, now);

  const table = [
    // status, wasActive, without requirements, with advice only, with something blocking
    ['DRAFT', false, 'ACTIVE', 'ACTIVE', 'DRAFT'],
    ['DRAFT', true, 'ACTIVE', 'ACTIVE', 'ACTION_REQUIRED'],
    ['ACTIVE', false, 'ACTIVE', 'ACTIVE', 'DRAFT'],
    ['ACTIVE', true, 'ACTIVE', 'ACTIVE', 'ACTION_REQUIRED'],
    ['ACTION_REQUIRED', false, 'ACTIVE', 'ACTIVE', 'DRAFT'],
    ['ACTION_REQUIRED', true, 'ACTIVE', 'ACTIVE', 'ACTION_REQUIRED'],
    ['REMOVED', false, 'REMOVED', 'REMOVED', 'REMOVED'],
    ['REMOVED', true, 'REMOVED', 'REMOVED', 'REMOVED'],
  ] as const;

  test.each(table)(
    '%s (was active: %s) becomes %s, with advice %s, blocked %s',
    (status, wasActive, ...expected) => {
      const outcomes = [none, advice, blocking].map((requirements) =>
        statusOf({ status, wasActive }, requirements),
      );
      expect(outcomes).toEqual(expected);
    },
  );

  test('the table has every status', () => {
    expect(new Set(table.map(([status]) => status))).toEqual(new Set(ACCOUNT_STATUSES));
  });
});
