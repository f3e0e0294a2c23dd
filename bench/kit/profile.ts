import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Profiler, Runtime } from 'node:inspector';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask } from './children.ts';

const SHOWN = 30;

/** For `nodeArgs` of a server that {@link profileOf} profiles. */
export const PROFILER = [
  '--import',
  import.meta.resolve('tsx'),
  '--import',
  new URL('./profiler.ts', import.meta.url).href,
];

/** Profiles a server while `work` is done. `file` is for the developer tools of Chromium. */
export async function profileOf(
  server: ChildProcess,
  work: () => Promise<unknown>,
): Promise<{ file: string; shares: string[][] }> {
  await ask(server, 'profile');
  await work();
  const profile = await ask<Profiler.Profile>(server, 'profiled');
  const file = join(tmpdir(), `qiao-${Date.now()}.cpuprofile`);
  writeFileSync(file, JSON.stringify(profile));
  return { file, shares: sharesOf(profile) };
}

/** Where the time was spent that was not idle: by package, and by file in Qiao. */
function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): string[][] {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const times = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const place = places.get(id) ?? '';
    times.set(place, (times.get(place) ?? 0) + (timeDeltas[index] ?? 0));
  }
  // That the profiler begins and ends is no work of the server.
  for (const place of ['(idle)', 'node:inspector']) times.delete(place);
  const all = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .slice(0, SHOWN)
    .map(([place, time]) => [place, `${((100 * time) / all).toFixed(1)} %`]);
}

const maps = new Map<string, SourceMap | null>();

/** The build is in few files, which say where each function comes from. */
function sourceOf({ url, lineNumber, columnNumber }: Runtime.CallFrame): string {
  if (!url.startsWith('file:')) return url;
  if (!maps.has(url)) {
    const file = `${fileURLToPath(url)}.map`;
    maps.set(url, existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : null);
  }
  const entry = maps.get(url)?.findEntry(lineNumber, columnNumber);
  return entry && 'originalSource' in entry ? entry.originalSource : url;
}

function placeOf(callFrame: Runtime.CallFrame): string {
  const { functionName } = callFrame;
  const url = sourceOf(callFrame);
  const parts = url.split('node_modules/');
  if (parts.length > 1) return /^(@[^/]+\/)?[^/]+/.exec(parts.at(-1) ?? '')?.[0] ?? url;
  if (url.startsWith('node:')) return url;
  if (url === '') return functionName;
  return url.replace(/^.*\/(?=src\/)/, '');
}
