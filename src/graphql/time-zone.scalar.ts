import { GraphQLScalarType } from 'graphql';
import { GraphQLTimeZone as Checking } from 'graphql-scalars';

/** A time zone by its IANA name. Only inputs are checked, because that takes half a millisecond. */
export const GraphQLTimeZone = new GraphQLScalarType({ ...Checking.toConfig(), serialize: String });
