import { StartError } from '../data-folder.ts';

/** FAIL: Qiao cannot work so. WARN: it can, and somebody should look. */
export type Result = 'OK' | 'WARN' | 'FAIL' | 'SKIPPED';

/** What a check found. The same finding stops a process that starts, and is a line of `npm run doctor`. */
export interface Finding {
  readonly result: Result;
  /** What is, in one sentence. Never a secret. */
  readonly says: string;
  /** What to do about it. It may end with SQL or values to copy, in lines of their own. */
  readonly cure?: string;
}

/** Something that must be removed before Qiao can start. */
export class Obstacle extends StartError {
  constructor(readonly finding: Finding) {
    super([finding.says, finding.cure].filter(Boolean).join(' '));
  }
}

export const ok = (says: string): Finding => ({ result: 'OK', says });
export const warn = (says: string, cure: string): Finding => ({ result: 'WARN', says, cure });
export const fail = (says: string, cure: string): Finding => ({ result: 'FAIL', says, cure });
export const skipped = (says: string): Finding => ({ result: 'SKIPPED', says });

/** @throws {Obstacle} for the first of them that fails */
export function stopIfAnyFails(findings: readonly Finding[]): void {
  const first = findings.find(({ result }) => result === 'FAIL');
  if (first) throw new Obstacle(first);
}
