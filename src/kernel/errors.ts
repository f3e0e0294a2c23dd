interface ErrorKind {
  readonly text: string;
  /** `error` is logged: an operator must know of it. */
  readonly level?: 'error';
  /** The same operation may succeed later. */
  readonly retryable?: true;
  /** Of the HTTP answer that has no data. */
  readonly status?: number;
}

/**
 * The registry of errors. There are two families:
 *
 * - A {@link Refusal} is expected: the input cannot be accepted. It reaches the client as `userErrors`, changes
 *   nothing, and is not logged.
 * - A {@link RequestError} ends the operation: authentication, permissions, limits, faults. It reaches the client as a
 *   top-level error with one of the codes below.
 *
 * Any other error is a defect: it is masked, and logged under the request id.
 */
export const REQUEST_ERRORS = {
  UNAUTHENTICATED: { text: 'A valid bearer token is required.', status: 401 },
  FORBIDDEN: { text: 'Your role does not allow this operation.' },
  NOT_FOUND: { text: 'No such object.' },
  INSTALLATION_UNAVAILABLE: {
    text: 'This installation is not available until an administrator has configured it again.',
  },
  BAD_REQUEST: { text: 'The request is not valid.', status: 400 },
  GRAPHQL_PARSE_FAILED: { text: 'The document is not valid GraphQL.', status: 400 },
  GRAPHQL_VALIDATION_FAILED: { text: 'The document does not fit the schema.', status: 400 },
  BAD_USER_INPUT: { text: 'A variable or argument has a wrong value.' },
  OPERATION_RESOLUTION_FAILURE: { text: 'The operation to run is not clear.', status: 400 },
  QUERY_TOO_COMPLEX: { text: 'The operation is too large.', status: 400 },
  THROTTLED: { text: 'Too many requests.', retryable: true, status: 429 },
  IDEMPOTENCY_CONFLICT: { text: 'This idempotency key was used with other input.' },
  PERSISTED_QUERY_NOT_FOUND: { text: 'No such persisted query.', status: 400 },
  DEADLINE_EXCEEDED: { text: 'The operation took too long.', retryable: true, status: 503 },
  SERVICE_UNAVAILABLE: {
    text: 'Qiao is not available for a moment. Try again.',
    level: 'error',
    retryable: true,
    status: 503,
  },
  INTERNAL_SERVER_ERROR: { text: 'Something went wrong on our side.', level: 'error', status: 500 },
} as const satisfies Record<string, ErrorKind>;

export type RequestErrorCode = keyof typeof REQUEST_ERRORS;

export const requestError = (code: RequestErrorCode): ErrorKind => REQUEST_ERRORS[code];

export class RequestError extends Error {
  constructor(
    readonly code: RequestErrorCode,
    message: string = REQUEST_ERRORS[code].text,
  ) {
    super(message);
    this.name = 'RequestError';
  }
}

/** Makes an error of an expected refusal. Nobody reads where it was made, and finding that out is half of its cost. */
export function withoutStack<E extends Error>(make: () => E): E {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The reasons for which an input can be refused. The schema shows each text as the description of its code. */
export const USER_ERRORS = {
  REQUIRED: 'A required value is missing.',
  INVALID: 'A value is not acceptable. The message says why.',
  NOT_FOUND: 'No object has this ID, or you do not have access to it.',
  CONFLICT: 'Someone else changed the object after you read it. Read it again, then retry.',
  FIELD_NOT_SUITABLE: 'The contact field cannot store this value. The message says why.',
  FIELD_ALREADY_MAPPED:
    'The contact field is already mapped by another official account, or for another purpose of this one.',
  UNION_ID_UNAVAILABLE: 'UnionID cannot be mapped because the account is not bound to an open platform.',
  UNION_ID_PLATFORM_DIFFERS:
    'Accounts of another open platform use this UnionID field. Choose another field.',
  UPSTREAM_UNAVAILABLE: 'WeChat or the marketing platform did not answer. Nothing was changed. Retry later.',
  OPERATOR_REQUIRED:
    'WeChat or the marketing platform refuses Qiao itself: its configuration is wrong, or its daily quota is used up. Retrying at once does not help; the message says what its operator must do.',
  CAMPAIGN_NOT_FOUND: 'The marketing platform has no such campaign, or the account has no default campaign.',
  CAMPAIGN_NOT_ACTIVE: 'The campaign is not active or has ended, so it cannot receive activities.',
  USER_NOT_FOUND: 'The marketing platform has no such user, or the user is disabled.',
  TERMS_NOT_ACCEPTED: 'This version of the terms is not in force. Query `terms` for the version to accept.',
  ACCESS_WOULD_BE_EMPTY: 'With SELECTED_USERS, at least one user must remain selected.',
  IMPACT_CHANGED:
    'The impact of the change differs from what you were shown, or the token has expired. Query `changeImpact` again.',
  AUTHORIZATION_IN_PROGRESS: 'The administrator has already confirmed. Wait until the session ends.',
  INSTALLATION_UNAVAILABLE: 'An administrator must first configure the installation again.',
  ACCOUNT_LIMIT_REACHED:
    'The limit of official accounts that were never authorized is reached. Authorize or remove one first.',
  CAPABILITY_MISSING:
    'WeChat does not let the official account do this, because of its type, its verification or its permissions. The message says what is missing.',
  API_KEY_LIMIT_REACHED: 'The limit of API keys is reached. Revoke one first.',
} as const;

export type UserErrorCode = keyof typeof USER_ERRORS;

/** One fault of an input. `path` is its position, starting inside the input object: `['access', 'userIds']`. */
export interface UserFault {
  readonly code: UserErrorCode;
  readonly message: string;
  readonly path?: readonly string[];
}

/** Thrown inside a unit of work, which then rolls back. Contains all faults, not only the first. */
export class Refusal extends Error {
  readonly faults: readonly UserFault[];

  constructor(...faults: UserFault[]) {
    super(faults.map((fault) => fault.code).join(', '));
    this.name = 'Refusal';
    this.faults = faults;
  }
}

/** Throws a {@link Refusal} if there is at least one fault. */
export function refuseIfAny(faults: readonly UserFault[]): void {
  if (faults.length > 0) throw new Refusal(...faults);
}

/** Ends an exhaustive switch: the compiler proves that it is never called. */
export function assertNever(value: never): never {
  throw new Error(`Not handled: ${String(value)}`);
}
