import { describe, expect, test } from 'vitest';
import {
  AUTHORIZATION_STEPS,
  FAILURE_ADVICE,
  FAILURE_CODES,
  isConfirmed,
  isReusable,
  refuseScanned,
  type ScannedAccount,
} from '../../../src/modules/authorizations/session/authorization.rules.ts';
import {
  isVerified,
  missingPermissionSets,
} from '../../../src/modules/connections/facts/wechat-account.rules.ts';

test.each([
  ['CREATED', false],
  ['OPENED', false],
  ['CONFIRMED', true],
  ['EXCHANGING', true],
  ['READING_ACCOUNT', true],
  ['DONE', true],
] as const)('a session at %s is confirmed: %s', (step, confirmed) => {
  expect(isConfirmed(step)).toBe(confirmed);
  expect(AUTHORIZATION_STEPS).toContain(step);
});

describe('a waiting session is shown again', () => {
  const now = new Date('2026-11-01T08:00:00Z');
  const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);

  test.each([
    ['CREATED', 301, true],
    ['CREATED', 300, true],
    ['CREATED', 299, false],
    ['CREATED', -1, false],
    ['OPENED', 300, true],
    ['OPENED', 299, false],
    // Once confirmed it ends by itself: a second link could not help.
    ['CONFIRMED', -60, true],
    ['EXCHANGING', -60, true],
    ['READING_ACCOUNT', -60, true],
  ] as const)('at %s with %i seconds to live: %s', (step, seconds, expected) => {
    expect(isReusable({ step, expiresAt: inSeconds(seconds) }, now)).toBe(expected);
  });
});

describe('a scanned account', () => {
  const fine: ScannedAccount = {
    appId: 'wx1',
    isOfficialAccount: true,
    accountType: 'SERVICE',
    verifyType: 0,
    permissionSets: [1, 2, 7, 24],
    ownedByAnother: false,
    connectedAppId: null,
    mayReplace: false,
    expectedType: null,
  };

  /** In the order of use to a person: the first that holds is told. */
  const ORDER = [
    ['NOT_AN_OFFICIAL_ACCOUNT', { isOfficialAccount: false }],
    ['DIFFERENT_ACCOUNT', { connectedAppId: 'wx2' }],
    ['ACCOUNT_ALREADY_CONNECTED', { ownedByAnother: true }],
    ['ACCOUNT_TYPE_MISMATCH', { expectedType: 'SUBSCRIPTION' }],
    ['ACCOUNT_NOT_VERIFIED', { verifyType: -1 }],
    ['PERMISSION_MISSING', { permissionSets: [1, 2] }],
  ] as const satisfies readonly (readonly [string, Partial<ScannedAccount>])[];

  test('that lacks nothing is accepted', () => {
    expect(refuseScanned(fine)).toBeNull();
    expect(refuseScanned({ ...fine, connectedAppId: 'wx1', expectedType: 'SERVICE' })).toBeNull();
  });

  test.each(ORDER)('is refused as %s for %j', (code, facts) => {
    expect(refuseScanned({ ...fine, ...facts })).toBe(code);
  });

  test.each([
    ['service_type_info', { accountType: null, expectedType: 'SERVICE' }],
    ['verify_type_info', { verifyType: null }],
    ['func_info', { permissionSets: null }],
  ] as const)('is undecided while %s is not known', (field, facts) => {
    expect(refuseScanned({ ...fine, ...facts })).toEqual({ field });
    expect(refuseScanned({ ...fine, ...facts, ownedByAnother: true })).toBe('ACCOUNT_ALREADY_CONNECTED');
  });

  test('may be of an unknown type where none was chosen', () => {
    expect(refuseScanned({ ...fine, accountType: null })).toBeNull();
  });

  test.each(ORDER.map(([code], index) => [code, index] as const))(
    '%s is told before whatever follows it',
    (code, index) => {
      const facts = Object.assign({}, ...ORDER.slice(index).map(([, changes]) => changes));
      expect(refuseScanned({ ...fine, ...facts })).toBe(code);
    },
  );

  test.each([
    [-1, false],
    [0, true],
    [1, false],
    [2, false],
    [3, true],
    [4, true],
    [5, true],
    [6, false],
  ])('of verify type %i is verified: %s', (verifyType, verified) => {
    expect(isVerified(verifyType)).toBe(verified);
  });

  test.each([
    [[1, 2, 7], []],
    [[7, 24, 2, 1], []],
    [[1, 7], [2]],
    [[24], [1, 2, 7]],
    [[], [1, 2, 7]],
  ])('that grants %j misses %j', (granted, missing) => {
    expect(missingPermissionSets(granted)).toEqual(missing);
  });
});

test.each([
  ['ACCOUNT_LIMIT_REACHED', false],
  ['ACCOUNT_NOT_VERIFIED', false],
  ['ACCOUNT_ALREADY_CONNECTED', false],
  ['ACCOUNT_TYPE_MISMATCH', true],
  ['DIFFERENT_ACCOUNT', true],
  ['NOT_AN_OFFICIAL_ACCOUNT', true],
  ['PERMISSION_MISSING', true],
  ['OPERATOR_REQUIRED', false],
  ['UPSTREAM_FAILED', true],
] as const)('%s tells what happened and what to do; trying again helps: %s', (code, retryable) => {
  const sentence = expect.stringMatching(/^[A-Z].+\.$/);
  expect(FAILURE_ADVICE[code]).toEqual({ message: sentence, nextStep: sentence, retryable });
  expect(FAILURE_CODES).toContain(code);
});
