import type { GraphQLSchema } from 'graphql';
import { REQUEST_ERRORS } from '../kernel/errors.ts';
import { LARGEST_PAGE } from './connection.ts';
import { LIMITS } from './limits.ts';

const descriptionFor = (
  platform: string,
) => `The API of Qiao, which connects WeChat official accounts to a marketing platform (${platform}).

Send \`Authorization: Bearer …\` with the token of a marketing user, or with an API key (\`qiao_…\`). You see only the data of your own installation.

An expected refusal is returned in \`userErrors\`. Any other error is a top-level error with a code in \`extensions.code\` and a \`requestId\`; \`retryable\` is true if the same operation may succeed later. The codes:

${Object.entries(REQUEST_ERRORS)
  .map(([code, { text }]) => `- ${code}: ${text}`)
  .join('\n')}

Limits of an operation: a document of ${LIMITS.documentBytes / 1024} kB and ${LIMITS.tokens} tokens, ${LIMITS.depth} levels of fields, ${LIMITS.rootFields} root fields, ${LIMITS.aliases} aliases and repeated fields, ${LIMITS.directives} directives, ${LIMITS.fields} fields (each fragment counts as often as it is used), variables of ${LIMITS.variablesDepth} levels and ${LIMITS.variablesFields} fields, pages of ${LARGEST_PAGE} objects, ${LIMITS.deadlineMs / 1000} seconds, and a cost of ${LIMITS.cost} points. One point is ten objects that may be returned: page sizes multiply, values of an object are free. \`extensions.cost\` says what an operation cost, and how many points you have left.`;

const ROOTS = {
  Query: 'Reads data. Lists are paginated with cursors (Relay connections).',
  Mutation:
    'Changes data. Each mutation has one argument, `input`, and returns the changed object and `userErrors`. If `userErrors` is not empty, nothing was changed.',
  Subscription: 'Sends events over WebSocket, with the protocol `graphql-transport-ws`.',
} as const;

/**
 * Describes the schema itself and its root types, which TypeGraphQL cannot do.
 *
 * @param platform what people call the marketing platform
 */
export function describeSchema(schema: GraphQLSchema, platform: string): GraphQLSchema {
  schema.description = descriptionFor(platform);
  for (const [name, description] of Object.entries(ROOTS)) {
    const type = schema.getType(name);
    if (type) type.description = description;
  }
  return schema;
}
