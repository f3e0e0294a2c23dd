import type { Finding } from '../finding.ts';

/** One line of `npm run doctor`. */
export interface Check extends Finding {
  /** `subject.what`, for scripts. Never changes. */
  readonly name: string;
  /** What to enter elsewhere, by the name that it has there. */
  readonly values?: Readonly<Record<string, string>>;
}

export const named = (name: string, finding: Finding): Check => ({ name, ...finding });

/** Findings by the last part of the name. */
export const allNamed = (subject: string, findings: Readonly<Record<string, Finding>>): Check[] =>
  Object.entries(findings).map(([what, finding]) => named(`${subject}.${what}`, finding));
