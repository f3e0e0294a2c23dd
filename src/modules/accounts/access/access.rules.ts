import type { IsId } from '../settings/reference.rules.ts';

export const ACCESS_MODES = ['ALL_USERS', 'SELECTED_USERS'] as const;
export type AccessMode = (typeof ACCESS_MODES)[number];

/** Who may use an account. ALL_USERS keeps no list. */
export interface Access {
  readonly mode: AccessMode;
  readonly userIds: readonly string[];
}

export interface AccessChanges {
  /** Null or undefined: unchanged. */
  readonly mode?: AccessMode | null | undefined;
  readonly addUserIds: readonly string[];
  readonly removeUserIds: readonly string[];
}

interface AccessFault {
  readonly code: 'INVALID' | 'ACCESS_WOULD_BE_EMPTY' | 'USER_NOT_FOUND';
  readonly message: string;
  readonly path: readonly string[];
}

export const OPEN_ACCESS: Access = { mode: 'ALL_USERS', userIds: [] };
const USERS_LIMIT = 500;

const invalid = (message: string, path: readonly string[]): AccessFault => ({
  code: 'INVALID',
  message,
  path,
});

/** For users to add. Users to remove may have been deleted. */
export const unknownUser = (path: readonly string[]): AccessFault => ({
  code: 'USER_NOT_FOUND',
  message: 'The marketing platform has no such user, or they cannot sign in.',
  path,
});

/** Faults of the access of a new account. */
export function accessFaults({ mode, userIds }: Access, isUserId: IsId): AccessFault[] {
  const path = ['access', 'userIds'];
  if (mode === 'ALL_USERS') {
    const message = 'With ALL_USERS everybody may use the account: give no userIds.';
    return userIds.length > 0 ? [invalid(message, path)] : [];
  }
  if (userIds.length === 0) return [wouldBeEmpty(path)];
  return listFaults(userIds, path, isUserId);
}

/** Faults of a change of the access, by itself and against the current access. */
export function accessChangeFaults(current: Access, changes: AccessChanges, isUserId: IsId): AccessFault[] {
  const { addUserIds, removeUserIds } = changes;
  const after = accessAfter(current, changes);
  if (after.mode === 'ALL_USERS') {
    const message = 'With ALL_USERS everybody may use the account: there is no list to change.';
    return [
      ...(addUserIds.length > 0 ? [invalid(message, ['addUserIds'])] : []),
      ...(removeUserIds.length > 0 ? [invalid(message, ['removeUserIds'])] : []),
    ];
  }
  const both = removeUserIds.flatMap((id, index) =>
    addUserIds.includes(id)
      ? [invalid('A user cannot be added and removed at once.', ['removeUserIds', String(index)])]
      : [],
  );
  const faults = [
    ...listFaults(addUserIds, ['addUserIds'], isUserId),
    ...listFaults(removeUserIds, ['removeUserIds'], isUserId),
    ...both,
  ];
  if (faults.length > 0) return faults;
  if (after.userIds.length > USERS_LIMIT) return [tooMany(['addUserIds'])];
  if (after.userIds.length > 0) return [];
  return [wouldBeEmpty([removeUserIds.length > 0 ? 'removeUserIds' : 'addUserIds'])];
}

/** The access after the changes; its list is not sorted. */
export function accessAfter(current: Access, { mode, addUserIds, removeUserIds }: AccessChanges): Access {
  const after = mode ?? current.mode;
  if (after === 'ALL_USERS') return OPEN_ACCESS;
  const removed = new Set(removeUserIds);
  const userIds = [...new Set([...current.userIds, ...addUserIds])].filter((id) => !removed.has(id));
  return { mode: after, userIds };
}

/** The users who may no longer use the account; EVERYBODY_ELSE: all who are not selected now. */
export function usersLosingAccess(before: Access, after: Access): readonly string[] | 'EVERYBODY_ELSE' {
  if (after.mode === 'ALL_USERS') return [];
  if (before.mode === 'ALL_USERS') return 'EVERYBODY_ELSE';
  return before.userIds.filter((id) => !after.userIds.includes(id));
}

const wouldBeEmpty = (path: readonly string[]): AccessFault => ({
  code: 'ACCESS_WOULD_BE_EMPTY',
  message: 'Select at least one user.',
  path,
});

const tooMany = (path: readonly string[]) =>
  invalid(`An account can have at most ${USERS_LIMIT} selected users.`, path);

function listFaults(userIds: readonly string[], path: readonly string[], isUserId: IsId): AccessFault[] {
  if (userIds.length > USERS_LIMIT) return [tooMany(path)];
  return userIds.flatMap((id, index) =>
    isUserId(id) ? [] : [invalid('This is not the id of a marketing user.', [...path, String(index)])],
  );
}
