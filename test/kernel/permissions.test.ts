import { describe, expect, test } from 'vitest';
import { API_KEY_SCOPES, type Caller } from '../../src/kernel/context.ts';
import {
  audienceOf,
  may,
  PERMISSIONS,
  type Permission,
  refusalOf,
  viewOf,
} from '../../src/kernel/permissions.ts';

const CALLERS: Readonly<Record<string, Caller>> = {
  administrator: { kind: 'USER', userId: '1', role: 'ADMINISTRATOR' },
  marketer: { kind: 'USER', userId: '2', role: 'MARKETER' },
  ...Object.fromEntries(
    API_KEY_SCOPES.map((scope) => [scope, { kind: 'API_CLIENT', keyId: 'k', scopes: [scope] } as const]),
  ),
  'all scopes': { kind: 'API_CLIENT', keyId: 'k', scopes: API_KEY_SCOPES },
  'no scope': { kind: 'API_CLIENT', keyId: 'k', scopes: [] },
};

/** Written down again, so that a slip in the table is seen. */
test.each<[Permission, string[]]>([
  ['SIGNED_IN', Object.keys(CALLERS)],
  ['ACCOUNTS_READ', ['administrator', 'marketer', 'ACCOUNTS_READ', 'all scopes']],
  ['ACCOUNTS_WRITE', ['administrator', 'ACCOUNTS_WRITE', 'all scopes']],
  ['SESSIONS_READ', ['administrator', 'ACCOUNTS_WRITE', 'all scopes']],
  ['FOLLOWERS_EXPORT', ['administrator', 'ACCOUNTS_READ', 'all scopes']],
  ['SENDERS_WRITE', ['administrator', 'marketer', 'SENDERS_WRITE', 'all scopes']],
  ['AUDIT_READ', ['administrator', 'AUDIT_READ', 'all scopes']],
  ['KEYS', ['administrator']],
  ['SIGN_OUT', ['administrator']],
])('%s is for %j and nobody else', (permission, who) => {
  expect(Object.keys(CALLERS).filter((name) => may(CALLERS[name] as Caller, permission))).toEqual(who);
});

test('system callers may do anything', () => {
  for (const permission of Object.keys(PERMISSIONS) as Permission[])
    expect(may({ kind: 'SYSTEM', reason: 'test' }, permission)).toBe(true);
});

describe('a caller without the permission is told', () => {
  const told = (who: string, permission: Permission) => refusalOf(CALLERS[who] as Caller, permission);

  test('why', () => {
    expect(told('marketer', 'ACCOUNTS_WRITE')).toBe('Your role does not allow this operation.');
    expect(told('no scope', 'ACCOUNTS_READ')).toBe('This API key does not have the scope ACCOUNTS_READ.');
    expect(told('all scopes', 'KEYS')).toBe('API clients may not do this: an administrator must.');
  });

  test('nothing if they have it, or if the object does not exist for them', () => {
    expect(told('administrator', 'KEYS')).toBeNull();
    expect(told('marketer', 'SESSIONS_READ')).toBeNull();
  });
});

test('marketers share no view, nor do two sessions of one who opened different steps', () => {
  const marketer = CALLERS.marketer as Caller & { kind: 'USER' };
  const opened = ['a', 'b'].map((openedSenderId) => ({ ...marketer, openedSenderId }));
  const callers: Caller[] = [marketer, { ...marketer, userId: '3' }, ...opened];
  expect(new Set(callers.map(viewOf)).size).toBe(4);
});

test('the schema says which callers a field is for', () => {
  expect(
    Object.fromEntries(Object.keys(PERMISSIONS).map((name) => [name, audienceOf(name as Permission)])),
  ).toEqual({
    SIGNED_IN: 'Allowed for every caller.',
    ACCOUNTS_READ: 'Allowed for administrators, marketers, and API clients with the scope ACCOUNTS_READ.',
    ACCOUNTS_WRITE: 'Allowed for administrators, and API clients with the scope ACCOUNTS_WRITE.',
    SESSIONS_READ:
      'Allowed for administrators, and API clients with the scope ACCOUNTS_WRITE. For other callers the object does not exist.',
    FOLLOWERS_EXPORT: 'Allowed for administrators, and API clients with the scope ACCOUNTS_READ.',
    SENDERS_WRITE: 'Allowed for administrators, marketers, and API clients with the scope SENDERS_WRITE.',
    AUDIT_READ: 'Allowed for administrators, and API clients with the scope AUDIT_READ.',
    NOTICES_READ:
      'Allowed for administrators, and API clients with the scope ACCOUNTS_READ. For other callers the object does not exist.',
    KEYS: 'Allowed for administrators, never for API clients.',
    SIGN_OUT: 'Allowed for administrators, never for API clients.',
  });
});
