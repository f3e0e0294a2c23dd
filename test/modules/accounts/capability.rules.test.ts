import { expect, test } from 'vitest';
import {
  CAPABILITY_KINDS,
  type CapabilityFacts,
  type CapabilityKind,
  capabilitiesOf,
} from '../../../src/modules/accounts/connecting/capability.rules.ts';

const service: CapabilityFacts = {
  authorized: true,
  accountType: 'SERVICE',
  verified: true,
  permissionSets: [1, 2, 3, 4, 7, 15],
  openPlatformBinding: 'BOUND',
};
const available = (facts: Partial<CapabilityFacts>) =>
  capabilitiesOf({ ...service, ...facts }).flatMap(({ kind, available }) => (available ? [kind] : []));
const without = (...kinds: CapabilityKind[]) => CAPABILITY_KINDS.filter((kind) => !kinds.includes(kind));

test.each([
  ['a verified service account', {}, CAPABILITY_KINDS],
  [
    'a verified subscription account',
    { accountType: 'SUBSCRIPTION' },
    without('TEMPLATE_MESSAGES', 'PARAMETRIC_QR_CODES', 'WEB_AUTHORIZATION'),
  ],
  ['a service account that is not verified', { verified: false }, ['MENU']],
  ['a subscription account that is not verified', { accountType: 'SUBSCRIPTION', verified: false }, []],
  ['an account that is not authorized', { authorized: false }, []],
  [
    'an account without permission set 1',
    { permissionSets: [2, 3, 4, 7, 15] },
    without('CUSTOMER_SERVICE_MESSAGES'),
  ],
  [
    'an account without permission set 2',
    { permissionSets: [1, 3, 4, 7, 15] },
    without('TAGS', 'FOLLOWER_INFO', 'UNION_ID'),
  ],
  [
    'an account without permission set 3',
    { permissionSets: [1, 2, 4, 7, 15] },
    without('PARAMETRIC_QR_CODES'),
  ],
  ['an account without permission set 4', { permissionSets: [1, 2, 3, 7, 15] }, without('WEB_AUTHORIZATION')],
  [
    'an account without permission set 7',
    { permissionSets: [1, 2, 3, 4, 15] },
    without('BROADCAST', 'TEMPLATE_MESSAGES'),
  ],
  [
    'an account without permission set 15',
    { permissionSets: [1, 2, 3, 4, 7] },
    without('MENU', 'PERSONALISED_MENU'),
  ],
  ['an account on no open platform', { openPlatformBinding: 'NOT_BOUND' }, without('UNION_ID')],
  ['an account whose open platform is not known', { openPlatformBinding: 'UNKNOWN' }, without('UNION_ID')],
] as const)('%s', (_which, facts, expected) => {
  expect(available(facts)).toEqual(expected);
});

test('what is not available says why, what is says nothing', () => {
  const told = capabilitiesOf({ ...service, accountType: 'SUBSCRIPTION', permissionSets: [1, 2, 3, 15] });
  expect(told.map(({ kind, reason }) => [kind, reason])).toEqual([
    [
      'BROADCAST',
      "The account's administrator did not grant the permission set 7 (mass sending and notices).",
    ],
    ['CUSTOMER_SERVICE_MESSAGES', null],
    ['TEMPLATE_MESSAGES', 'WeChat gives this to service accounts only.'],
    ['PARAMETRIC_QR_CODES', 'WeChat gives this to service accounts only.'],
    ['MENU', null],
    ['PERSONALISED_MENU', null],
    ['TAGS', null],
    ['FOLLOWER_INFO', null],
    ['UNION_ID', null],
    ['WEB_AUTHORIZATION', 'WeChat gives this to service accounts only.'],
  ]);
});
