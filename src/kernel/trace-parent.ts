import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';

/** Of the W3C's Trace Context, version 00 and what later versions have in common with it. */
const TRACE_PARENT = /^(?!ff)[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;
const NOTHING = /^0+$/;

/** The span of a client, in which ours begins. What is not valid counts as not sent. */
export function remoteParent(traceparent: string | undefined): Context {
  const [, traceId = '', spanId = '', flags = ''] = TRACE_PARENT.exec(traceparent ?? '') ?? [];
  if (NOTHING.test(traceId) || NOTHING.test(spanId) || traceId === '') return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags, 16) & 1;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
