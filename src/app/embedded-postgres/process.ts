/** Questions about processes, and the log of one that ended. */
import { type ChildProcess, execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { promisify } from 'node:util';

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Also false for a zombie, which no longer has a command line. */
export async function isPostgres(pid: number): Promise<boolean> {
  const command = existsSync('/proc/self/cmdline')
    ? fs.readFile(`/proc/${pid}/cmdline`, 'utf8')
    : promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']).then(({ stdout }) => stdout);
  return (await command.catch(() => '')).includes('postgres');
}

export const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;
export const lastLines = (text: string): string => text.trim().split('\n').slice(-15).join('\n');
