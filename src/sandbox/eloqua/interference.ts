import type { FastifyRequest } from 'fastify';
import type { Interference } from '../shared/interference.ts';
import { type JournalEntry, readable } from '../shared/journal.ts';
import { bodyOf, queryOf } from '../shared/requests.ts';
import type { Sandbox } from './context.ts';
import type { Fault } from './faults.ts';
import { newGuid } from './ids.ts';

const JOURNAL_BODY_LIMIT = 100_000;

/** A call of Eloqua as the journal shows it. */
export interface EloquaEntry extends JournalEntry {
  /** Only the scheme, for example `Bearer`; null without the header. */
  authorization: string | null;
  /** `X-HTTP-Method-Override`. */
  methodOverride: string | null;
}

/** Everything but the control API and the live page is Eloqua. */
export const eloquaInterference = (sandbox: Sandbox): Interference<Fault> => ({
  record(path, request, reply) {
    if (path === '/' || path.startsWith('/_sandbox')) return undefined;
    reply.header('x-request-id', newGuid());
    return sandbox.journal.record(entryOf(path, request));
  },
  take(path) {
    const [whole, withoutPod] = pathNames(path);
    return sandbox.faults.take(whole) ?? (withoutPod === whole ? undefined : sandbox.faults.take(withoutPod));
  },
  answer: ({ body }) => (body === undefined ? undefined : JSON.stringify(body)),
  contentType: () => 'application/json; charset=utf-8',
  signal: () => AbortSignal.any([sandbox.calls.signal, sandbox.faults.cleared]),
});

/** A path as faults and the journal's filter know it: lower case, with and without the pod. */
export function pathNames(path: string): [whole: string, withoutPod: string] {
  const whole = path.toLowerCase();
  return [whole, whole.replace(/^\/p\d\d(?=\/)/, '')];
}

function entryOf(path: string, request: FastifyRequest): Omit<EloquaEntry, 'id' | 'time'> {
  const header = request.headers.authorization;
  const override = request.headers['x-http-method-override'];
  return {
    method: request.method,
    path,
    query: queryOf(request),
    body: bodyForJournal(bodyOf(request)),
    authorization: header === undefined ? null : (header.split(' ', 1)[0] ?? ''),
    methodOverride: typeof override === 'string' ? override : null,
  };
}

function bodyForJournal(body: string): unknown {
  return body.length > JOURNAL_BODY_LIMIT ? `${body.length} characters` : readable(body);
}
