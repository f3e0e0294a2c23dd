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
};

export type CommonFault = z.infer<z.ZodObject<typeof faultFields>>;

/** Whether a fault does anything at all. */
export const hasEffect = (fault: CommonFault): boolean =>
  fault.httpStatus !== undefined ||
  fault.latencyMs !== undefined ||
  fault.reset === true ||
  fault.html === true ||
  fault.empty === true;

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
