import type { ApiKeyScope, Caller, Role } from './context.ts';
import { REQUEST_ERRORS } from './errors.ts';

interface Grant {
  readonly roles: readonly Role[];
  /** The scope that an API key needs. Null: API clients never have this permission. */
  readonly scope: ApiKeyScope | 'ANY' | null;
  /** Other callers are not refused: for them the object does not exist. Readers check {@link may} and return nothing. */
  readonly hidden?: true;
}

const EVERYBODY: readonly Role[] = ['ADMINISTRATOR', 'MARKETER'];

/**
 * All permissions. Every root field of the schema has one: `@Authorized` enforces it, and {@link audienceOf} ends the
 * field's description. The access of each account limits further what a marketer sees.
 */
export const PERMISSIONS = {
  /** Any authenticated caller. */
  SIGNED_IN: { roles: EVERYBODY, scope: 'ANY' },
  ACCOUNTS_READ: { roles: EVERYBODY, scope: 'ACCOUNTS_READ' },
  ACCOUNTS_WRITE: { roles: ['ADMINISTRATOR'], scope: 'ACCOUNTS_WRITE' },
  /** Authorization sessions. A session's link can connect an account, so reading one needs the permission to write. */
  SESSIONS_READ: { roles: ['ADMINISTRATOR'], scope: 'ACCOUNTS_WRITE', hidden: true },
  /** Giving out all that is known of a follower. */
  FOLLOWERS_EXPORT: { roles: ['ADMINISTRATOR'], scope: 'ACCOUNTS_READ' },
  /** What needs attention, with the addresses of those who are told by mail. */
  NOTICES_READ: { roles: ['ADMINISTRATOR'], scope: 'ACCOUNTS_READ', hidden: true },
  SENDERS_WRITE: { roles: EVERYBODY, scope: 'SENDERS_WRITE' },
  AUDIT_READ: { roles: ['ADMINISTRATOR'], scope: 'AUDIT_READ' },
  /** API keys. A leaked key that could create keys could not be revoked effectively. */
  KEYS: { roles: ['ADMINISTRATOR'], scope: null },
  /** Signing users out. */
  SIGN_OUT: { roles: ['ADMINISTRATOR'], scope: null },
} as const satisfies Record<string, Grant>;

export type Permission = keyof typeof PERMISSIONS;

export const isPermission = (name: unknown): name is Permission =>
  typeof name === 'string' && Object.hasOwn(PERMISSIONS, name);

const grantOf = (permission: Permission): Grant => PERMISSIONS[permission];

/** System callers may do anything. */
export function may(caller: Caller, permission: Permission): boolean {
  const { roles, scope } = grantOf(permission);
  if (caller.kind === 'SYSTEM') return true;
  if (caller.kind === 'USER') return roles.includes(caller.role);
  return scope === 'ANY' || (scope !== null && caller.scopes.includes(scope));
}

/** Whose access to each account decides what the caller sees: a marketer's user id. Null: the caller sees every account. */
export const limitedTo = (caller: Caller): string | null =>
  caller.kind === 'USER' && caller.role === 'MARKETER' ? caller.userId : null;

/** Callers of one installation with the same view are shown the same of everything, but of themselves. */
export function viewOf(caller: Caller): string {
  if (caller.kind === 'SYSTEM') return 'SYSTEM';
  if (caller.kind === 'API_CLIENT') return caller.scopes.toSorted().join();
  if (limitedTo(caller) === null) return caller.role;
  return [caller.role, caller.userId, caller.openedSenderId].join(' ');
}

/** Why the caller is refused, as a message for people; null if the caller is allowed. */
export function refusalOf(caller: Caller, permission: Permission): string | null {
  const { scope, hidden } = grantOf(permission);
  if (hidden || may(caller, permission)) return null;
  if (caller.kind !== 'API_CLIENT') return REQUEST_ERRORS.FORBIDDEN.text;
  return scope === null
    ? 'API clients may not do this: an administrator must.'
    : `This API key does not have the scope ${scope}.`;
}

/** The sentence of the schema that says which callers a field is for. */
export function audienceOf(permission: Permission): string {
  const { roles, scope, hidden } = grantOf(permission);
  if (scope === 'ANY') return 'Allowed for every caller.';
  const users = roles.length === EVERYBODY.length ? 'administrators, marketers' : 'administrators';
  const who =
    scope === null ? `${users}, never for API clients` : `${users}, and API clients with the scope ${scope}`;
  return hidden ? `Allowed for ${who}. For other callers the object does not exist.` : `Allowed for ${who}.`;
}
