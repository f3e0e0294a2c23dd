import { describe, expect, test } from 'vitest';
import { type AccountSettings, faultsOf } from '../../../src/modules/accounts/settings.rules.ts';
import { CURRENT_TERMS } from '../../../src/modules/accounts/terms.rules.ts';

const nothing: AccountSettings = {
  openIdField: null,
  unionIdField: null,
  subscriptionStatusField: null,
  lastActivityField: null,
  defaultCampaign: null,
  description: null,
  defaultTimezone: null,
  termsVersion: null,
  accessMode: 'ALL_USERS',
  accessUserIds: [],
};

const faults = (settings: Partial<AccountSettings>) =>
  faultsOf({ ...nothing, ...settings }).map(({ code, path }) => `${code} ${path.join('.')}`);

test('everything may come later', () => {
  expect(faultsOf(nothing)).toEqual([]);
});

test('everything may be given at once', () => {
  const all: AccountSettings = {
    openIdField: '1',
    unionIdField: '2',
    subscriptionStatusField: '3',
    lastActivityField: '4',
    defaultCampaign: 'https://secure.p01.eloqua.com/Main.aspx#campaigns&id=7',
    description: '北京门店',
    defaultTimezone: 'Asia/Shanghai',
    termsVersion: CURRENT_TERMS.version,
    accessMode: 'SELECTED_USERS',
    accessUserIds: ['17'],
  };
  expect(faultsOf(all)).toEqual([]);
});

describe('contact fields', () => {
  test.each([
    ['openIdField', 'openIdFieldId'],
    ['unionIdField', 'unionIdFieldId'],
    ['subscriptionStatusField', 'subscriptionStatusFieldId'],
    ['lastActivityField', 'lastActivityFieldId'],
  ])('%s is an id of 1 to 500 characters', (field, path) => {
    expect(faults({ [field]: '' })).toEqual([`INVALID ${path}`]);
    expect(faults({ [field]: '   ' })).toEqual([`INVALID ${path}`]);
    expect(faults({ [field]: 'x'.repeat(501) })).toEqual([`INVALID ${path}`]);
    expect(faults({ [field]: 'x'.repeat(500) })).toEqual([]);
  });

  test.each([
    ['openIdField', 'unionIdField', 'unionIdFieldId'],
    ['openIdField', 'subscriptionStatusField', 'subscriptionStatusFieldId'],
    ['openIdField', 'lastActivityField', 'lastActivityFieldId'],
    ['unionIdField', 'subscriptionStatusField', 'subscriptionStatusFieldId'],
    ['unionIdField', 'lastActivityField', 'lastActivityFieldId'],
    ['subscriptionStatusField', 'lastActivityField', 'lastActivityFieldId'],
  ])('one field for %s and %s: the later one is at fault', (one, other, path) => {
    expect(faults({ [one]: '1', [other]: '1' })).toEqual([`FIELD_ALREADY_MAPPED ${path}`]);
  });

  test('one field for all four purposes has three faults', () => {
    const field = '1';
    const settings = {
      openIdField: field,
      unionIdField: field,
      subscriptionStatusField: field,
      lastActivityField: field,
    };
    expect(faults(settings)).toEqual([
      'FIELD_ALREADY_MAPPED unionIdFieldId',
      'FIELD_ALREADY_MAPPED subscriptionStatusFieldId',
      'FIELD_ALREADY_MAPPED lastActivityFieldId',
    ]);
  });
});

test('a default campaign is an id or a URL of 1 to 500 characters', () => {
  expect(faults({ defaultCampaign: '' })).toEqual(['INVALID defaultCampaign']);
  expect(faults({ defaultCampaign: ' ' })).toEqual(['INVALID defaultCampaign']);
  expect(faults({ defaultCampaign: 'x'.repeat(501) })).toEqual(['INVALID defaultCampaign']);
  expect(faults({ defaultCampaign: 'x'.repeat(500) })).toEqual([]);
});

test('a description has at most 200 characters', () => {
  expect(faults({ description: '店'.repeat(200) })).toEqual([]);
  expect(faults({ description: '店'.repeat(201) })).toEqual(['INVALID description']);
});

test.each([
  [CURRENT_TERMS.version, []],
  ['1999-01', ['TERMS_NOT_ACCEPTED acceptedTermsVersion']],
  ['', ['TERMS_NOT_ACCEPTED acceptedTermsVersion']],
])('the terms %j can be accepted: faults %j', (termsVersion, expected) => {
  expect(faults({ termsVersion })).toEqual(expected);
});

describe('access', () => {
  test('ALL_USERS keeps no list', () => {
    expect(faults({ accessMode: 'ALL_USERS', accessUserIds: ['17'] })).toEqual(['INVALID access.userIds']);
  });

  test('SELECTED_USERS needs somebody', () => {
    expect(faults({ accessMode: 'SELECTED_USERS' })).toEqual(['ACCESS_WOULD_BE_EMPTY access.userIds']);
  });

  test.each([
    ['an empty id', ['17', ' ']],
    ['an id of 101 characters', ['x'.repeat(101)]],
    ['501 users', Array.from({ length: 501 }, (_, index) => String(index))],
  ])('%s is refused', (_what, accessUserIds) => {
    expect(faults({ accessMode: 'SELECTED_USERS', accessUserIds })).toEqual(['INVALID access.userIds']);
  });

  test('500 users are not too many', () => {
    const accessUserIds = Array.from({ length: 500 }, (_, index) => String(index));
    expect(faults({ accessMode: 'SELECTED_USERS', accessUserIds })).toEqual([]);
  });
});

test('every fault is told at once, in the order of the input', () => {
  const wrong: Partial<AccountSettings> = {
    openIdField: '',
    lastActivityField: ' ',
    defaultCampaign: '',
    description: 'x'.repeat(201),
    termsVersion: '1999-01',
    accessMode: 'SELECTED_USERS',
  };
  expect(faults(wrong)).toEqual([
    'INVALID openIdFieldId',
    'INVALID lastActivityFieldId',
    'INVALID defaultCampaign',
    'INVALID description',
    'ACCESS_WOULD_BE_EMPTY access.userIds',
    'TERMS_NOT_ACCEPTED acceptedTermsVersion',
  ]);
});
