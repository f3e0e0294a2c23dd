import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The ORM calls it by itself, without anything that has a clock. */
const BY_THE_ORM = 'onUpdate: () => new Date()';

test('modules, GraphQL and the composition read the time from the injected clock only', () => {
  const files = globSync('src/{modules,graphql,app}/**/*.ts')
    // Waits for an operating system's process, which no clock of ours can hurry.
    .filter((file) => !file.startsWith('src/app/embedded-postgres/'));
  const reads = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => /\bnew Date\(\)|\bDate\.now\(/.test(line.replace(BY_THE_ORM, '')))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(reads).toEqual([]);
});
