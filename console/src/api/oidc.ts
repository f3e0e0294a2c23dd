/** To be made. */
export function leaveForSignIn(): void {}
