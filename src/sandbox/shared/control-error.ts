/** A refusal of the control API: `{error: {code, message, path}}`. */
export class ControlError extends Error {
  constructor(
    readonly status: 400 | 403 | 404 | 409 | 429,
    readonly code: string,
    message: string,
    readonly path: readonly string[] = [],
  ) {
    super(message);
  }
}
