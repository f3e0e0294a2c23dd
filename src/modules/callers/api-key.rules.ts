/**
 * Maximum number of keys of an installation that are not revoked. The database enforces it: each key takes one of the
 * places.
 */
export const KEYS_PER_INSTALLATION = 100;

export const NAME_LIMIT = 100;

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly string[];
  /** Null: the key never expires. */
  readonly expiresAt: Date | null;
}

interface KeyFault {
  readonly code: 'REQUIRED' | 'INVALID';
  readonly message: string;
  readonly path: readonly string[];
}

/** All faults of a new key, in the order of the input's fields. */
export function faultsOf({ name, scopes, expiresAt }: NewApiKey, now: Date): KeyFault[] {
  const faults: KeyFault[] = [];
  if (name === '') {
    const message = 'Name the key after the program that will use it.';
    faults.push({ code: 'REQUIRED', message, path: ['name'] });
  } else if (name.length > NAME_LIMIT || /[\p{Cc}\p{Surrogate}]/u.test(name)) {
    const message = `A name is one line of at most ${NAME_LIMIT} characters.`;
    faults.push({ code: 'INVALID', message, path: ['name'] });
  }
  if (scopes.length === 0) {
    const message = 'Give at least one scope. A key without a scope cannot do anything.';
    faults.push({ code: 'REQUIRED', message, path: ['scopes'] });
  }
  if (expiresAt !== null && expiresAt <= now) {
    faults.push({ code: 'INVALID', message: 'The expiry must be in the future.', path: ['expiresAt'] });
  }
  return faults;
}
