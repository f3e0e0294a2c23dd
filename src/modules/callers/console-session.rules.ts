/** A session ends then, however often it was refreshed. */
export const SESSION_HOURS = 8;

/** How long the code that opens a session works, in seconds. */
export const CODE_SECONDS = 60;

/** How long an access token works, in seconds. */
export const TOKEN_SECONDS = 600;

/** Why a session ended before its time. REUSED: a refresh token came twice, so somebody else may have it. */
export const SESSION_END_REASONS = ['SIGNED_OUT', 'REUSED'] as const;
export type SessionEndReason = (typeof SESSION_END_REASONS)[number];
