import { expect, test } from 'vitest';
import { displayNameOf } from '../../../src/modules/accounts/account/official-account.rules.ts';
import { slotGroupOf } from '../../../src/modules/connections/authorizer/slot.rules.ts';

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
