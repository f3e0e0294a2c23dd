import type { GraphQLFormattedError } from 'graphql';
import { LIMITS } from '../../graphql/limits.ts';

/** The error as it is sent, of a size that does not grow with what the client sent. */
export function brief(
  error: GraphQLFormattedError,
  requestId: string,
  suggest: boolean,
): GraphQLFormattedError {
  const { locations } = error;
  return {
    ...error,
    message: shortened(suggest ? error.message : withoutSuggestion(error.message)),
    ...(locations && { locations: locations.slice(0, 2) }),
    extensions: { ...error.extensions, requestId },
  };
}

/** Messages repeat names and values that were sent; what is wrong with them stands at the end. */
function shortened(message: string): string {
  const half = LIMITS.messageCharacters / 2;
  return message.length > LIMITS.messageCharacters
    ? `${message.slice(0, half)} … ${message.slice(-half)}`
    : message;
}

/** When graphql-js reads variables for Apollo, it suggests names of the schema. */
function withoutSuggestion(message: string): string {
  const start = message.endsWith('?') ? message.lastIndexOf(' Did you mean ') : -1;
  return start < 0 ? message : message.slice(0, start);
}
