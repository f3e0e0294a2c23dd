// @ts-check
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import './src/main/node-version.js';

export const ROOT = fileURLToPath(new URL('.', import.meta.url));
export const DIST = join(ROOT, 'dist');
const PROCESSES = ['start', 'server', 'worker', 'migrate', 'doctor', 'sandbox', 'token', 'emit-schema'];
/** A build is made from these. */
const SOURCES = ['src', 'migrations', 'build.js', 'tsconfig.json', 'package-lock.json'];
/** A whole build is made from this too. */
const CONSOLE = 'console';
/** Written last. It has a line with the digest of the sources; that of a whole build has another for the console. */
const STAMP = 'built-from';

/** Other programs say what this one waits for. To standard error, because scripts read the standard output. */
const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);

/**
 * Whether `folder` contains what {@link build} would write.
 *
 * @param {string} folder
 * @param {object} options
 * @param {boolean} [options.whole] whether only a whole build will do
 */
export function isCurrent(folder, { whole = false } = {}) {
  const stamp = join(folder, STAMP);
  if (!existsSync(stamp)) return false;
  const [processes, pages] = readFileSync(stamp, 'utf8').split('\n');
  if (processes !== digestOf(SOURCES)) return false;
  if (!whole) return true;
  return pages !== undefined && (!existsSync(join(ROOT, CONSOLE)) || pages === digestOf([CONSOLE]));
}

function digestOf(/** @type {readonly string[]} */ sources) {
  const hash = createHash('sha256');
  // Not where the project is: a build may be made in another place than it runs in.
  for (const file of sources.flatMap((source) => filesIn(join(ROOT, source))))
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** The file itself, or all that are in the folder, but for packages. */
function filesIn(/** @type {string} */ path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return existsSync(path) ? [path] : [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('/node_modules/', path.length))
    .sort();
}

/**
 * Makes JavaScript of every process: `src/main/NAME.js` in `folder`, and chunks that they share.
 *
 * Any number of builds may run at once, also while processes of an earlier one are starting: a file is replaced by
 * renaming, a chunk has the digest of its content in its name, and what the build did not write is removed last.
 *
 * @param {string} folder in which nothing else is stored
 * @param {object} options
 * @param {boolean} options.whole whether packages are bundled too, and the console is built. Then the folder is all that a
 *   process needs, and starts in half of the time. The build takes some seconds, instead of a third of one.
 */
export async function build(folder, { whole }) {
  const { build: bundle } = await import('esbuild').catch(() => {
    throw new BuildError(
      'dist/ is older than the source. Run `npm run build` where all packages are installed (`npm ci --include=dev`).',
    );
  });
  const stamp = [digestOf(SOURCES), ...(whole ? [digestOf([CONSOLE])] : [])].join('\n');
  const built = whole && existsSync(join(ROOT, CONSOLE)) ? buildConsole() : [];
  const bundled = bundle({
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
  const [{ outputFiles = [] }, pages] = await Promise.all([bundled, built]);
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
  for (const { path, contents } of pages) write(join(folder, CONSOLE, path), contents);
  write(join(folder, STAMP), stamp);
  for (const file of filesIn(folder)) if (!written.has(file)) rmSync(file, { force: true });
}

/** The operator can do something about it. */
class BuildError extends Error {}

/** The files of the console: first those that its page refers to, then the page. */
async function buildConsole() {
  const folder = mkdtempSync(join(tmpdir(), 'qiao-console-'));
  try {
    const args = ['run', 'build', '--workspace', CONSOLE, '--', '--emptyOutDir', '--outDir', folder];
    const npm = spawn('npm', args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = await once(npm, 'close');
    if (code !== 0) throw new BuildError('The console could not be built.');
    return filesIn(folder).map((file) => ({
      path: file.slice(folder.length + 1),
      contents: readFileSync(file),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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

/** A build takes less. What is older was left behind. */
const LOCK_LIFE_MS = 10 * 60_000;

/**
 * Where several processes start at once, one builds and the others wait for it. The lock saves work and nothing else: builds
 * do not disturb each other.
 */
async function oneAtATime(/** @type {() => Promise<void>} */ work) {
  const lock = `${DIST}.lock`;
  while (!take(lock)) await sleep(100);
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whether this process has the lock now. Those that have ended do not keep it. */
function take(/** @type {string} */ lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > LOCK_LIFE_MS || !lives(holderOf(lock))) rmSync(lock, { force: true });
  return false;
}

/** The process; 0, which is this one, while nobody knows it. */
function holderOf(/** @type {string} */ lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return 0;
  }
}

function lives(/** @type {number} */ pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

const codeOf = (/** @type {unknown} */ error) =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** One line for what the operator can mend. */
function explain(/** @type {unknown} */ error) {
  if (error instanceof BuildError) return error.message;
  if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error)))
    return 'dist/ is older than the source, and this user may not write it. Run `npm run build` as its owner.';
  if (['ENOSPC', 'EDQUOT'].includes(codeOf(error)))
    return 'dist/ cannot be built: the disk, or its quota, is full. Free some of it.';
  throw error;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isAsked = process.argv[2] === 'whole';
  const whole = isAsked || process.env.NODE_ENV === 'production';
  const isNeeded = () => isAsked || !isCurrent(DIST, { whole });
  try {
    if (isNeeded())
      await oneAtATime(async () => {
        if (!isNeeded()) return;
        say(`Building dist/ from the source${whole ? ', with the console' : ''}`);
        await build(DIST, { whole });
      });
  } catch (error) {
    say(explain(error));
    process.exitCode = 1;
  }
}
