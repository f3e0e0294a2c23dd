/**
 * An array as PostgreSQL writes it, for a parameter with a cast: `any(?::text[])`. The ORM would expand a JavaScript array
 * to a list of parameters.
 */
export const arrayLiteral = (items: readonly string[]): string =>
  `{${items.map((item) => `"${item.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
