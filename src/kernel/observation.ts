import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { remoteParent } from './trace-parent.ts';

/**
 * What is seen of one operation or job while it runs. It follows the work by asynchronous local storage, so nothing may
 * ever be decided by it: who asks, and for which installation, is in `RequestContext` alone (ADR 40).
 */
export interface Observation {
  /** In ms of the process. */
  readonly begunAt: number;
  /** SQL statements that were sent for it. */
  statements: number;
  /** Whether a mutation of it was refused. */
  isRefused: boolean;
  /** Null where nothing is traced. */
  readonly span: Span | null;
}

const current = new AsyncLocalStorage<Observation>();

/** Null: nothing is traced. */
let tracer: Tracer | null = null;

/** From now on, in the whole process. */
export function traceWith(next: Tracer | null): void {
  tracer = next;
}

/** Called when something has ended, with the error if it has failed. */
export type End = (error?: unknown) => void;

/**
 * Runs an operation or a job, and observes it.
 *
 * @param name of its span, until the work knows a better one
 * @param traceparent of the request that began it, which continues the trace of its client
 */
export async function observe<T>(
  name: string,
  work: (observation: Observation) => Promise<T>,
  { kind = SpanKind.SERVER, traceparent }: { kind?: SpanKind; traceparent?: string | undefined } = {},
): Promise<T> {
  const span = tracer?.startSpan(name, { kind }, remoteParent(traceparent)) ?? null;
  const observation: Observation = { begunAt: performance.now(), statements: 0, isRefused: false, span };
  if (!span) return current.run(observation, work, observation);
  const end = endOf(span);
  try {
    const result = await current.run(observation, work, observation);
    end();
    return result;
  } catch (error) {
    end(error);
    throw error;
  }
}

/** The observation of the operation or job that runs now; null in work that nobody observes. */
export const observed = (): Observation | null => current.getStore() ?? null;

/** A mutation of the operation is refused with `userErrors`. */
export function noteRefusal(): void {
  const observation = current.getStore();
  if (observation) observation.isRefused = true;
}

/**
 * Counts a statement that is sent. Returns null unless it is traced.
 *
 * @param name makes the name of its span, without any value
 */
export function beginStatement(name: () => string): End | null {
  const observation = current.getStore();
  if (!observation) return null;
  observation.statements += 1;
  return beginPart(observation, name);
}

/** Begins a span for a call to another system. Returns null unless it is traced. */
export function beginCall(name: () => string): End | null {
  const observation = current.getStore();
  return observation ? beginPart(observation, name) : null;
}

function beginPart({ span }: Observation, name: () => string): End | null {
  if (!tracer || !span?.isRecording()) return null;
  const parent = trace.setSpan(ROOT_CONTEXT, span);
  return endOf(tracer.startSpan(name(), { kind: SpanKind.CLIENT }, parent));
}

/** Of an error only its name is shown: messages of drivers quote values. */
const endOf =
  (span: Span): End =>
  (error) => {
    if (error !== undefined)
      span.setStatus({
        code: SpanStatusCode.ERROR,
        message: error instanceof Error ? error.name : String(error),
      });
    span.end();
  };
