import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { ZONE_NAMES } from '../kernel/time-zones.ts';

/** A time zone by its IANA name. Only inputs are checked. */
export const GraphQLTimeZone = new GraphQLScalarType({
  name: 'TimeZone',
  description:
    'An IANA name of a time zone, for example `Asia/Shanghai`, as `timeZones` lists it. Abbreviations such as `CST` mean different zones to different people, and are refused.',
  serialize: String,
  parseValue: checked,
  parseLiteral: (node) => checked(node.kind === Kind.STRING ? node.value : null),
});

function checked(value: unknown): string {
  if (typeof value === 'string' && ZONE_NAMES.has(value)) return value;
  const meant = typeof value === 'string' ? listedNameOf(value.trim()) : null;
  const hint = meant === null ? 'Take a name from the query `timeZones`.' : `Is "${meant}" meant?`;
  throw new GraphQLError(`This is no name of a time zone. ${hint}`);
}

/** The listed name of a zone that was given in another spelling or by an old name (`PRC`); null for abbreviations. */
function listedNameOf(given: string): string | null {
  const lower = given.toLowerCase();
  const spelled = [...ZONE_NAMES].find((name) => name.toLowerCase() === lower);
  if (spelled) return spelled;
  if (/^[a-z]{1,2}st(\d?[a-z]{3})?$|^[a-z]{3}\d[a-z]{3}$/i.test(given)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions();
    return ZONE_NAMES.has(timeZone) ? timeZone : null;
  } catch {
    return null;
  }
}
