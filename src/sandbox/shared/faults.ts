import { z } from 'zod';

/** How the next calls of a path fail, whichever vendor answers. */
export const faultFields = {
  /** Exact path; a `*` at the end matches any rest. */
  path: z.string().startsWith('/'),
  times: z.number().int().min(1).max(1_000_000).default(1),
  /** AFTER: the effect is done, the answer is lost. */
  when: z.enum(['BEFORE', 'AFTER']).default('BEFORE'),
  httpStatus: z.number().int().min(100).max(599).optional(),
  /** Milliseconds; goes together with any of the others, or alone. */
  latencyMs: z.number().int().min(0).max(600_000).optional(),
  /** The connection is cut by a TCP reset. */
  reset: z.boolean().optional(),
  /** A gateway's HTML page instead of JSON. */
  html: z.boolean().optional(),
  /** HTTP 200 and no body. */
  empty: z.boolean().optional(),
  /** Sent in place of the answer, with status 200 unless `httpStatus` says another: a text as it is, all else as JSON. */
  answer: z.unknown().optional(),
  /** A JSON merge patch (RFC 7396) of the true answer; the call has its effect. What is not JSON stays as it is. */
  patch: z.unknown().optional(),
};

export type CommonFault = z.infer<z.ZodObject<typeof faultFields>>;

/** Whether a fault does anything at all. */
export const hasEffect = (fault: CommonFault): boolean =>
  fault.httpStatus !== undefined ||
  fault.latencyMs !== undefined ||
  fault.reset === true ||
  fault.html === true ||
  fault.empty === true ||
  fault.answer !== undefined ||
  fault.patch !== undefined;

/** The answer that a fault orders, or makes of the true one; undefined where it does neither. */
export function bent({ answer, patch }: CommonFault, truth: unknown): string | undefined {
  if (answer !== undefined) return typeof answer === 'string' ? answer : JSON.stringify(answer);
  if (patch === undefined) return undefined;
  try {
    return JSON.stringify(merged(JSON.parse(String(truth)), patch));
  } catch {
    return undefined;
  }
}

/** RFC 7396. */
function merged(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name);
    else result.set(name, merged(result.get(name), value));
  }
  return Object.fromEntries(result);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Faults ordered and not used up yet. */
export class Faults<Fault extends CommonFault> {
  #faults: Fault[] = [];
  #clearing = new AbortController();

  /** Aborted when the faults are cleared: a call that a fault delays goes on at once. */
  get cleared(): AbortSignal {
    return this.#clearing.signal;
  }

  add(fault: Fault): void {
    this.#faults.push({ ...fault });
  }

  /** Uses up one turn of the oldest fault of that path. */
  take(path: string): Fault | undefined {
    const fault = this.#faults.find((candidate) => matches(candidate.path, path));
    if (fault === undefined) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.#faults = this.#faults.filter((candidate) => candidate !== fault);
    return fault;
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
    this.#clearing.abort();
    this.#clearing = new AbortController();
  }
}

function matches(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}
