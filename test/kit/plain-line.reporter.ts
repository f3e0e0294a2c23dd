import type { Reporter, TestModule, Vitest } from 'vitest/node';

/** Of a failure, so much is repeated at the end. */
const REASON_CHARACTERS = 300;

/**
 * The last line of a run, for scripts: `N passed, N failed`. A file that could not be loaded is a failure. Before it, what
 * failed, and how to run the same samples again.
 */
export default class PlainLineReporter implements Reporter {
  private seed = 0;

  onInit({ config }: Vitest): void {
    this.seed = config.provide.seed ?? 0;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly { readonly message?: string }[]): void {
    let passed = 0;
    let skipped = 0;
    const failed = errors.map((error) => failure('outside of tests', error));
    for (const module of modules) {
      const [broken] = module.errors();
      if (broken) failed.push(failure(module.relativeModuleId, broken));
      for (const test of module.children.allTests()) {
        const { state, errors: [reason] = [] } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'skipped') skipped += 1;
        else failed.push(failure(`${module.relativeModuleId} > ${test.fullName}`, reason));
      }
    }
    const depth = process.env.TEST_DEPTH === 'full' ? 'everything' : 'a sample';
    const line = `${passed} passed, ${failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    const end = [...failed, `Generated tests ran ${depth}; TEST_SEED=${this.seed} runs the same.`, line];
    process.once('exit', () => process.stdout.write(`${end.join('\n')}\n`));
  }
}

const failure = (where: string, reason?: { readonly message?: string }): string =>
  `failed: ${where}: ${String(reason?.message).replace(/\s+/g, ' ').slice(0, REASON_CHARACTERS)}`;
