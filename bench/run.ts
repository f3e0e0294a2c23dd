import '../src/main/node-version.ts';
import { benchAuthorization } from './authorization.ts';
import { benchFairness } from './fairness.ts';
import { benchFanout } from './fanout.ts';

/** The benchmarks by name. Each prints a table with its figures and those of a peer, measured in the same run. */
const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = {
  authorization: benchAuthorization,
  fairness: benchFairness,
  fanout: benchFanout,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.`,
  );
  process.exit(1);
}
for (const [name, bench] of Object.entries(BENCHMARKS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n# ${name}\n`);
  await bench();
}
process.exit(0);
