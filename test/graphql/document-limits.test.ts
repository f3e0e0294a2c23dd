import { Kind, parse, visit } from 'graphql';
import { describe, expect, test } from 'vitest';
import { brokenLimit, excessIn } from '../../src/graphql/document-limits.ts';
import { LIMITS } from '../../src/graphql/limits.ts';

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const nested = (count: number): string => `${'a { '.repeat(count - 1)}a${' }'.repeat(count - 1)}`;
const verdict = (source: string): string | null => brokenLimit(parse(source))?.message ?? null;

const ALIASES = 'A document has at most 15 aliases and repeated fields.';
const DEPTH = 'Fields are nested at most 10 levels deep.';
const ROOTS = 'An operation has at most 10 root fields.';
const FIELDS = 'An operation has at most 2000 fields; each fragment counts as often as it is used.';

describe('each limit is kept by what reaches it, and broken by one more', () => {
  test.each<[limit: string, kept: string, broken: string, says: string]>([
    [
      'directives',
      `{ a ${times(10, () => '@x')} }`,
      `{ a ${times(11, () => '@x')} }`,
      'A document has at most 10 directives.',
    ],
    [
      'aliases',
      `{ o { ${times(15, (n) => `a${n}: x`)} } }`,
      `{ o { ${times(16, (n) => `a${n}: x`)} } }`,
      ALIASES,
    ],
    [
      'aliases in several places',
      `{ ${times(5, (n) => `o${n} { a: x b: x c: x }`)} }`,
      `{ d: o ${times(5, (n) => `o${n} { a: x b: x c: x }`)} }`,
      ALIASES,
    ],
    ['repeated fields', `{ o { ${times(16, () => 'id')} } }`, `{ o { ${times(17, () => 'id')} } }`, ALIASES],
    [
      'repeated fields in inline fragments',
      `{ o { ${times(16, () => '... { id }')} } }`,
      `{ o { ${times(17, () => '... { ... { id } }')} } }`,
      ALIASES,
    ],
    ['depth', `{ ${nested(10)} }`, `{ ${nested(11)} }`, DEPTH],
    [
      'depth through fragments',
      `{ a { ...F } } fragment F on A { ${nested(9)} }`,
      `{ a { ...F } } fragment F on A { ${nested(10)} }`,
      DEPTH,
    ],
    ['root fields', `{ ${times(10, (n) => `a${n}`)} }`, `{ ${times(11, (n) => `a${n}`)} }`, ROOTS],
    [
      'root fields through fragments',
      `{ ...F ...F } fragment F on Q { ${times(5, (n) => `a${n}`)} }`,
      `{ b ...F ...F } fragment F on Q { ${times(5, (n) => `a${n}`)} }`,
      ROOTS,
    ],
    [
      'fields',
      `{ o { ${times(19, () => '...F')} } } fragment F on O { ${times(105, (n) => `a${n}`)} }`,
      `{ o { ${times(20, () => '...F')} } } fragment F on O { ${times(100, (n) => `a${n}`)} }`,
      FIELDS,
    ],
  ])('%s', (_limit, kept, broken, says) => {
    expect(verdict(kept)).toBeNull();
    expect(verdict(broken)).toBe(says);
  });
});

test('the same field in two fragments is one field, and no repetition', () => {
  expect(verdict(`{ o { ${times(30, () => '...F')} } } fragment F on O { id }`)).toBeNull();
});

test('the fields of introspection may be deep, also in fragments, as tools ask for them', () => {
  expect(verdict(`{ __schema { types { ...F } } } fragment F on __Type { ${nested(20)} }`)).toBeNull();
  expect(verdict(`{ __schema { types { name } } ${nested(11)} }`)).toBe(DEPTH);
});

test('each operation of a document is measured by itself', () => {
  expect(verdict(times(3, (n) => `query Q${n} { ${times(4, (m) => `a${m}`)} }`))).toBeNull();
  expect(verdict(`query A { a } query B { ${nested(11)} }`)).toBe(DEPTH);
});

test('fragments that fan out 2^60 times are looked at once each', () => {
  const document = parse(
    `{ ...F0 } ${times(60, (n) => `fragment F${n} on Q { ...F${n + 1} ...F${n + 1} }`)} fragment F60 on Q { a }`,
  );
  let nodes = 0;
  visit(document, {
    enter() {
      nodes += 1;
    },
  });
  const looks = counted(document, () => expect(brokenLimit(document)?.message).toBe(FIELDS));
  expect(looks).toBeLessThan(4 * nodes);
});

test('fragments that use each other in a circle, or do not exist, end; validation refuses them', () => {
  expect(verdict('{ ...A } fragment A on Q { ...B } fragment B on Q { ...A a { ...A } }')).toBeNull();
  expect(verdict('{ ...Nowhere ...__proto__ }')).toBeNull();
});

test('variables are as deep as their lists and objects are nested, and are not followed further', () => {
  const excess = (value: unknown, levels: number) => excessIn(value, levels, { left: 1000 });
  expect([excess('x', 0), excess({}, 0), excess({ a: [1] }, 2), excess({ a: [1] }, 1)]).toEqual([
    ...[null, 'LEVELS', null, 'LEVELS'],
  ]);
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  expect(excess(deep, LIMITS.variablesDepth)).toBe('LEVELS');
});

test('variables have as many fields as all their objects together', () => {
  const excess = (value: unknown, most: number) => excessIn(value, 8, { left: most });
  const value = { a: { b: 1, c: [{ d: 1 }, 1, 1] }, __proto__: null };
  expect([excess(value, 4), excess(value, 3), excess([[[]]], 0)]).toEqual([null, 'FIELDS', null]);
});

/** How often the selections of a document are read while `work` is done. */
function counted(document: object, work: () => void): number {
  let looks = 0;
  visit(document as never, {
    [Kind.SELECTION_SET]: (set: { selections: unknown }) => {
      const { selections } = set;
      Object.defineProperty(set, 'selections', {
        get: () => {
          looks += 1;
          return selections;
        },
      });
    },
  });
  looks = 0;
  work();
  return looks;
}
