import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { Documents } from '../../src/app/operations/documents.ts';
import { TrustedDocuments } from '../../src/app/operations/trusted-documents.ts';

const KNOWN = '{ numbers(of: [1]) }';

const documents = () =>
  new Documents(buildSchema('type Query { numbers(of: [Int!]): Int }'), new TrustedDocuments(), false);

/** Whether the document is still remembered after that many others. */
function outlives(count: number, other: (index: number) => string): boolean {
  const all = documents();
  const before = all.check(KNOWN);
  for (let index = 0; index < count; index += 1) all.check(other(index));
  return all.check(KNOWN) === before;
}

test('documents are remembered as long as their syntax trees are small', () => {
  expect(outlives(300, (n) => `{ numbers(of: [${n}]) }`)).toBe(true);
  // One comment that is long.
  expect(outlives(300, (n) => `{ numbers } # ${'x'.repeat(15_000)} ${n}`)).toBe(true);
});

test('documents of many tokens are forgotten sooner, because of their memory', () => {
  expect(outlives(120, (n) => `{ numbers(of: [${'1 '.repeat(980)} ${n}]) }`)).toBe(false);
  expect(outlives(120, (n) => `${'#\n'.repeat(980)} { numbers } # ${n}`)).toBe(false);
});

test('a document with faults is never remembered, because its errors hold its syntax tree', () => {
  const all = documents();
  for (const faulty of ['{ nothing }', '{', '{ numbers numbers '.repeat(20)]) {
    expect(all.check(faulty).faults?.length).toBeGreaterThan(0);
    expect(all.check(faulty)).not.toBe(all.check(faulty));
  }
  expect(outlives(120, (n) => `{ ${'nothing '.repeat(900)} ${n} }`)).toBe(true);
});
