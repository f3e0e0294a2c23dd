import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import LongFirstSequencer from './test/kit/long-first.sequencer.ts';

/** Files that need a process of their own, because they replace globals, spy, or start processes. */
const APART = 'test/**/*.apart.test.ts';
/** Files that take long by nature: real processes and databases, started and killed. `npm run test:drills` */
const DRILLS = 'test/**/*.drill.test.ts';

const { TEST_SEED, TEST_DEPTH = 'sample' } = process.env;
const seed = TEST_SEED === undefined ? Date.now() % 1_000_000 : Number(TEST_SEED);
if (!Number.isSafeInteger(seed)) throw new Error('TEST_SEED is a whole number');
if (TEST_DEPTH !== 'sample' && TEST_DEPTH !== 'full') throw new Error('TEST_DEPTH is "sample" or "full"');

export default defineConfig({
  resolve: {
    // Vitest would otherwise load the CommonJS and the ESM copy of graphql side by side.
    alias: [
      {
        find: /^graphql$/,
        replacement: fileURLToPath(new URL('./node_modules/graphql/index.js', import.meta.url)),
      },
    ],
  },
  test: {
    reporters: ['default', './test/kit/plain-line.reporter.ts'],
    globalSetup: ['test/kit/global-setup.ts'],
    provide: { seed, depth: TEST_DEPTH },
    sequence: { sequencer: LongFirstSequencer },
    pool: 'forks',
    // Much is made anew for each test; the default collects it 16 MB at a time, which costs a tenth of the time.
    execArgv: ['--max-semi-space-size=64'],
    // Tests wait for half of their time: for jobs, processes, PostgreSQL.
    maxWorkers: 2 * availableParallelism(),
    // Generous: a limit is there for what hangs, and must hold on a machine that is busy with other things.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'apart', include: [APART] } },
      {
        extends: true,
        test: {
          name: 'drills',
          include: [DRILLS],
          isolate: false,
          setupFiles: ['test/kit/shared-process.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      { extends: true, test: { name: 'screenshots', include: ['test/console/screenshots.ts'] } },
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [APART, DRILLS],
          isolate: false,
          setupFiles: ['test/kit/shared-process.ts'],
        },
      },
    ],
  },
});
