import type { HttpFault } from '../../kernel/http.ts';

/** A closed list, so that a `switch` over it can be exhaustive. */
export type EloquaErrorKind =
  /**
   * The access token is invalid, the site has moved, or our IP address or user is not allowed: ask `GET /id`, then
   * refresh.
   */
  | 'UNAUTHORIZED'
  /** The user who installed the app may not do this. */
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  /** The request is not valid; `violations` gives the reasons, if Eloqua does. */
  | 'INVALID'
  /** The name is taken, or something depends on the object. */
  | 'CONFLICT'
  /** Too many calls. */
  | 'THROTTLED'
  /**
   * No usable answer: 5xx, HTML or an empty body instead of JSON, lost connection, timeout. The call may have taken
   * effect.
   */
  | 'UNAVAILABLE'
  /** The authorization code or refresh token was used, has expired or was withdrawn: install again. */
  | 'INVALID_GRANT';

/** One reason for a 400. Null if Eloqua gives none, or in an unknown format. */
export interface Violation {
  /** A property of the sent object, or a parameter of the URL. */
  property: string | null;
  /** Eloqua's name for the rule, for example `UniquenessRequirement`. */
  requirement: string | null;
}

interface Details {
  /** Null if there was no answer. */
  status?: number | null;
  violations?: readonly Violation[];
  /** Eloqua's own word, for example `invalid_client`. */
  word?: string | null;
  /** Under which Eloqua's support finds the call. */
  requestId?: string | null;
  /** What decided and could not be read, as a path; empty: the answer itself. */
  field?: string | null;
  cause?: HttpFault | undefined;
}

/**
 * A call that Eloqua refused or did not answer usably. Contains no secret: bodies and queries are read but not kept.
 */
export class EloquaError extends Error {
  override readonly name = 'EloquaError';
  /** Method and path, for example `GET /api/REST/2.0/system/user/17`. */
  readonly call: string;
  readonly kind: EloquaErrorKind;
  readonly status: number | null;
  readonly violations: readonly Violation[];
  readonly word: string | null;
  readonly requestId: string | null;
  /** Null: no part of the answer was to blame. */
  readonly field: string | null;

  constructor(call: string, kind: EloquaErrorKind, details: Details = {}) {
    const { status = null, violations = [], word = null, requestId = null, field = null, cause } = details;
    const rules = violations.map(({ property, requirement }) => ` ${property ?? '?'}: ${requirement ?? '?'}`);
    super(`Eloqua ${call}: ${status ?? 'no answer'}, ${kind}${rules.join()}`, cause && { cause });
    this.call = call;
    this.kind = kind;
    this.status = status;
    this.violations = violations;
    this.word = word;
    this.requestId = known(requestId, /^[\w.:-]{1,100}$/);
    this.field = field;
  }

  /** True if the same call may succeed later. Only the caller knows whether it may be repeated (see UNAVAILABLE). */
  get retryable(): boolean {
    return this.kind === 'THROTTLED' || this.kind === 'UNAVAILABLE';
  }
}

/** @returns null for success */
export function kindOf(status: number): EloquaErrorKind | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 400 && status < 500) return CLIENT_ERRORS[status] ?? 'INVALID';
  // Documented as "login required"; other redirects lead to something else than the requested object.
  return status === 301 || status === 302 ? 'UNAUTHORIZED' : 'UNAVAILABLE';
}

const CLIENT_ERRORS: Partial<Record<number, EloquaErrorKind>> = {
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  408: 'UNAVAILABLE',
  409: 'CONFLICT',
  410: 'NOT_FOUND',
  412: 'CONFLICT',
  429: 'THROTTLED',
};

/** Reads the body of a 400 of REST (one error or a list) and of Bulk (`failures`). Omits the refused values. */
export function violationsIn(json: unknown): Violation[] {
  const { failures = json } = isObject(json) ? json : {};
  const errors = [failures].flat().filter(isObject);
  return errors.map(({ property, parameter, field, requirement }) => ({
    property: known(property ?? parameter ?? field, /^[A-Za-z][\w.[\]]{0,60}$/),
    requirement: known(isObject(requirement) ? requirement.type : undefined, /^[A-Za-z]{1,60}Requirement$/),
  }));
}

const WORDS =
  /^(invalid_(request|client|grant|scope|token)|unauthorized_client|unsupported_grant_type|access_denied)$/;

/** The `error` of an OAuth endpoint. */
export const wordIn = (json: unknown): string | null => (isObject(json) ? known(json.error, WORDS) : null);

function known(value: unknown, shape: RegExp): string | null {
  return typeof value === 'string' && shape.test(value) ? value : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** For lookups: returns null instead of a NOT_FOUND error. */
export async function orNull<T>(lookup: Promise<T>): Promise<T | null> {
  try {
    return await lookup;
  } catch (error) {
    if (error instanceof EloquaError && error.kind === 'NOT_FOUND') return null;
    throw error;
  }
}
