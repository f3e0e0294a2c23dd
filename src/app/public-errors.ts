import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import {
  REQUEST_ERRORS,
  RequestError,
  type RequestErrorCode,
  requestError,
  withoutStack,
} from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import { isOutage } from '../kernel/outages.ts';

/** Error codes of libraries that differ from ours. */
const FOREIGN_CODES: Readonly<Record<string, RequestErrorCode>> = {
  PERSISTED_QUERY_NOT_SUPPORTED: 'PERSISTED_QUERY_NOT_FOUND',
  UNAUTHORIZED: 'FORBIDDEN',
};

const isOurs = (code: unknown): code is RequestErrorCode =>
  typeof code === 'string' && Object.hasOwn(REQUEST_ERRORS, code);

/**
 * The error as a client sees it: its own message if a client can fix it, a fixed sentence for a defect. Every error
 * outside the registry is a defect, and is logged under the request id.
 *
 * @param log null: it was logged already
 */
export function publicError(error: GraphQLError, requestId: string, log: Logger | null): GraphQLError {
  const { locations, path } = error.toJSON();
  const { code, message } = classify(error);
  if (requestError(code).level === 'error')
    log?.error({ err: rootCause(error), requestId, path: path?.join('.') }, 'a field failed');
  const { retryAfter } = error.extensions;
  return withoutStack(
    () =>
      new GraphQLError(message, {
        nodes: error.nodes ?? null,
        source: error.source ?? null,
        positions: locations && error.positions ? error.positions : null,
        path: path ?? null,
        extensions: {
          code,
          requestId,
          ...(requestError(code).retryable && { retryable: true }),
          ...(retryAfter !== undefined && { retryAfter }),
        },
      }),
  );
}

function classify(error: GraphQLError): { code: RequestErrorCode; message: string } {
  const cause = rootCause(error);
  if (cause instanceof RequestError) return { code: cause.code, message: cause.message };
  const { code } = error.extensions;
  if (typeof code === 'string' && Object.hasOwn(FOREIGN_CODES, code))
    return fixed(FOREIGN_CODES[code] as RequestErrorCode);
  // Messages of graphql-js itself contain only the client's document and variables.
  if (cause instanceof GraphQLError)
    return { code: isOurs(code) ? code : 'BAD_USER_INPUT', message: error.message };
  return fixed(isOutage(cause) ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR');
}

const fixed = (code: RequestErrorCode) => ({ code, message: REQUEST_ERRORS[code].text });

/** GraphQL wraps errors of resolvers, sometimes twice. */
function rootCause(error: Error): Error {
  return error instanceof GraphQLError && error.originalError ? rootCause(error.originalError) : error;
}

/**
 * The HTTP status where no data was produced; undefined: Apollo's own.
 *
 * @param isRefused whether no field was executed
 */
export function statusOf(errors: readonly GraphQLFormattedError[], isRefused: boolean): number | undefined {
  const statuses = errors.flatMap(({ extensions }) => {
    const code = extensions?.code;
    return isOurs(code) ? (requestError(code).status ?? []) : [];
  });
  if (statuses.length > 0) return Math.max(...statuses);
  return isRefused && errors.length > 0 ? 400 : undefined;
}

const OF_THE_DOCUMENT: ReadonlySet<unknown> = new Set<RequestErrorCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
]);

/** Whether all of them are faults of the document or its variables. */
export const areOfTheDocument = (errors: readonly GraphQLFormattedError[]): boolean =>
  errors.every(({ extensions }) => OF_THE_DOCUMENT.has(extensions?.code));
