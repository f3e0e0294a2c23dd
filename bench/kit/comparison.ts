import { deepEqual } from 'node:assert/strict';
import type { Operation } from '../operations.ts';
import type { BenchmarkOptions } from './benchmark.ts';
import { chart, type Group } from './chart.ts';
import { end, forkOne } from './children.ts';
import { type Contestant, compete, median, type Score, spreadOf } from './contest.ts';
import { postgresPid } from './cpu.ts';
import type { Installation } from './data.ts';
import { type Requests, startClients } from './load.ts';
import type { Production } from './production.ts';
import { profileOf } from './profile.ts';
import { digits, table, writeResults } from './report.ts';
import { statementsOf } from './statements.ts';

/** One line of a comparison for each server. */
export interface Case {
  readonly name: string;
  readonly requests: Requests;
  readonly connections: number;
}

/** How often an operation is repeated to count its statements. */
const COUNTED = 20;
const PROFILE_SECONDS = 8;

/**
 * Compares Qiao with peers that have the same data in the same PostgreSQL, and writes the results.
 *
 * @param peers the bare one first
 */
export async function compare(
  name: string,
  {
    cases,
    ours,
    peers,
  }: { readonly cases: readonly Case[]; readonly ours: Contestant; readonly peers: readonly Contestant[] },
  { postgres: { superuserUrl } }: Production,
  { quick, profile }: BenchmarkOptions,
): Promise<void> {
  const clients = await startClients();
  const postgres = await postgresPid(superuserUrl);
  const lines: string[][] = [];
  const groups: Group[] = [];
  try {
    for (const each of cases) {
      const scores = await compete([...peers, ours], each, {
        clients,
        postgres,
        ...(quick ? { rounds: 3, seconds: 2 } : { rounds: 5, seconds: 3 }),
      });
      const { url, headers } = ours;
      const load = { url, headers, requests: each.requests, connections: 1, seconds: PROFILE_SECONDS };
      const statements = await statementsOf(superuserUrl, () => clients.send({ ...load, amount: COUNTED }));
      lines.push(...linesOf(each.name, scores, statements.length / COUNTED));
      groups.push(groupOf(each.name, scores));
      if (!profile) continue;
      const profiled = () => clients.send({ ...load, connections: each.connections });
      const { file, shares } = await profileOf(ours.process, profiled);
      console.log(
        `\nself time of the server, ${each.name}\n\n${table(['where', 'share'], shares)}\n\n${file}\n`,
      );
    }
  } finally {
    await Promise.all([clients.close(), ...peers.map(({ process }) => end(process))]);
  }
  const text = table(COLUMNS, lines);
  console.log(text);
  if (!quick)
    writeResults(name, text, chart('Operations per second, and the share of the bare driver', groups));
}

/** The same for operations of the API, whose answers must be equal. */
export async function compareOperations(
  name: string,
  peers: Peers,
  cases: readonly OperationCase[],
  { id, site }: Installation,
  qiao: Production,
  options: BenchmarkOptions,
): Promise<void> {
  const ours: Contestant = {
    name: 'Qiao',
    url: `${qiao.url}/graphql`,
    headers: { authorization: `Bearer ${await qiao.token(site)}` },
    process: qiao.server,
  };
  const env = { DATABASE_URL: qiao.postgres.superuserUrl, INSTALLATION: id };
  const others: Contestant[] = [];
  for (const [file, what] of Object.entries(peers).slice(0, options.quick ? 1 : undefined)) {
    const { child, ready } = await forkOne<string>(`peers/${file}.ts`, env);
    others.push({ name: what, url: ready, headers: {}, process: child });
  }
  const sized: Case[] = [];
  for (const { name: what, operations, connections } of cases) {
    const bytes = await sameAnswers([...others, ours], operations);
    sized.push({
      name: `${what}, ${bytes} bytes`,
      requests: { bodies: operations.map(bodyOf) },
      connections,
    });
  }
  await compare(name, { cases: sized, ours, peers: others }, qiao, options);
}

/** Of the API. */
export interface OperationCase {
  readonly name: string;
  /** Dealt out to the clients. */
  readonly operations: readonly Operation[];
  readonly connections: number;
}

/** The file of each peer, the bare one first, and what it is. */
export type Peers = Readonly<Record<string, string>>;

const COLUMNS = [
  'operation',
  'server',
  'per second',
  'spread',
  '÷ bare',
  '÷ bare, by CPU time',
  'p50 ms',
  'p99 ms',
  'server CPU ms',
  'PostgreSQL CPU ms',
  'SQL statements',
];

/** Of server and PostgreSQL. Less noisy than what was done in a second. */
const cpuOf = (score?: Score): number => (score?.serverCpu ?? 0) + (score?.databaseCpu ?? 0);

function linesOf(name: string, scores: Map<Contestant, Score>, statements: number): string[][] {
  const [bare] = scores.values();
  return [...scores].map(([{ name: server }, score]) => [
    name,
    server,
    digits(median(score.perSecond)),
    `${(100 * spreadOf(score.perSecond)).toFixed(0)} %`,
    digits(median(score.perSecond) / median(bare?.perSecond ?? [])),
    digits(cpuOf(bare) / cpuOf(score)),
    digits(score.p50),
    digits(score.p99),
    digits(score.serverCpu),
    digits(score.databaseCpu),
    server === 'Qiao' ? String(statements) : '',
  ]);
}

function groupOf(title: string, scores: Map<Contestant, Score>): Group {
  const [bare] = scores.values();
  return {
    title,
    bars: [...scores].map(([{ name }, { perSecond }]) => ({
      label: name,
      value: median(perSecond),
      text: `${digits(median(perSecond))}/s · ${digits(median(perSecond) / median(bare?.perSecond ?? []))}`,
      ours: name === 'Qiao',
    })),
  };
}

const bodyOf = ({ query, variables }: Operation): string => JSON.stringify({ query, variables });

/** Fails if any contestant answers with other data than the first. Returns the size of the answer. */
async function sameAnswers(
  contestants: readonly Contestant[],
  [operation]: readonly Operation[],
): Promise<number> {
  if (!operation) throw new Error('there is no operation');
  const answers: unknown[] = [];
  for (const contestant of contestants) answers.push(await ask(contestant, operation));
  const [first] = answers;
  for (const [place, answer] of answers.entries())
    deepEqual(
      answer,
      first,
      `${contestants[place]?.name} answers otherwise: ${JSON.stringify(answer)} instead of ${JSON.stringify(first)}`,
    );
  return JSON.stringify({ data: first }).length;
}

async function ask({ url, headers }: Contestant, operation: Operation): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: bodyOf(operation),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
  if (errors) throw new Error(`${url}: ${JSON.stringify(errors)}`);
  return data;
}
