import type { ApiKeyScope, Caller, Role } from './context.ts';
import { REQUEST_ERRORS } from './errors.ts';

interface Grant {
  readonly roles: readonly Role[];
  /** The scope that an API key needs; null: API clients may never. */
  readonly scope: ApiKeyScope | 'ANY' | null;
  /** Other callers are not refused: for them the object does not exist. Readers check {@link may} and return nothing. */
  readonly hidden?: true;
}

const EVERYBODY: readonly Role[] = ['ADMINISTRATOR', 'MARKETER'];

/**
 * Who may do what. Every root field of the schema has one of these: `@Authorized` enforces it, and the field's description
 * ends with {@link audienceOf} it. What a marketer sees of it is limited further, by the access of each account.
 */
export const PERMISSIONS = {
  /** What every caller may know. */
  SIGNED_IN: { roles: EVERYBODY, scope: 'ANY' },
  ACCOUNTS_READ: { roles: EVERYBODY, scope: 'ACCOUNTS_READ' },
  ACCOUNTS_WRITE: { roles: ['ADMINISTRATOR'], scope: 'ACCOUNTS_WRITE' },
  /** Authorization sessions: their links let an account be connected, so to read them is to write. */
  SESSIONS_READ: { roles: ['ADMINISTRATOR'], scope: 'ACCOUNTS_WRITE', hidden: true },
  SENDERS_WRITE: { roles: EVERYBODY, scope: 'SENDERS_WRITE' },
  AUDIT_READ: { roles: ['ADMINISTRATOR'], scope: 'AUDIT_READ' },
  /** API keys. A key that could make keys could not be revoked. */
  KEYS: { roles: ['ADMINISTRATOR'], scope: null },
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

/** Why the caller is refused, for people; null if they are not. */
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
