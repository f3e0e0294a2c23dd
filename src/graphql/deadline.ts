import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { RequestError } from '../kernel/errors.ts';
import { LIMITS } from './limits.ts';

/** So many properties of objects are read in less than a tenth of a millisecond. */
const CHECKS_PER_LOOK = 100;

/** Ends an operation that takes too long, or whose client has left: fields that wait fail, others do not begin. */
export class Deadline {
  private readonly timer: NodeJS.Timeout;
  private readonly at: number;
  private isOver = false;
  private checks = 0;
  private controller: AbortController | null = null;
  private passed: Promise<never> | null = null;
  private pass: () => void = () => {};

  constructor(ms: number = LIMITS.deadlineMs) {
    this.at = performance.now() + ms;
    this.timer = setTimeout(() => this.end(), ms);
    this.timer.unref();
  }

  /** For calls that can be cancelled. */
  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.isOver) this.controller.abort();
    return this.controller.signal;
  }

  /** Now, because nobody waits for the answer any more. */
  end(): void {
    clearTimeout(this.timer);
    this.isOver = true;
    this.controller?.abort();
    this.pass();
  }

  /** The operation is over in time. */
  clear(): void {
    clearTimeout(this.timer);
  }

  /** Looks at the clock as well: while a long answer is built, no timer runs. */
  check(): void {
    if (performance.now() > this.at) this.end();
    if (this.isOver) throw tooLate();
  }

  /** The same for work that is small and frequent: looks at the clock now and then. */
  checkOften(): void {
    this.checks += 1;
    if (this.isOver || this.checks % CHECKS_PER_LOOK === 0) this.check();
  }

  /** The result, or an error as soon as the deadline passes. */
  race<T>(result: PromiseLike<T>): Promise<T> {
    this.passed ??= this.whenPassed();
    return Promise.race([result, this.passed]);
  }

  private whenPassed(): Promise<never> {
    const passed = new Promise<never>((_resolve, reject) => {
      this.pass = () => reject(tooLate());
      if (this.isOver) this.pass();
    });
    passed.catch(() => {});
    return passed;
  }
}

const tooLate = () => new RequestError('DEADLINE_EXCEEDED');

interface Timed {
  readonly deadline?: Deadline;
}

/** Resolves fields that are properties of their object. */
export const timedFieldResolver: GraphQLFieldResolver<unknown, Timed> = (source, args, context, info) => {
  context.deadline?.checkOften();
  return defaultFieldResolver(source, args, context, info);
};

/** Makes every field of the schema stop at the deadline of its operation. */
export function timed(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (!resolve) continue;
      field.resolve = (source, args, context: Timed, info) => {
        const { deadline } = context;
        deadline?.check();
        const result: unknown = resolve(source, args, context, info);
        return deadline && isPromise(result) ? deadline.race(result) : result;
      };
    }
  }
  return schema;
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { then?: unknown } | null)?.then === 'function';
