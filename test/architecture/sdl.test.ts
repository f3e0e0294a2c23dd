import { readFileSync } from 'node:fs';
import {
  buildSchema,
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  type GraphQLNamedType,
  GraphQLObjectType,
  getNamedType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { describe, expect, test } from 'vitest';

const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
);

type Described = readonly [coordinate: string, description: string | null | undefined];

/** Every element of the schema that can carry a description, by its coordinate. */
function elements(type: GraphQLNamedType): Described[] {
  const self: Described[] = [[type.name, type.description]];
  if (type instanceof GraphQLEnumType)
    return [
      ...self,
      ...type.getValues().map((value): Described => [`${type.name}.${value.name}`, value.description]),
    ];
  if (type instanceof GraphQLInputObjectType) {
    const fields = Object.values(type.getFields());
    return [...self, ...fields.map((field): Described => [`${type.name}.${field.name}`, field.description])];
  }
  if (!(type instanceof GraphQLObjectType || type instanceof GraphQLInterfaceType)) return self;
  const fields = Object.values(type.getFields()).flatMap((field): Described[] => [
    [`${type.name}.${field.name}`, field.description],
    ...field.args.map((arg): Described => [`${type.name}.${field.name}(${arg.name}:)`, arg.description]),
  ]);
  return [...self, ...fields];
}

describe('descriptions', () => {
  const all: Described[] = [['schema', schema.description], ...types.flatMap(elements)];

  test('exist for the schema and every type, field, argument, input field and enum value', () => {
    expect(all.length).toBeGreaterThan(150);
    const without = all.filter(([, description]) => !description?.trim()).map(([coordinate]) => coordinate);
    expect(without).toEqual([]);
  });

  test('are sentences: they begin with a capital letter or a name, and end with a full stop', () => {
    const scalars = types.filter(isScalarType).map(({ name }) => name);
    const other = all.filter(
      ([coordinate, description]) =>
        !scalars.includes(coordinate) && !/^[A-Z`"].*\.$/s.test(description ?? ''),
    );
    expect(other.map(([coordinate]) => coordinate)).toEqual([]);
  });
});

describe('names', () => {
  const capital = (name: string) => `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const fieldsOf = (type: GraphQLObjectType | null | undefined) => Object.values(type?.getFields() ?? {});

  test.each(fieldsOf(schema.getMutationType()).map((field) => [field.name, field] as const))(
    '%s(input: …Input!): …Payload!',
    (name, field) => {
      expect(name).toMatch(
        /^((add|adopt|authorize|cancel|configure|remove|renew|update|set|create|delete|erase|export|link|unlink|revoke|accept|retry|test|signOut|synchronize)[A-Z]\w+|redeliver)$/,
      );
      expect(field.args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual([`input: ${capital(name)}Input!`]);
      expect(String(field.type)).toBe(`${capital(name)}Payload!`);
    },
  );

  const payloads = types.filter((type) => type.name.endsWith('Payload')) as GraphQLObjectType[];

  test.each(payloads.map((payload) => [payload.name, payload] as const))(
    '%s has one object, named as its type and null when it was refused, and userErrors',
    (name, payload) => {
      const { userErrors, ...objects } = payload.getFields();
      expect(String(userErrors?.type)).toBe('[UserError!]!');
      // What is shown only once, and how many deliveries are tried again, is in no object.
      const once = {
        CreateApiKeyPayload: 'secret',
        ExportFollowerPayload: 'export',
        RedeliverPayload: 'count',
      }[name];
      const [object, ...others] = Object.values(objects).filter((field) => field.name !== once);
      expect(others).toEqual([]);
      if (once) expect(objects).toHaveProperty(once);
      expect(capital(object?.name ?? '')).toBe(String(object?.type));
    },
  );

  test('every mutation has its payload, and every payload its mutation', () => {
    const mutations = fieldsOf(schema.getMutationType()).map(({ name }) => capital(name));
    expect(payloads.map(({ name }) => name).toSorted()).toEqual(
      mutations.map((name) => `${name}Payload`).toSorted(),
    );
  });

  test('fields and arguments are in camelCase, types in PascalCase, enum values in CAPITALS', () => {
    const wrong = types.flatMap(elements).filter(([coordinate]) => {
      const [type = '', member] = coordinate.split(/[.(:]+/);
      const isEnum = schema.getType(type) instanceof GraphQLEnumType;
      return (
        !/^[A-Z][A-Za-z]+$/.test(type) ||
        (member && !(isEnum ? /^[A-Z][A-Z_]+$/ : /^[a-z][A-Za-z]+$/).test(member))
      );
    });
    expect(wrong.map(([coordinate]) => coordinate)).toEqual([]);
  });

  // Subscribers with the same view share a result, unless they ask for a field of such a name.
  test('what each viewer may do is in fields named viewer…', () => {
    const shared = new Set<string>();
    const ofViewers: string[] = [];
    const walk = (type: GraphQLNamedType): void => {
      if (!(type instanceof GraphQLObjectType) || shared.has(type.name)) return;
      shared.add(type.name);
      for (const { name, description, type: below } of Object.values(type.getFields())) {
        if (name.startsWith('viewer')) continue;
        if (/\byou may\b/i.test(description ?? '')) ofViewers.push(`${type.name}.${name}`);
        walk(getNamedType(below));
      }
    };
    for (const field of fieldsOf(schema.getSubscriptionType())) walk(getNamedType(field.type));
    expect(shared.size).toBeGreaterThan(10);
    expect(ofViewers).toEqual([]);
  });

  test('an object with an id that can be fetched again is a Node', () => {
    const withId = types.filter((type) => type instanceof GraphQLObjectType && 'id' in type.getFields());
    const others = withId.filter(
      (type) => !(type as GraphQLObjectType).getInterfaces().some(({ name }) => name === 'Node'),
    );
    // These are known by what they are bound to, or elsewhere, and have no object of their own here.
    expect(others.map(({ name }) => name).toSorted()).toEqual(['AuditActor', 'Contact', 'OpenPlatform']);
  });
});
