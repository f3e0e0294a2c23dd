import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** A package of `package-lock.json`, by its folder. npm omits it with `--omit=dev`, `--omit=optional`, or only with both. */
interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Readonly<Record<string, Locked>>;
};

/** The packages that are installed on this machine and fit. */
const megabytesOf = (fits: (locked: Locked) => boolean): number => {
  const folders = Object.keys(packages).filter(
    (folder) => folder !== '' && fits(packages[folder] ?? {}) && existsSync(folder),
  );
  return folders.reduce((sum, folder) => sum + bytesIn(folder), 0) / 2 ** 20;
};

/** On a disk with blocks of 4 KiB. Packages inside the package are counted by themselves. */
function bytesIn(folder: string): number {
  let sum = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sum += entry.name === 'node_modules' ? 0 : bytesIn(path);
    else if (entry.isFile()) sum += Math.ceil(statSync(path).size / 4096) * 4096;
  }
  return sum;
}

test('`npm ci --omit=dev` takes at most 360 MB, with Node.js and PostgreSQL', () => {
  expect(megabytesOf(({ dev }) => !dev)).toBeLessThan(360);
});

test('`npm ci --omit=dev --omit=optional` takes at most 110 MB', () => {
  expect(megabytesOf(({ dev, optional, devOptional }) => !dev && !optional && !devOptional)).toBeLessThan(
    110,
  );
});
