import type { Reporter, TestModule, Vitest } from 'vitest/node';

/**
 * The last line of a run, for scripts: `N passed, N failed`. A file that could not be loaded is a failure. Before it, how to
 * run the same samples again.
 */
export default class PlainLineReporter implements Reporter {
  private seed = 0;

  onInit({ config }: Vitest): void {
    this.seed = config.provide.seed ?? 0;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    for (const module of modules) {
      if (module.errors().length > 0) failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'skipped') skipped += 1;
        else failed += 1;
      }
    }
    const depth = process.env.TEST_DEPTH === 'full' ? 'everything' : 'a sample';
    const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    process.once('exit', () =>
      process.stdout.write(`Generated tests ran ${depth}; TEST_SEED=${this.seed} runs the same.\n${line}\n`),
    );
  }
}
