/**
 * The items as PostgreSQL writes an array, for a parameter that SQL casts: `any(?::text[])`. The ORM would make a list of
 * parameters of a JavaScript array.
 */
export const arrayLiteral = (items: readonly string[]): string =>
  `{${items.map((item) => `"${item.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
