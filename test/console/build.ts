import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../build.js';
import type { ConsoleState } from '../../src/app/console.state.ts';
import { createLogger } from '../../src/kernel/logger.ts';
import { ConsoleBuild } from '../../src/main/console-build.ts';
import { eventually } from '../kit/eventually.ts';

const FOLDER = join(ROOT, 'node_modules/.cache/qiao-console');
const LOCK = `${FOLDER}.lock`;
const BUILD_MS = 150_000;

/** The console as it is in the source, built once for all test files, which run in processes of their own. */
export async function builtForTests(): Promise<ConsoleState> {
  mkdirSync(join(FOLDER, '..'), { recursive: true });
  await eventually(() => locked(), BUILD_MS, 200);
  try {
    const build = new ConsoleBuild({ root: ROOT, folder: FOLDER }, createLogger('error'));
    build.start();
    await eventually(() => build.state().kind !== 'BUILDING', BUILD_MS, 50);
    if (build.state().kind !== 'READY') throw new Error('the console could not be built: the log says why');
    return build.state();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

/** Whether this process may build now. A lock that is too old was left behind. */
function locked(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    if (ageOf(LOCK) > BUILD_MS) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}

const ageOf = (path: string): number =>
  Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
