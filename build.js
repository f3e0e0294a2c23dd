// @ts-check
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import './src/main/node-version.js';

export const ROOT = fileURLToPath(new URL('.', import.meta.url));
export const DIST = join(ROOT, 'dist');
const PROCESSES = ['start', 'server', 'worker', 'migrate', 'sandbox', 'token', 'emit-schema'];
/** A build is made from these. */
const SOURCES = ['src', 'migrations', 'build.js', 'tsconfig.json', 'package-lock.json'];
/** Written last. It contains the digest of the sources. */
const STAMP = 'built-from';

/** Other programs say what this one waits for. To standard error, because scripts read the standard output. */
const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);

/** Whether `folder` contains what {@link build} would write. */
export function isCurrent(/** @type {string} */ folder) {
  const stamp = join(folder, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest();
}

function digest() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(ROOT, source);
    const files = source.includes('.') ? [path] : filesIn(path);
    for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const filesIn = (/** @type {string} */ folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/**
 * Makes JavaScript of every process: `src/main/NAME.js` in `folder`, and chunks that they share.
 *
 * Any number of builds may run at once, also while processes of an earlier one are starting: a file is replaced by
 * renaming, a chunk has the digest of its content in its name, and what the build did not write is removed last.
 *
 * @param {string} folder in which nothing else is stored
 * @param {object} options
 * @param {boolean} options.whole whether packages are bundled too. Then the folder is all that a process needs, and
 *   starts in half of the time. The build takes a second or more, instead of a third.
 */
export async function build(folder, { whole }) {
  const { build: bundle } = await import('esbuild').catch(() => {
    throw new Error(
      'dist/ is older than the source. Run `npm run build` where all packages are installed (`npm ci`).',
    );
  });
  const from = digest();
  const { outputFiles = [] } = await bundle({
    absWorkingDir: ROOT,
    entryPoints: ['prepare', ...PROCESSES].map((name) => ({
      in: `src/main/${name}.ts`,
      out: `src/processes/${name}`,
    })),
    outdir: folder,
    // Two folders below the migrations, as the source that reads them.
    chunkNames: 'src/chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'linked',
    logLevel: 'error',
    ...(whole ? WHOLE : { packages: 'external' }),
  });
  const written = new Set();
  const write = (/** @type {string} */ file, /** @type {string | Uint8Array} */ content) => {
    replace(file, content);
    written.add(file);
  };
  // Chunks have no order among them, so what must come first is loaded first.
  for (const name of PROCESSES)
    write(
      join(folder, `src/main/${name}.js`),
      `import '../processes/prepare.js';\nawait import('../processes/${name}.js');\n`,
    );
  for (const { path, contents } of outputFiles) write(path, contents);
  for (const file of filesIn(join(ROOT, 'migrations')))
    write(join(folder, file.slice(ROOT.length)), readFileSync(file));
  write(join(folder, 'package.json'), '{ "type": "module" }\n');
  if (whole && existsSync(join(ROOT, 'console'))) for (const file of buildConsole(folder)) written.add(file);
  write(join(folder, STAMP), from);
  for (const file of filesIn(folder)) if (!written.has(file)) rmSync(file, { force: true });
}

/** Makes `console/` in `folder`. Returns its files. */
function buildConsole(/** @type {string} */ folder) {
  // Not in `folder`, where another build would remove it.
  const half = `${folder}-console-${process.pid}`;
  const args = ['run', 'build', '--workspace', 'console', '--', '--emptyOutDir', '--outDir', half];
  execFileSync('npm', args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  const console = join(folder, 'console');
  rmSync(console, { recursive: true, force: true });
  renameSync(half, console);
  return filesIn(console);
}

/** @type {import('esbuild').BuildOptions} */
const WHOLE = {
  packages: 'bundle',
  // type-graphql loads it only to validate, which is off.
  external: ['class-validator'],
  // It looks for `node:crypto` in a way that no bundle has, and would hash each operation in JavaScript.
  alias: { '@apollo/utils.createhash': 'node:crypto' },
  // For packages that are CommonJS.
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
};

function replace(/** @type {string} */ file, /** @type {string | Uint8Array} */ content) {
  mkdirSync(dirname(file), { recursive: true });
  const half = `${file}.${process.pid}`;
  writeFileSync(half, content);
  renameSync(half, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const whole = process.argv[2] === 'whole';
  if (whole || !isCurrent(DIST)) {
    say('Building dist/ from the source');
    await build(DIST, { whole });
  }
}
