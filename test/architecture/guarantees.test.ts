import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Costs nothing: it reads one page, and the tests that it names. */
const page = readFileSync('docs/guarantees.md', 'utf8');
const promises = page
  .split(/^### /m)
  .slice(1)
  .map((text) => [text.split('\n')[0] ?? '', text] as const);

interface Named {
  readonly file: string;
  readonly title: string;
}

/** `[a.test.ts](../test/a.test.ts): “title”, “title”` */
const namedIn = (text: string): Named[] =>
  [...text.matchAll(/\]\(\.\.\/(test\/[^)]+)\): ((?:“[^”]+”(?:, )?)+)/g)].flatMap(
    ([, file = '', titles = '']) =>
      [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']) => ({ file, title })),
  );

/** Whether a test, or a group of tests, has this title, as it is written there. */
const exists = ({ file, title }: Named): boolean =>
  existsSync(file) &&
  [`'${title.replaceAll("'", "\\'")}'`, `"${title}"`, `\`${title}\``].some((literal) =>
    readFileSync(file, 'utf8').replaceAll(/\(\s+/g, '(').includes(`(${literal}`),
  );

test('there are promises', () => expect(promises.length).toBeGreaterThan(15));

test.each(promises)('%s: is tried by tests that exist, and has an end', (_promise, text) => {
  const named = namedIn(text);
  expect(named.length, 'tests').toBeGreaterThan(0);
  expect(named.filter((one) => !exists(one))).toEqual([]);
  expect(text.match(/\]\(\.\.\/test\//g)?.length, 'each link is followed by titles').toBe(
    new Set(named.map(({ file }) => join(file))).size,
  );
  expect(text).toMatch(/^\*Not promised:\*/m);
});

test('a test that does not exist would be missed', () => {
  const file = 'test/architecture/guarantees.test.ts';
  expect(exists({ file, title: 'there are promises' })).toBe(true);
  expect(exists({ file, title: ['there are', 'no promises'].join(' ') })).toBe(false);
  expect(exists({ file: 'test/none.test.ts', title: 'there are promises' })).toBe(false);
});
