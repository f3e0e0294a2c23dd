import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

function placeOf({ url, functionName }: { url: string; functionName: string }): string {
  const parts = url.split('node_modules/');
  if (parts.length > 1) return /^(@[^/]+\/)?[^/]+/.exec(parts.at(-1) ?? '')?.[0] ?? url;
  if (url.startsWith('node:')) return url;
  if (url === '') return functionName;
  return url.replace(/^.*\/dist\//, '');
}
