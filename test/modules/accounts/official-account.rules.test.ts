import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_STATUSES,
  type AccountFacts,
  displayNameOf,
  REQUIREMENT_CODES,
  requirementsOf,
  slotGroupOf,
  statusOf,
} from '../../../src/modules/accounts/official-account.rules.ts';
import { CURRENT_TERMS } from '../../../src/modules/accounts/terms.rules.ts';

/** An account that lacks nothing, not even what is only advised. */
const complete: AccountFacts = {
  status: 'ACTIVE',
  authorized: true,
  verified: true,
  limitReached: false,
  permissionSets: [1, 2, 7],
  openIdField: '1',
  unionIdField: '2',
  subscriptionStatusField: '3',
  lastActivityField: '4',
  defaultCampaign: '7',
  termsVersion: CURRENT_TERMS.version,
  openPlatformBinding: 'BOUND',
  unionIdFieldUsedElsewhere: false,
};

const codes = (facts: Partial<AccountFacts>) =>
  requirementsOf({ ...complete, ...facts }).map(({ code }) => code);

describe('requirements', () => {
  test('an account that lacks nothing has none', () => {
    expect(requirementsOf(complete)).toEqual([]);
  });

  test.each([
    [
      'AUTHORIZATION_REQUIRED',
      { authorized: false, unionIdField: null },
      'BLOCKING',
      'authorizeAccount',
      ['accountId'],
    ],
    ['ACCOUNT_NOT_VERIFIED', { verified: false }, 'BLOCKING', 'authorizeAccount', ['accountId']],
    ['ACCOUNT_LIMIT_REACHED', { limitReached: true }, 'BLOCKING', 'removeOfficialAccount', ['accountId']],
    ['PERMISSION_MISSING', { permissionSets: [1, 7] }, 'BLOCKING', 'authorizeAccount', ['accountId']],
    ['OPEN_ID_FIELD_REQUIRED', { openIdField: null }, 'BLOCKING', 'updateFieldMappings', ['openIdFieldId']],
    [
      'DEFAULT_CAMPAIGN_REQUIRED',
      { defaultCampaign: null },
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
    const found = requirementsOf({ ...complete, ...facts });
    expect(found).toEqual([
      { code, severity, mutation, path, message: expect.stringMatching(/^[A-Z].+\.$/) },
    ]);
  });

  test('come in the order in which a person sees to them', () => {
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
      verified: false,
      limitReached: true,
      permissionSets: [],
      termsVersion: '1999-01',
      openPlatformBinding: 'NOT_BOUND',
      unionIdFieldUsedElsewhere: true,
    } as const;
    expect(codes(others)).toEqual([
      'ACCOUNT_NOT_VERIFIED',
      'ACCOUNT_LIMIT_REACHED',
      'PERMISSION_MISSING',
      'TERMS_OUTDATED',
      'UNION_ID_UNAVAILABLE',
      'UNION_ID_PLATFORM_DIFFERS',
    ]);
    const all = [...codes(nothing), ...codes(others)];
    expect(REQUIREMENT_CODES.filter((code) => all.includes(code))).toEqual(REQUIREMENT_CODES);
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

describe('status', () => {
  const none = requirementsOf(complete);
  const advice = requirementsOf({ ...complete, lastActivityField: null, termsVersion: '1999-01' });
  const blocking = requirementsOf({ ...complete, authorized: false, lastActivityField: null });

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

test.each([
  ['Coffee 北京', 'Coffee', '北京'],
  ['Coffee', 'Coffee', null],
  ['北京', null, '北京'],
  ['北京', '', '北京'],
  ['Official account 0b7d3f', null, null],
  ['Official account 0b7d3f', '', ''],
])('"%s" is the display name of name %j and description %j', (expected, name, description) => {
  expect(displayNameOf({ id: '01983f6e-0000-7000-8000-aabbcc0b7d3f', name, description })).toBe(expected);
});

test.each([
  ['those of its open platform', 'BOUND', 'wxopen', 'wxopen'],
  ['none', 'NOT_BOUND', null, null],
  ['those of its installation, since WeChat does not tell', 'UNKNOWN', null, 'installation:the-installation'],
] as const)('an account takes one of %s when it is %s', (_which, binding, openAppId, expected) => {
  expect(slotGroupOf('the-installation', binding, openAppId)).toBe(expected);
});
