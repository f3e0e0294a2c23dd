import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { startServer } from '../../src/app/server.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { BothWays, codesOf, type Told } from '../kit/both-ways.ts';
import { isFull, random } from '../kit/depth.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { storedButCatalogues } from '../kit/stored.ts';
import { addAccount, COMPLETE, openSession } from '../kit/stories.ts';

const COUNT = isFull() ? 50_000 : 600;
const SITE = 'verdicts';
const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));

const qiao = useQiao();
let admin: BothWays;
/** Sends the mutations, which would change something if an administrator sent them. */
let marketer: BothWays;
/** IDs and other values that mean something here, among those that do not. */
let ids: string[];
beforeAll(async () => {
  const caller = await qiao.caller({ site: SITE });
  const account = await addAccount(caller, COMPLETE);
  const session = await openSession(caller, account.id);
  ids = [
    account.id,
    session.id,
    ...['MarketingUser:17', 'Campaign:1234', 'ContactField:100191'].map(base64url),
  ];
  const quota = { bucket: 1e9, restorePerSecond: 1e9 };
  const log = createLogger('silent');
  const server = await startServer(qiao.services, { port: 0, sandbox: true, quota }, log);
  const url = `http://localhost:${server.port}/graphql`;
  admin = await BothWays.open(url, await qiao.token({ site: SITE }));
  marketer = await BothWays.open(url, await qiao.token({ site: SITE, user: '4', role: 'marketer' }));
  qiao.onClose(async () => {
    admin.close();
    marketer.close();
    await server.close();
  });
});

const base64url = (text: string) => Buffer.from(text).toString('base64url');

interface Payload {
  readonly query: string;
  readonly variables?: object;
  readonly operationName?: string;
}

/** Operations from the schema, most of them wrong in some way. */
class Generator {
  private readonly next = random('verdicts');
  private fragments: string[] = [];
  private definitions: string[] = [];
  private variables: Record<string, unknown> = {};

  /** A payload, as a client sends it. */
  payload(): Payload {
    this.fragments = [];
    this.definitions = [];
    this.variables = {};
    const isMutation = this.chance(0.15);
    const root = isMutation ? schema.getMutationType() : schema.getQueryType();
    const body = this.chance(0.08)
      ? this.hostile()
      : this.selection(root as GraphQLObjectType, this.below(5) + 1);
    const name = this.chance(0.2) ? this.one(['A', '__proto__', 'constructor']) : '';
    const definitions = this.definitions.length > 0 ? `(${this.definitions.join(' ')})` : '';
    const header =
      isMutation || name || definitions
        ? `${isMutation ? 'mutation' : 'query'} ${name || 'Q'}${definitions} `
        : '';
    const query = this.spoiled([header + body, ...this.fragments].join(' '));
    return {
      query,
      ...(this.chance(0.9) && { variables: this.variables }),
      ...(this.chance(0.08) && { operationName: this.one(['A', 'B', '__proto__', 'toString']) }),
    };
  }

  private selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields());
    const count = 1 + this.below(this.chance(0.05) ? 20 : 4);
    const drawn = Array.from({ length: count }, () => this.one(fields));
    // Twice the same field is a conflict where their arguments differ.
    const distinct = this.chance(0.9) ? [...new Set(drawn)] : drawn;
    const selected = distinct.map((field) => this.field(type, field, depth));
    if (this.chance(0.1)) selected.push('__typename');
    if (this.chance(0.04))
      selected.push(this.one(['nothing', '__proto__', 'toString', '__schema { queryType { name } }']));
    return `{ ${selected.join(' ')} }`;
  }

  private field(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, depth: number): string {
    const alias = this.chance(0.08) ? `${this.one(['a', 'b', 'constructor', '__proto__'])}: ` : '';
    const directive = this.chance(0.04)
      ? this.one([' @skip(if: true)', ' @include(if: false)', ' @nothing'])
      : '';
    const given = field.args.filter((argument) => isNonNullType(argument.type) || this.chance(0.3));
    const values = given.filter(() => this.chance(0.98)).map((argument) => this.argument(argument));
    const text = `${alias}${field.name}${values.length > 0 ? `(${values.join(', ')})` : ''}${directive}`;
    const inner = getNamedType(field.type);
    const selection = this.selectionBelow(inner as never, depth);
    const whole = `${text}${this.chance(0.01) ? '' : selection}`;
    if (this.chance(0.06)) return `... on ${this.chance(0.9) ? parent.name : 'Campaign'} { ${whole} }`;
    if (!this.chance(0.06)) return whole;
    const name = `F${this.fragments.length}`;
    const circle = this.chance(0.1) ? `...${name} ` : '';
    this.fragments.push(`fragment ${name} on ${parent.name} { ${circle}${whole} }`);
    return this.one([`...${name}`, `...${name} ...${name}`]);
  }

  private selectionBelow(inner: GraphQLObjectType, depth: number): string {
    if (isInterfaceType(inner)) return ' { id __typename }';
    if (!isObjectType(inner)) return '';
    return depth === 0 ? ' { __typename }' : ` ${this.selection(inner, depth - 1)}`;
  }

  private argument(argument: GraphQLArgument): string {
    const value = this.value(argument.type, 3);
    if (this.chance(0.7)) return `${argument.name}: ${literal(value)}`;
    const variable = `${this.one(['v', 'constructor', 'toString'])}${this.definitions.length}`;
    const hasDefault = this.chance(0.1);
    this.definitions.push(
      `$${variable}: ${this.chance(0.95) ? argument.type : 'Boolean'}${hasDefault ? ` = ${literal(value)}` : ''}`,
    );
    if (!hasDefault && this.chance(0.95)) this.variables[variable] = value;
    return `${argument.name}: $${variable}`;
  }

  private value(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.chance(0.02) ? null : this.value(type.ofType, depth);
    if (this.chance(0.03))
      return this.one<unknown>([null, {}, [], [[['x']]], -1, 1e30, true, 'x'.repeat(3000)]);
    if (isListType(type)) return Array.from({ length: this.below(4) }, () => this.value(type.ofType, depth));
    if (isEnumType(type)) return new Name(this.one(type.getValues()).name);
    if (isInputObjectType(type)) {
      if (depth === 0) return {};
      const fields = Object.values(type.getFields()).filter(
        (one) => isNonNullType(one.type) || this.chance(0.4),
      );
      return Object.fromEntries(fields.map((one) => [one.name, this.value(one.type, depth - 1)]));
    }
    if (type.name === 'Int') return this.one([0, 1, 5, 20, 100, 101, -1]);
    if (type.name === 'Boolean') return this.chance(0.5);
    return this.one([...ids, 'x', '', '网', '17', `${'y'.repeat(200)}`, '\u0000', '__proto__']);
  }

  private hostile(): string {
    const count = this.one([12, 16, 200]);
    const times = (text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join(' ');
    return this.one([
      `{ ${times((n) => `a${n}: __typename`)} }`,
      `{ viewer { ${times(() => 'role')} } }`,
      `{ viewer ${times(() => '@skip(if: true)')} { role } }`,
      `{ ${times(() => 'a {')} b ${times(() => '}')} }`,
      `{ ${times((n) => `a${n}: timeZones { name }`)} }`,
      `{ ${times((n) => `a${n}: __schema { types { name } }`)} }`,
      `{ ...X0 } ${times((n) => `fragment X${n} on Query { ...X${n + 1} ...X${n + 1} }`)} fragment X${count} on Query { __typename }`,
      `{ node(id: ${times(() => '[')}1${times(() => ']')}) { id } }`,
      `{ officialAccounts(first: 100) { edges { node { messageSenders(first: ${count}) { edges { node { account { id } } } } } } } }`,
    ]);
  }

  /** Sometimes a document that is damaged on its way. */
  private spoiled(query: string): string {
    if (!this.chance(0.08)) return query;
    const at = this.below(query.length);
    return this.one([
      query.slice(0, at),
      `${query.slice(0, at)}${this.one(['"', '{', '}', '#', '$', '\u0000', '@', '网'])}${query.slice(at)}`,
      `${query} # ${'x'.repeat(17_000)}`,
      `${query} ${query}`,
      '',
    ]);
  }

  private chance(share: number): boolean {
    return this.next() < share;
  }

  private below(count: number): number {
    return Math.floor(this.next() * count);
  }

  private one<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

/** Of an enum: a name in a document, a string in variables. */
class Name {
  constructor(private readonly name: string) {}
  toString = () => this.name;
  toJSON = () => this.name;
}

function literal(value: unknown): string {
  if (value instanceof Name) return String(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, one]) => `${name}: ${literal(one)}`)
    .join(', ')} }`;
}

/** Without what is another one each time: tokens, and when something was read or ends. */
const lasting = (data: unknown): unknown =>
  JSON.parse(
    // By their values: a field may have an alias.
    JSON.stringify(data ?? null, (_key, value) =>
      typeof value === 'string' && VOLATILE.some((kind) => kind.test(value)) ? null : value,
    ),
  );
const VOLATILE = [/^\d{4}-\d\d-\d\dT[\d:.]+Z$/, /^v1\.\d+\./];

/** How many are under way at once. */
const AT_ONCE = 16;

test(`${COUNT} operations of all kinds have one verdict over HTTP and WebSocket, which is never an accident`, async () => {
  const generator = new Generator();
  const before = await storedButCatalogues(qiao);
  const verdicts = new Map<string, number>();
  for (let count = 0; count < COUNT; count += AT_ONCE) {
    const payloads = Array.from({ length: AT_ONCE }, () => generator.payload());
    const answered = answeredInTime(Promise.all(payloads.map(verdictOn)), payloads);
    for (const verdict of (await answered).flat()) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  }
  expect([...verdicts.keys()], 'all of these are there').toEqual(expect.arrayContaining(KINDS));
  expect(await storedButCatalogues(qiao), 'nothing is changed').toEqual(before);
}, 1_800_000);

/** Six times as long as an operation may take, so that it is the operation that hangs and not the machine. */
const HANGS_MS = 60_000;

function answeredInTime<T>(answers: Promise<T>, payloads: readonly Payload[]): Promise<T> {
  const { promise: hangs, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`no answer to one of ${JSON.stringify(payloads)}`)),
    HANGS_MS,
  );
  return Promise.race([answers, hangs]).finally(() => clearTimeout(timer));
}

/** So many that none of them is missing by chance. */
const KINDS = [
  'DATA',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'QUERY_TOO_COMPLEX',
];

/** Of several fields that leave no data, the first one that fails is told: which one that is, is chance. */
const isRace = (...answers: readonly Told[]): boolean => {
  const paths = answers.map(({ data, errors }) => (data ? undefined : errors[0]?.path?.join('.')));
  return paths.every((path) => path !== undefined) && new Set(paths).size > 1;
};

/** The codes of its errors, or that there is data. */
async function verdictOn(payload: Payload): Promise<string[]> {
  const what = JSON.stringify(payload).slice(0, 2000);
  const by = payload.query.includes('mutation') ? marketer : admin;
  const [http, socket] = await Promise.all([by.overHttp(payload), by.overWebSocket(payload)]);
  const codes = codesOf(http);
  if (!isRace(http, socket)) expect(codesOf(socket), what).toEqual(codes);
  expect([...codes, ...codesOf(socket)], what).not.toContain('INTERNAL_SERVER_ERROR');
  expect(lasting(socket.data), what).toEqual(lasting(http.data));
  expect(http.status, what).toBeLessThan(500);
  return codes.length > 0 ? codes : ['DATA'];
}
