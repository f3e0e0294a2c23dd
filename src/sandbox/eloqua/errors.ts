/** A refusal of Eloqua's API. Without a body the answer is empty. */
export class EloquaError extends Error {
  constructor(
    readonly status: number,
    readonly body?: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`HTTP ${status}`);
  }
}

/** What 401 says, and `/id` where it answers at all. */
export const NOT_AUTHENTICATED = 'Not authenticated.';

export const unauthorized = (): EloquaError =>
  new EloquaError(401, NOT_AUTHENTICATED, { 'www-authenticate': 'Bearer' });

export const forbidden = (): EloquaError => new EloquaError(403);
export const notFound = (): EloquaError => new EloquaError(404);
export const conflict = (): EloquaError => new EloquaError(409);

type Requirement = { type: string } & Record<string, unknown>;

/** A parameter of the path or the query is wrong. */
export function parameterError(parameter: string, value: string, requirement: Requirement): EloquaError {
  return new EloquaError(400, { type: 'EndpointParameterError', parameter, requirement, value });
}

/** A property of the body is wrong. The caller's settings decide between one error and an array of it. */
export class ValidationError extends Error {
  constructor(
    readonly objectType: string,
    readonly property: string,
    readonly requirement: Requirement,
    readonly value: unknown = null,
  ) {
    super(`${objectType}.${property}: ${requirement.type}`);
  }

  toEloqua(asArray: boolean): EloquaError {
    const error = {
      type: 'ObjectValidationError',
      container: { type: 'ObjectKey', objectType: this.objectType },
      property: this.property,
      requirement: this.requirement,
      value: this.value,
    };
    return new EloquaError(400, asArray ? [error] : error);
  }
}

/** A refusal of Bulk. */
export function bulkFailure(field: string, value: unknown, constraint: string): EloquaError {
  return new EloquaError(400, { failures: [{ field, value, constraint }] });
}
