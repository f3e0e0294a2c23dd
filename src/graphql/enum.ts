import { registerEnumType } from 'type-graphql';

/** Creates a schema enum from the values that the rules use, each with its description for client developers. */
export function schemaEnum<V extends string>(
  name: string,
  description: string,
  values: Readonly<Record<V, string>>,
): { [K in V]: K } {
  const members = Object.fromEntries(Object.keys(values).map((value) => [value, value])) as { [K in V]: K };
  registerEnumType(members, {
    name,
    description,
    valuesConfig: Object.fromEntries(
      Object.entries<string>(values).map(([value, text]) => [value, { description: text }]),
    ) as { [K in V]: { description: string } },
  });
  return members;
}
