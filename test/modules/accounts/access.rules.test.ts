import { describe, expect, test } from 'vitest';
import {
  type Access,
  type AccessChanges,
  accessAfter,
  accessChangeFaults,
  accessFaults,
  OPEN_ACCESS,
  usersLosingAccess,
} from '../../../src/modules/accounts/access/access.rules.ts';

const isNumber = (text: string) => /^\d{1,18}$/.test(text);
const many = (count: number) => Array.from({ length: count }, (_, index) => String(index));
const told = (faults: readonly { code: string; path: readonly string[] }[]) =>
  faults.map(({ code, path }) => `${code} ${path.join('.')}`);
const selected = (...userIds: string[]): Access => ({ mode: 'SELECTED_USERS', userIds });

describe('of a new account', () => {
  test.each([
    ['ALL_USERS without a list', OPEN_ACCESS, []],
    ['ALL_USERS with a list', { mode: 'ALL_USERS', userIds: ['17'] }, ['INVALID access.userIds']],
    ['SELECTED_USERS with somebody', selected('17'), []],
    ['SELECTED_USERS with nobody', selected(), ['ACCESS_WOULD_BE_EMPTY access.userIds']],
    ['what is no id', selected('17', 'Mei', ''), ['INVALID access.userIds.1', 'INVALID access.userIds.2']],
    ['500 users', selected(...many(500)), []],
    ['501 users', selected(...many(501)), ['INVALID access.userIds']],
  ] as const)('%s', (_what, access, expected) => {
    expect(told(accessFaults(access, isNumber))).toEqual(expected);
  });
});

describe('a change', () => {
  const change = (changes: Partial<AccessChanges>) => ({ addUserIds: [], removeUserIds: [], ...changes });
  const faults = (current: Access, changes: Partial<AccessChanges>) =>
    told(accessChangeFaults(current, change(changes), isNumber));
  const after = (current: Access, changes: Partial<AccessChanges>) => accessAfter(current, change(changes));

  test('without a mode keeps it, and adds and removes', () => {
    expect(after(selected('1', '2'), { addUserIds: ['3', '2'], removeUserIds: ['1'] })).toEqual(
      selected('2', '3'),
    );
    expect(after(selected('1'), { mode: null, addUserIds: ['3'] })).toEqual(selected('1', '3'));
  });

  test('to ALL_USERS clears the list, and has none to change', () => {
    expect(after(selected('1', '2'), { mode: 'ALL_USERS' })).toEqual(OPEN_ACCESS);
    expect(faults(selected('1'), { mode: 'ALL_USERS' })).toEqual([]);
    expect(faults(selected('1'), { mode: 'ALL_USERS', addUserIds: ['2'] })).toEqual(['INVALID addUserIds']);
    expect(faults(OPEN_ACCESS, { addUserIds: ['2'], removeUserIds: ['3'] })).toEqual([
      'INVALID addUserIds',
      'INVALID removeUserIds',
    ]);
  });

  test('must leave somebody', () => {
    expect(faults(OPEN_ACCESS, { mode: 'SELECTED_USERS' })).toEqual(['ACCESS_WOULD_BE_EMPTY addUserIds']);
    expect(faults(selected('1'), { removeUserIds: ['1'] })).toEqual(['ACCESS_WOULD_BE_EMPTY removeUserIds']);
    expect(faults(selected('1'), { removeUserIds: ['1'], addUserIds: ['2'] })).toEqual([]);
  });

  test('leaves at most 500 users, including those who were selected before', () => {
    expect(faults(selected(...many(500)), { addUserIds: ['9999'] })).toEqual(['INVALID addUserIds']);
    expect(faults(selected(...many(500)), { addUserIds: ['9999'], removeUserIds: ['0'] })).toEqual([]);
  });

  test('cannot both add and remove somebody', () => {
    expect(faults(selected('1'), { addUserIds: ['2'], removeUserIds: ['1', '2'] })).toEqual([
      'INVALID removeUserIds.1',
    ]);
  });
});

test.each([
  ['nobody where everybody may', selected('1'), OPEN_ACCESS, []],
  ['everybody else where everybody might', OPEN_ACCESS, selected('1'), 'EVERYBODY_ELSE'],
  ['those taken off the list', selected('1', '2', '3'), selected('3', '4'), ['1', '2']],
] as const)('%s may no longer use the account', (_who, before, after, expected) => {
  expect(usersLosingAccess(before, after)).toEqual(expected);
});
