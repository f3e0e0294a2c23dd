import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import '../src/main/node-version.js';
import type { Benchmark } from './kit/benchmark.ts';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const NAMES = [
  'reads',
  'writes',
  'events',
  'messages',
  'journey',
  'synchronization',
  'fanout',
  'growth',
  'start',
  'authorization',
  'fairness',
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Fewer and shorter rounds, only Qiao and the bare peer. Writes no results. */
    quick: { type: 'boolean', default: false },
    /** Writes a CPU profile of the server, and prints where its time went. */
    profile: { type: 'boolean', default: false },
    /** Measures what `npm run build` made before. */
    built: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${NAMES.join(', ')}.`);
  process.exit(1);
}

/** The peers are packages that only the benchmarks need. */
if (!existsSync(join(FOLDER, 'node_modules'))) npm(FOLDER, 'ci', '--ignore-scripts');
if (!values.built) npm(ROOT, 'run', '--silent', 'build');

for (const name of NAMES) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`\n# ${name}\n`);
  const { bench } = (await import(`./${name}.ts`)) as { bench: Benchmark };
  await bench({ quick: values.quick, profile: values.profile });
}
process.exit(0);

function npm(folder: string, ...args: string[]): void {
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${folder}`);
}
