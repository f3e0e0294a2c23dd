import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;
export type Operation = 'query' | 'mutation' | 'subscription';

/** What a slot is for: the id of an object, a cursor, a reference to a campaign, words to search for, an impact token. */
export type Takes = 'id' | 'cursor' | 'reference' | 'search' | 'token';

/** A place in an operation where a client names an object: an argument, or a field of an input at any depth. */
export interface Slot {
  readonly operation: Operation;
  /** From the root to the field that has the argument. */
  readonly path: readonly Field[];
  /** The argument, then the fields of its input. */
  readonly at: readonly string[];
  readonly takes: Takes;
  /** The type whose ids are meant. */
  readonly type: string;
  readonly name: string;
}

/** Which type an id is of, by the name of its argument. A new name fails until it is added. */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [/^(accountIds?|subjectId)$/, 'OfficialAccount'],
  [/^sessionId$/, 'AuthorizationSession'],
  [/^(apiKeyId|actorId)$/, 'ApiKey'],
  [/^messageSenderId$/, 'MessageSender'],
  [/^bindingLinkId$/, 'BindingLink'],
  [/^contactId$/, 'Contact'],
  [/FieldId$/, 'ContactField'],
  [/^followerId$/, 'Follower'],
  [/^deliveryIds$/, 'Delivery'],
  [/^(userId|userIds|addUserIds|removeUserIds)$/, 'MarketingUser'],
];
const STRINGS: Readonly<Record<string, Takes | null>> = {
  after: 'cursor',
  before: 'cursor',
  reference: 'reference',
  defaultCampaign: 'reference',
  campaign: 'reference',
  search: 'search',
  openId: 'search',
  emailAddress: 'search',
  impactToken: 'token',
  // Text, which names no object.
  acceptedTermsVersion: null,
  actions: null,
  description: null,
  createdContactDomain: null,
  label: null,
  name: null,
  note: null,
  recipients: null,
  retentionBasis: null,
  sceneKey: null,
  subscribedValue: null,
  unsubscribedValue: null,
};
const SCALARS: Readonly<Record<string, unknown>> = {
  String: 'x',
  Int: 1,
  Boolean: false,
  DateTime: '2030-01-01T00:00:00.000Z',
  TimeZone: 'Asia/Shanghai',
};

function meant(name: string, field: Field): string {
  const [, type] = MEANT.find(([pattern]) => pattern.test(name)) ?? [];
  if (type) return type;
  const returned = getNamedType(field.type).name;
  if (name === 'id' || name === 'ids') return returned === 'Node' ? 'OfficialAccount' : returned;
  throw new Error(`say in kit/slots.ts which type ${field.name}(${name}) means`);
}

/** Every slot of the schema. */
export function slotsOf(schema: GraphQLSchema): Slot[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([operation, type]) =>
    fieldsBelow(type as GraphQLObjectType, operation === 'query').flatMap((path) => slotsAt(operation, path)),
  );
}

/** The fields of a type and, below it, one path to each field of each type. */
function fieldsBelow(root: GraphQLObjectType, isDeep: boolean): Field[][] {
  const seen = new Set<string>([root.name]);
  const paths: Field[][] = Object.values(root.getFields()).map((field) => [field]);
  for (let at = 0; isDeep && at < paths.length; at += 1) {
    const path = paths[at] as Field[];
    const type = getNamedType((path.at(-1) as Field).type);
    if (!isObjectType(type) || seen.has(type.name)) continue;
    seen.add(type.name);
    paths.push(...Object.values(type.getFields()).map((field) => [...path, field]));
  }
  return paths;
}

function slotsAt(operation: Operation, path: readonly Field[]): Slot[] {
  const field = path.at(-1) as Field;
  const found: Slot[] = [];
  const walk = (type: GraphQLInputType, at: readonly string[]): void => {
    const inner = getNamedType(type);
    if (isInputObjectType(inner)) {
      for (const one of Object.values(inner.getFields())) walk(one.type, [...at, one.name]);
      return;
    }
    const named = at.at(-1) as string;
    const takes = inner.name === 'ID' ? 'id' : inner.name === 'String' ? STRINGS[named] : null;
    const name = `${operation} ${path.map((one) => one.name).join('.')}(${at.join('.')})`;
    if (takes === undefined) throw new Error(`say in kit/slots.ts what ${name} takes`);
    if (takes) {
      const type = takes === 'id' ? meant(named, field) : getNamedType(field.type).name;
      found.push({ operation, path, at, takes, type, name });
    }
  };
  for (const argument of field.args) walk(argument.type, [argument.name]);
  return found;
}

export interface Payload {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** An object's global id, by its type. */
export type Ids = Readonly<Record<string, string>>;

/**
 * The operation of a path, with the arguments that it must have.
 *
 * @param values what stands in which slot of the last field
 * @param ids where an id must be given and no value stands
 */
export function operationOf(
  { operation, path }: Pick<Slot, 'operation' | 'path'>,
  values: readonly (readonly [at: readonly string[], value: string])[],
  ids: Ids,
): Payload {
  const variables: Record<string, unknown> = {};
  const definitions: string[] = [];
  const write = (index: number): string => {
    const field = path[index] as Field;
    const isLast = index === path.length - 1;
    const given = isLast ? values : [];
    const args = field.args.flatMap((argument) => {
      const below = given.filter(([[first]]) => first === argument.name);
      if (!isNonNullType(argument.type) && below.length === 0) return [];
      const variable = `v${definitions.length}`;
      definitions.push(`$${variable}: ${argument.type}`);
      const inner = below.map(([at, value]) => [at.slice(1), value] as const);
      variables[variable] = inputOf(argument.type, argument.name, field, inner, ids);
      return [`${argument.name}: $${variable}`];
    });
    const selected = isLast ? selectionOf(field.type, path.length + 1) : ` { ${write(index + 1)} }`;
    return `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${selected}`;
  };
  const body = write(0);
  return {
    query: `${operation}${definitions.length > 0 ? `(${definitions.join(', ')})` : ''} { ${body} }`,
    variables,
  };
}

function inputOf(
  type: GraphQLInputType,
  name: string,
  field: Field,
  given: readonly (readonly [readonly string[], string])[],
  ids: Ids,
): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return [inputOf(inner.ofType, name, field, given, ids)];
  if (isInputObjectType(inner)) {
    const entries = Object.values(inner.getFields()).flatMap((one) => {
      const below = given.filter(([[first]]) => first === one.name);
      if (!isNonNullType(one.type) && below.length === 0) return [];
      const deeper = below.map(([at, value]) => [at.slice(1), value] as const);
      return [[one.name, inputOf(one.type, one.name, field, deeper, ids)]];
    });
    if (entries.length > 0 || !inner.isOneOf) return Object.fromEntries(entries);
    // One of them must be given: a text, which names nothing.
    const text = Object.values(inner.getFields()).find(({ type }) => getNamedType(type).name === 'String');
    return text ? { [text.name]: inputOf(text.type, text.name, field, [], ids) } : {};
  }
  if (given[0]) return given[0][1];
  if (isEnumType(inner)) return inner.getValues().at(-1)?.name;
  const value = inner.name === 'ID' ? ids[meant(name, field)] : SCALARS[inner.name];
  if (value === undefined) throw new Error(`say in kit/slots.ts what ${field.name}(${name}: ${type}) may be`);
  return value;
}

/** How deep fields may be nested. */
const DEEPEST = 10;

/** Everything below a type; a type that occurs a second time, or as deep as fields may be, only by its id. */
export function selectionOf(type: Field['type'], level: number, seen = new Set<string>()): string {
  const inner = getNamedType(type);
  if (!('getFields' in inner)) return '';
  if (!isObjectType(inner)) return ' { __typename id }';
  const fields = Object.values(inner.getFields());
  if (seen.has(inner.name) || level >= DEEPEST)
    return fields.some(({ name }) => name === 'id') ? ' { __typename id }' : ' { __typename }';
  seen.add(inner.name);
  const selected = fields.map((field) => {
    // A whole page of each list would cost more than an operation may.
    const page = field.args.some(({ name }) => name === 'first') ? '(first: 8)' : '';
    return `${field.name}${page}${selectionOf(field.type, level + 1, seen)}`;
  });
  return ` { __typename ${selected.join(' ')} }`;
}
