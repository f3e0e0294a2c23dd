import type { ChildProcess } from 'node:child_process';
import { cpuMs, cpuMsOfFamily } from './cpu.ts';
import type { Clients, Load, LoadResult } from './load.ts';

/** A server that takes part in a comparison. */
export interface Contestant {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly process: ChildProcess;
}

export interface Score {
  /** Of all rounds, in order. */
  readonly perSecond: readonly number[];
  /** Medians, milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** CPU time of one operation, milliseconds. */
  readonly serverCpu: number;
  readonly databaseCpu: number;
}

interface Rounds {
  readonly clients: Clients;
  readonly postgres: number;
  readonly rounds: number;
  readonly seconds: number;
}

/** Requests before the first round, until the code is compiled and the statements are planned. */
const WARM_UP = 400;

/** Measures contestants in turn, round by round, so that each meets the same noise. */
export async function compete(
  contestants: readonly Contestant[],
  { requests, connections }: Pick<Load, 'requests' | 'connections'>,
  { clients, postgres, rounds, seconds }: Rounds,
): Promise<Map<Contestant, Score>> {
  const results = new Map<Contestant, (LoadResult & { server: number; database: number })[]>();
  const loadOf = ({ url, headers }: Contestant): Load => ({ url, headers, requests, connections, seconds });
  for (const contestant of contestants) {
    results.set(contestant, []);
    await clients.send({ ...loadOf(contestant), amount: WARM_UP });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of turned(contestants, round)) {
      const { pid = 0 } = contestant.process;
      const before = { server: cpuMs(pid), database: cpuMsOfFamily(postgres) };
      const result = await clients.send(loadOf(contestant));
      if (result.failed > 0) throw new Error(`${contestant.name} refused ${result.failed} requests`);
      const server = (cpuMs(pid) - before.server) / result.total;
      const database = (cpuMsOfFamily(postgres) - before.database) / result.total;
      results.get(contestant)?.push({ ...result, server, database });
    }
  }
  return new Map([...results].map(([contestant, all]) => [contestant, scoreOf(all)]));
}

const scoreOf = (rounds: readonly (LoadResult & { server: number; database: number })[]): Score => ({
  perSecond: rounds.map(({ perSecond }) => perSecond),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  serverCpu: median(rounds.map(({ server }) => server)),
  databaseCpu: median(rounds.map(({ database }) => database)),
});

/** The one that begins is another in each round. */
function turned<T>(items: readonly T[], by: number): T[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/** From the lowest to the highest, as a share of the median. */
export const spreadOf = (values: readonly number[]): number =>
  (Math.max(...values) - Math.min(...values)) / median(values);
