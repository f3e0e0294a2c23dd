/** What refuses a user's tokens. */
export interface UserState {
  readonly signedOutAt: Date | null;
  /** Or deleted, in the marketing platform, as last read. */
  readonly disabled: boolean;
}

/**
 * Why a user is refused, as a sentence; null for a user who is not.
 *
 * @param since when the token was issued, or the session began; null if that is not known: it may have been before
 */
export function refusalOf({ signedOutAt, disabled }: UserState, since: Date | null): string | null {
  if (disabled) return 'The user is disabled or was deleted in the marketing platform.';
  return signedOutAt && (since === null || since < signedOutAt)
    ? 'The user was signed out. Get a new token.'
    : null;
}
