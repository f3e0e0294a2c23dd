import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../build.js';

/** A stage of a Dockerfile, as far as it has come. */
export interface Stage {
  readonly base: string;
  /** The folder that stands for `/`. */
  readonly root: string;
  /** In that folder. */
  workdir: string;
  readonly env: Record<string, string>;
  /** The latest instruction of each kind that only describes the image. */
  readonly said: Map<string, string>;
}

const DESCRIBING = ['USER', 'EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'CMD', 'ARG'];

/**
 * Does what the Dockerfile says, in a clean folder for each stage, with the Node.js and the npm of this machine in place of
 * those of the base images. It knows the forms of instructions that ours has, and refuses others.
 *
 * @param folder in which nothing is yet
 * @param installs whether `npm ci` installs; otherwise it checks, and the project's packages take the place of those
 * @returns the last stage, which is the image
 */
export async function buildImage(folder: string, installs: boolean): Promise<Stage> {
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const [word, text] of instructionsIn(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))) {
    if (word === 'FROM') {
      const [base = '', , name = 'image'] = text.split(/\s+/);
      const root = join(folder, name);
      stage = { base, root, workdir: '/', env: {}, said: new Map() };
      mkdirSync(root);
      stages.set(name, stage);
    } else if (!stage) throw new Error(`${word} comes before FROM`);
    else if (word === 'WORKDIR') {
      stage.workdir = text;
      mkdirSync(join(stage.root, text), { recursive: true });
    } else if (word === 'ENV') Object.assign(stage.env, Object.fromEntries([text.split('=')]));
    else if (word === 'COPY') copy(stage, text, stages);
    else if (word === 'RUN') await run(stage, text, installs);
    else if (DESCRIBING.includes(word)) stage.said.set(word, text);
    else throw new Error(`this test cannot do ${word}`);
  }
  if (!stage) throw new Error('the Dockerfile is empty');
  return stage;
}

/** The arguments of an instruction in the form `["node", "server.js"]`, perhaps behind options and `CMD`. */
export function commandOf({ said }: Stage, word: 'CMD' | 'HEALTHCHECK'): [string, ...string[]] {
  const text = said.get(word) ?? '';
  return JSON.parse(text.slice(text.indexOf('[')));
}

const instructionsIn = (text: string): [word: string, text: string][] =>
  text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, word = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return [word, rest];
    });

/** The last of several paths is the target: a folder if it ends with `/` or is `.` or if there are more than two. */
function copy(stage: Stage, text: string, stages: ReadonlyMap<string, Stage>): void {
  const [, from, paths = text] = /^--from=(\w+)\s+(.*)$/.exec(text) ?? [];
  const sources = paths.split(/\s+/);
  const target = sources.pop() ?? '';
  const to = join(stage.root, stage.workdir, target);
  for (const source of sources) {
    if (from) cpSync(join(stages.get(from)?.root ?? '', source), to, { recursive: true });
    else if (source === '.') for (const entry of context()) copyEntry(entry, join(to, entry));
    else copyEntry(source, target.endsWith('/') ? join(to, basename(source)) : to);
  }
}

const copyEntry = (entry: string, to: string): void =>
  cpSync(join(ROOT, entry), to, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });

/** What `.dockerignore` lets into a build: nothing but what it names, and no packages. */
function context(): string[] {
  const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
  const [all, ...rest] = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const packages = rest.pop();
  if (all !== '*' || packages !== '**/node_modules' || rest.some((line) => !/^![\w.-]+$/.test(line)))
    throw new Error('.dockerignore has a form that this test does not know');
  return rest.map((line) => line.slice(1));
}

async function run(stage: Stage, command: string, installs: boolean): Promise<void> {
  const cwd = join(stage.root, stage.workdir);
  const { PATH, HOME } = process.env;
  const checks = command.startsWith('npm ci') && !installs;
  const env = { PATH, HOME, ...stage.env };
  await promisify(execFile)('/bin/sh', ['-ec', checks ? `${command} --dry-run` : command], { cwd, env });
  if (!checks) return;
  for (const packages of ['node_modules', 'console/node_modules'])
    symlinkSync(join(ROOT, packages), join(cwd, packages));
}
