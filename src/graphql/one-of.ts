import { type GraphQLSchema, isInputObjectType } from 'graphql';

/** `@Extensions(ONE_OF)` at an input type, all of whose fields are nullable: exactly one of them must be given. */
export const ONE_OF = { oneOf: true } as const;

/** Makes these input types `@oneOf`, which TypeGraphQL cannot do. */
export function withOneOf(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()))
    if (isInputObjectType(type) && type.extensions.oneOf === true) type.isOneOf = true;
  return schema;
}
