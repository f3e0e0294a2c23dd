/**
 * The registry of errors. Two families, and no third:
 *
 * - a {@link Refusal} is expected: the input cannot be accepted. It reaches the client as `userErrors`, changes nothing,
 *   and is not logged.
 * - a {@link RequestError} ends the operation: authentication, permission, limits, faults. It reaches the client as a
 *   top-level error with one of the closed codes below. Anything else that is thrown is a defect: masked, and logged
 *   under the request id.
 */
export const REQUEST_ERRORS = {
  UNAUTHENTICATED: { text: 'A valid bearer token is required.', level: 'info', retryable: false },
  FORBIDDEN: { text: 'Your role does not allow this operation.', level: 'info', retryable: false },
  NOT_FOUND: { text: 'No such object.', level: 'info', retryable: false },
  INSTALLATION_UNAVAILABLE: {
    text: 'This installation is not available until an administrator has configured it again.',
    level: 'info',
    retryable: false,
  },
  BAD_REQUEST: { text: 'The request is not valid.', level: 'info', retryable: false },
  GRAPHQL_PARSE_FAILED: { text: 'The document is not valid GraphQL.', level: 'info', retryable: false },
  GRAPHQL_VALIDATION_FAILED: {
    text: 'The document does not fit the schema.',
    level: 'info',
    retryable: false,
  },
  BAD_USER_INPUT: { text: 'A variable or argument has a wrong value.', level: 'info', retryable: false },
  OPERATION_RESOLUTION_FAILURE: {
    text: 'The operation to run is not clear.',
    level: 'info',
    retryable: false,
  },
  QUERY_TOO_COMPLEX: { text: 'The operation is too large.', level: 'info', retryable: false },
  THROTTLED: { text: 'Too many requests.', level: 'info', retryable: true },
  IDEMPOTENCY_CONFLICT: {
    text: 'This idempotency key was used with other input.',
    level: 'info',
    retryable: false,
  },
  PERSISTED_QUERY_NOT_FOUND: { text: 'No such persisted query.', level: 'info', retryable: false },
  DEADLINE_EXCEEDED: { text: 'The operation took too long.', level: 'warn', retryable: true },
  INTERNAL_SERVER_ERROR: { text: 'Something went wrong on our side.', level: 'error', retryable: true },
} as const;

export type RequestErrorCode = keyof typeof REQUEST_ERRORS;

export class RequestError extends Error {
  constructor(
    readonly code: RequestErrorCode,
    message: string = REQUEST_ERRORS[code].text,
  ) {
    super(message);
    this.name = 'RequestError';
  }
}

/** Every reason for which an input can be refused, with what a client should do about it (shown in the schema). */
export const USER_ERRORS = {
  REQUIRED: 'A value is missing.',
  INVALID: 'A value is not acceptable; the message says why.',
  NOT_FOUND: 'The object does not exist, or not for you.',
  CONFLICT: 'Somebody else changed the object since you read it: read it again.',
  FIELD_NOT_SUITABLE: 'The contact field cannot hold this; the message says why.',
  FIELD_ALREADY_MAPPED: 'Another official account, or another purpose of this one, uses this contact field.',
  UNION_ID_UNAVAILABLE: 'UnionID cannot be mapped: the account is bound to no open platform.',
  UNION_ID_PLATFORM_DIFFERS: 'This UnionID field is used by accounts of another open platform.',
  UPSTREAM_UNAVAILABLE: 'WeChat or the marketing platform did not answer. Nothing changed: try again.',
  CAMPAIGN_NOT_FOUND: 'The marketing platform has no such campaign.',
  CAMPAIGN_NOT_ACTIVE: 'The campaign is not active, or has ended: activity cannot be booked on it.',
  USER_NOT_FOUND: 'The marketing platform has no such user, or has disabled them.',
  TERMS_NOT_ACCEPTED: 'The version of the terms is not one that can be accepted: read `terms`.',
  ACCESS_WOULD_BE_EMPTY: 'With SELECTED_USERS at least one user must remain.',
  IMPACT_CHANGED: 'What the change breaks is not what you were shown: read `changeImpact` again.',
  AUTHORIZATION_IN_PROGRESS: 'The administrator has confirmed already: wait for the end of the session.',
  INSTALLATION_UNAVAILABLE: 'The installation must be configured again first.',
  ACCOUNT_LIMIT_REACHED: 'No further account can be added: remove one first.',
  API_KEY_LIMIT_REACHED: 'No further API key can be created: revoke one first.',
} as const;

export type UserErrorCode = keyof typeof USER_ERRORS;

/** One fault of an input. `path` leads to it, starting at the input object: `['access', 'userIds']`. */
export interface UserFault {
  readonly code: UserErrorCode;
  readonly message: string;
  readonly path?: readonly string[];
}

/** Thrown inside a unit of work, which it rolls back; carries every fault found, not only the first. */
export class Refusal extends Error {
  readonly faults: readonly UserFault[];

  constructor(...faults: UserFault[]) {
    super(faults.map((fault) => fault.code).join(', '));
    this.name = 'Refusal';
    this.faults = faults;
  }
}

/** Throws one {@link Refusal} if there is any fault. */
export function refuseIfAny(faults: readonly UserFault[]): void {
  if (faults.length > 0) throw new Refusal(...faults);
}

/** For the end of an exhaustive switch: the compiler proves that it is never reached. */
export function assertNever(value: never): never {
  throw new Error(`Not handled: ${String(value)}`);
}
