import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';

/** Linux counts the CPU time of processes in ticks of 10 ms. */
const TICK_MS = 10;

interface Stat {
  readonly parent: number;
  /** Its own CPU time, and that of its ended children. */
  readonly ticks: number;
}

function statOf(pid: number | string): Stat | null {
  try {
    // The name of the program, in parentheses, may contain spaces.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    return { parent, ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) };
  } catch {
    return null;
  }
}

/** CPU time that a process has used, in milliseconds. Only on Linux; elsewhere 0. */
export const cpuMs = (pid: number): number => (statOf(pid)?.ticks ?? 0) * TICK_MS;

/** The same for a process and all its children. */
export function cpuMsOfFamily(pid: number): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .filter((stat) => stat?.parent === pid);
  return children.reduce((sum, stat) => sum + (stat?.ticks ?? 0) * TICK_MS, cpuMs(pid));
}

/** Memory of a process. Only on Linux; elsewhere not a number. */
export function kibOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return Number.NaN;
  }
}

/** The process id of the PostgreSQL that serves `url`: the parent of any of its backends. */
export async function postgresPid(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const parent = statOf(rows[0]?.pid ?? 0)?.parent ?? 0;
  await client.end();
  return parent;
}
