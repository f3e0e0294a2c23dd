import 'reflect-metadata';
import { buildSchema, execute, getOperationAST, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { OperationCost } from '../../src/graphql/cost.ts';

const schema = buildSchema(`
  interface Node { id: ID! }
  type Shelf implements Node { id: ID! name: String! books(first: Int, last: Int): BookConnection! tags: [Tag!]! best: Book }
  type Book implements Node { id: ID! title: String! cover: String! shelf: Shelf }
  type Tag { text: String! book: Book }
  type BookConnection { edges: [BookEdge!]! pageInfo: PageInfo! totalCount: Int! }
  type BookEdge { cursor: String! node: Book! }
  type PageInfo { hasNextPage: Boolean! }
  type Payload { book: Book }
  type Query {
    shelf: Shelf
    books(first: Int, last: Int): BookConnection!
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    zones: [String!]!
  }
  type Mutation { lend(id: ID!): Payload! burn(id: ID!): Payload! }
  type Subscription { changed: Payload! }
`);
const price = (type: string, field: string, cost: object) => {
  const fields = (
    schema.getType(type) as never as { getFields(): Record<string, { extensions: object }> }
  ).getFields();
  Object.assign(fields[field] as object, { extensions: { cost } });
};
price('Shelf', 'tags', { size: 6 });
price('Book', 'cover', { points: 1 });
price('Query', 'nodes', { sizedBy: 'ids' });
price('Query', 'zones', { points: 42 });
price('Mutation', 'burn', { points: 30 });

function costOf(source: string, variables: Record<string, unknown> = {}): OperationCost {
  const document = parse(source);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('there is no operation');
  expect(validate(schema, document)).toEqual([]);
  return new OperationCost(schema, document, operation, variables);
}

describe('what an operation may cost: one point is ten objects, and every operation costs one', () => {
  test.each<[what: string, source: string, points: number, variables?: Record<string, unknown>]>([
    ['nothing but a name', '{ __typename }', 1],
    ['one object', '{ shelf { id name } }', 1],
    ['a page of 20, if none is asked for', '{ books { edges { node { id } } } }', 2],
    ['a page of 21: what was begun counts', '{ books(first: 21) { edges { node { id } } } }', 3],
    ['a page from the end', '{ books(last: 100) { edges { node { id } } } }', 10],
    ['no page is larger than 100', '{ books(first: 5000) { edges { node { id } } } }', 10],
    ['nor smaller than nothing', '{ books(first: -5000) { edges { node { id } } } }', 1],
    [
      'a page whose objects are not asked for',
      '{ books(first: 100) { totalCount pageInfo { hasNextPage } edges { cursor } } }',
      1,
    ],
    // 100 books, 100 shelves, 100 × 20 books.
    [
      'pages multiply',
      '{ books(first: 100) { edges { node { shelf { books { edges { node { id } } } } } } } }',
      220,
    ],
    [
      'fields of objects below each other add up',
      '{ books(first: 50) { edges { node { shelf { id } } } } }',
      10,
    ],
    // 1 shelf and 6 books of its tags; a tag has no ID.
    ['a list without pages has its declared size', '{ shelf { tags { text book { id } } } }', 1],
    ['and multiplies', '{ books(first: 10) { edges { node { shelf { tags { book { id } } } } } } }', 8],
    ['a field that takes time', '{ books(first: 10) { edges { node { cover } } } }', 11],
    ['a field that takes time, twice', '{ a: zones b: zones }', 84],
    ['a mutation', 'mutation { lend(id: 1) { book { id } } }', 11],
    ['two mutations', 'mutation { a: lend(id: 1) { book { id } } b: lend(id: 1) { book { id } } }', 21],
    ['a mutation with a price of its own', 'mutation { burn(id: 1) { book { title } } }', 31],
    ['a subscription: each event', 'subscription { changed { book { id } } }', 1],
    ['aliases', '{ a: books { edges { node { id } } } b: books { edges { node { id } } } }', 4],
    [
      'the same field twice is one field',
      '{ books { edges { node { id } } } books { edges { node { id title } } } }',
      2,
    ],
    ['and its parts add up', '{ shelf { books { edges { node { id } } } } shelf { best { id } } }', 3],
    [
      'a fragment, as often as it is used under another field',
      '{ a: shelf { ...F } b: shelf { ...F } } fragment F on Shelf { books { edges { node { id } } } }',
      5,
    ],
    [
      'a fragment twice under the same field',
      '{ shelf { ...F ...F } } fragment F on Shelf { books(first: 9) { edges { node { id } } } }',
      1,
    ],
    [
      'inline fragments',
      '{ shelf { ... on Shelf { ... { books(first: 19) { edges { node { id } } } } } } }',
      2,
    ],
    [
      'an interface: the dearest of its types',
      '{ node(id: 1) { id ... on Shelf { books(first: 99) { edges { node { id } } } } ... on Book { cover } } }',
      10,
    ],
    ['as many as there are IDs', '{ nodes(ids: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) { id } }', 2],
    ['one ID without a list', '{ nodes(ids: 1) { ... on Book { cover } } }', 2],
  ])('%s', (_what, source, points) => {
    expect(costOf(source).requested).toBe(points);
  });

  const PAGE = 'query ($n: Int = 30) { books(first: $n) { edges { node { id } } } }';
  const IDS = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  const SKIP = 'query ($no: Boolean!) { zones @skip(if: $no) }';
  const INCLUDE = 'query ($yes: Boolean = true) { ...F @include(if: $yes) } fragment F on Query { zones }';
  test.each<[what: string, source: string, variables: Record<string, unknown>, points: number]>([
    ['a variable', PAGE, { n: 70 }, 7],
    ['its default', PAGE, {}, 3],
    ['null is no number, so the page is the usual one', PAGE, { n: null }, 2],
    ['something that is no number may be the largest page, until it is refused', PAGE, { n: 'x' }, 10],
    ['a list in a variable', IDS, { ids: Array.from({ length: 95 }, () => 'x') }, 10],
    [
      'IDs in variables inside a list',
      'query ($a: ID!) { nodes(ids: [$a, $a, $a]) { ... on Book { cover } } }',
      { a: 1 },
      4,
    ],
    ['what is skipped is free', SKIP, { no: true }, 1],
    ['what is not skipped is not', SKIP, { no: false }, 42],
    ['what is included', INCLUDE, {}, 42],
    ['what is not included is free', INCLUDE, { yes: false }, 1],
    ['both at once', '{ zones @include(if: true) @skip(if: true) }', {}, 1],
  ])('%s', (_what, source, variables, points) => {
    expect(costOf(source, variables).requested).toBe(points);
  });
});

describe('introspection', () => {
  test('costs little where little is asked for', () => {
    expect(costOf('{ __type(name: "Shelf") { fields { name type { name } } } }').requested).toBe(1);
  });

  test('costs what it reads, however often', () => {
    const fields = 'fields { name args { name type { kind name } } type { kind name } }';
    const once = costOf(`{ __schema { types { ${fields} } } }`).requested;
    const often = costOf(
      `{ __schema { a: types { ${fields} } b: types { ${fields} } c: types { ${fields} } } }`,
    ).requested;
    expect(once).toBeGreaterThan(10);
    expect(often / once).toBeCloseTo(3, 0);
  });
});

describe('what an operation has cost is what came back', () => {
  const book = (id: number) => ({ __typename: 'Book', id, title: 'x', cover: 'x', shelf: null as unknown });
  const page = (count: number) => ({
    edges: Array.from({ length: count }, (_, id) => ({ cursor: 'x', node: book(id) })),
    pageInfo: { hasNextPage: false },
    totalCount: count,
  });
  const shelf = {
    __typename: 'Shelf',
    id: 1,
    name: 'x',
    books: page(14),
    tags: [{ text: 'x', book: book(1) }],
    best: null,
  };
  const root = {
    shelf,
    books: page(3),
    node: book(1),
    nodes: [book(1), null, shelf],
    zones: ['x'],
  };

  test.each<[what: string, source: string, requested: number, actual: number]>([
    ['a page that is shorter than it may be', '{ books(first: 100) { edges { node { id } } } }', 10, 1],
    ['objects that are null', '{ books(first: 100) { edges { node { shelf { id } } } } }', 20, 1],
    ['one shelf, and its 14 books', '{ shelf { books(first: 100) { edges { node { id } } } } }', 11, 2],
    ['fields that took time', '{ books(first: 100) { edges { node { cover } } } }', 110, 4],
    [
      'of an interface, the type that came',
      '{ node(id: 1) { ... on Shelf { books(first: 100) { edges { node { id } } } } ... on Book { cover } } }',
      11,
      2,
    ],
    [
      'objects that were not found',
      '{ nodes(ids: [1, 2, 3]) { ... on Book { cover } ... on Shelf { books { edges { node { id } } } } } }',
      7,
      3,
    ],
    ['under aliases', '{ a: shelf { b: books { c: edges { d: node { e: id } } } } }', 3, 2],
    [
      'through fragments',
      '{ ...F } fragment F on Query { shelf { ...G } } fragment G on Shelf { books { edges { node { cover } } } }',
      23,
      16,
    ],
  ])('%s', async (_what, source, requested, actual) => {
    const cost = costOf(source);
    const { data, errors } = await execute({ schema, document: parse(source), rootValue: root });
    expect(errors).toBeUndefined();
    expect([cost.requested, cost.actual(data)]).toEqual([requested, actual]);
  });

  test('nothing, where there is no data', () => {
    expect(costOf('{ zones }').actual(null)).toBe(1);
  });
});
