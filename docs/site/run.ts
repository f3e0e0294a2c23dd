import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOT } from './pages.ts';
import { Stage } from './stage.ts';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));
const GENERATOR = join(FOLDER, 'node_modules/@rspress/core/bin/rspress.js');
const DATA = join(ROOT, '.data/docs');

const { values } = parseArgs({
  options: {
    /** Serves the site when it is built, until Ctrl-C. */
    serve: { type: 'boolean', default: false },
  },
});

/** The generator is a package that only this needs. */
if (!existsSync(join(FOLDER, 'node_modules'))) {
  console.log('The generator is installed first; this takes a minute.');
  run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
}
new Stage(join(DATA, 'source'), process.env.DOCS_REPOSITORY ?? null).write();
run(process.execPath, GENERATOR, 'build');
console.log(`\nThe site is in ${join(DATA, 'site')}: files for any web server.`);
if (values.serve) run(process.execPath, GENERATOR, 'preview', '--port', process.env.PORT ?? '4010');
else console.log('To see it here:  npm run docs -- --serve');

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { cwd: FOLDER, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
