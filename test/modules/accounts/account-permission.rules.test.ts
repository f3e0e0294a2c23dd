import { expect, test } from 'vitest';
import { permissionsOf } from '../../../src/modules/accounts/access/account-permission.rules.ts';

const NOTHING = { configure: false, authorize: false, remove: false, use: false, configureSenders: false };
const CONFIGURE = { configure: true, authorize: true, remove: true };
const USE = { use: true, configureSenders: true };

const admin = { configuresAccounts: true, configuresSenders: true };
const marketer = { configuresAccounts: false, configuresSenders: true };
const reader = { configuresAccounts: false, configuresSenders: false };

test.each([
  ['an administrator whom the access lets in', 'ACTIVE', true, admin, { ...CONFIGURE, ...USE }],
  ['an administrator whom it does not', 'ACTIVE', false, admin, { ...NOTHING, ...CONFIGURE }],
  ['an administrator, of a draft', 'DRAFT', true, admin, { ...NOTHING, ...CONFIGURE }],
  [
    'an administrator, while action is required',
    'ACTION_REQUIRED',
    true,
    admin,
    { ...NOTHING, ...CONFIGURE },
  ],
  ['an administrator, of a removed account', 'REMOVED', true, admin, NOTHING],
  ['a marketer whom the access lets in', 'ACTIVE', true, marketer, { ...NOTHING, ...USE }],
  ['a marketer, of a draft', 'DRAFT', true, marketer, NOTHING],
  ['an API client that only reads', 'ACTIVE', true, reader, { ...NOTHING, use: true }],
] as const)('%s', (_who, status, mayUse, who, expected) => {
  expect(permissionsOf({ status, mayUse, ...who })).toEqual(expected);
});
