import type { GraphQLSchema } from 'graphql';

const SCHEMA = `The API of Qiao, which connects WeChat official accounts to a marketing platform (Oracle Eloqua).

Send \`Authorization: Bearer …\` with the token of a marketing user, or with an API key (\`qiao_…\`). You see only the data of your own installation.

An expected refusal is returned in \`userErrors\`. Any other error is a top-level error with a code in \`extensions.code\`.`;

const ROOTS = {
  Query: 'Reads data. Lists are paginated with cursors (Relay connections).',
  Mutation:
    'Changes data. Each mutation has one argument, `input`, and returns the changed object and `userErrors`. If `userErrors` is not empty, nothing was changed.',
  Subscription: 'Sends events over WebSocket, with the protocol `graphql-transport-ws`.',
} as const;

/** Describes the schema itself and its root types, which TypeGraphQL cannot do. */
export function describeSchema(schema: GraphQLSchema): GraphQLSchema {
  schema.description = SCHEMA;
  for (const [name, description] of Object.entries(ROOTS)) {
    const type = schema.getType(name);
    if (type) type.description = description;
  }
  return schema;
}
