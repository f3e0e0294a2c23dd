import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GATEWAY_PAGE } from '../shared/faults.ts';
import { type JournalEntry, readable } from '../shared/journal.ts';
import { bodyOf, pathOf, queryOf } from '../shared/requests.ts';
import type { Sandbox } from './context.ts';
import type { Fault } from './faults.ts';
import { newGuid } from './ids.ts';

const JOURNAL_BODY_LIMIT = 100_000;

/** A call of Eloqua as the journal shows it. */
export interface EloquaEntry extends JournalEntry {
  /** Only the scheme, e.g. `Bearer`; null where there was none. */
  authorization: string | null;
  /** `X-HTTP-Method-Override`. */
  methodOverride: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The call's line in Eloqua's journal; absent for the control API and the live page. */
    eloquaEntry: JournalEntry | undefined;
    /** A fault that waits for the call's effect to be done. */
    eloquaFaultAfter: Fault | undefined;
  }
}

/** Everything but the control API and the live page is Eloqua: it is written down, and can be made to fail. */
export function interfere(app: FastifyInstance, sandbox: Sandbox): void {
  app.decorateRequest('eloquaEntry', undefined);
  app.decorateRequest('eloquaFaultAfter', undefined);
  app.addHook('preHandler', async (request, reply) => {
    const path = pathOf(request);
    if (path === '/' || path.startsWith('/_sandbox')) return;
    reply.header('x-request-id', newGuid());
    request.eloquaEntry = record(sandbox, request);
    const fault = faultFor(sandbox, path);
    if (fault === undefined) return;
    if (fault.when === 'AFTER') {
      request.eloquaFaultAfter = fault;
      return;
    }
    return before(sandbox, fault, request, reply);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const fault = request.eloquaFaultAfter;
    let sent = payload;
    if (fault !== undefined) {
      await pause(sandbox, fault);
      if (fault.reset === true) {
        request.raw.socket.resetAndDestroy();
        return payload;
      }
      sent = replace(fault, reply) ?? payload;
    }
    if (request.eloquaEntry !== undefined) request.eloquaEntry.httpStatus = reply.statusCode;
    return sent;
  });
}

/** A path as faults and the journal's filter know it: lower case, with and without the pod. */
export function pathNames(path: string): [whole: string, withoutPod: string] {
  const whole = path.toLowerCase();
  return [whole, whole.replace(/^\/p\d\d(?=\/)/, '')];
}

function record(sandbox: Sandbox, request: FastifyRequest): JournalEntry {
  const header = request.headers.authorization;
  const override = request.headers['x-http-method-override'];
  const entry: Omit<EloquaEntry, 'id' | 'time'> = {
    method: request.method,
    path: pathOf(request),
    query: queryOf(request),
    body: bodyForJournal(bodyOf(request)),
    authorization: header === undefined ? null : (header.split(' ', 1)[0] ?? ''),
    methodOverride: typeof override === 'string' ? override : null,
  };
  return sandbox.journal.record(entry);
}

function bodyForJournal(body: string): unknown {
  return body.length > JOURNAL_BODY_LIMIT ? `${body.length} characters` : readable(body);
}

function faultFor(sandbox: Sandbox, path: string): Fault | undefined {
  const [whole, withoutPod] = pathNames(path);
  return sandbox.faults.take(whole) ?? (withoutPod === whole ? undefined : sandbox.faults.take(withoutPod));
}

/** Returns the reply where it was sent, so that the call has no effect. */
async function before(
  sandbox: Sandbox,
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  await pause(sandbox, fault);
  if (fault.reset === true) {
    reply.hijack();
    request.raw.socket.resetAndDestroy();
    return reply;
  }
  const payload = replace(fault, reply);
  return payload === undefined ? undefined : reply.send(payload);
}

async function pause(sandbox: Sandbox, fault: Fault): Promise<void> {
  if (fault.latencyMs === undefined) return;
  await sleep(fault.latencyMs, undefined, { signal: sandbox.calls.signal }).catch(() => undefined);
}

/** The answer that the fault puts in place of the true one; undefined where it only takes time. */
function replace(fault: Fault, reply: FastifyReply): string | undefined {
  reply.removeHeader('content-length');
  if (fault.httpStatus !== undefined) reply.code(fault.httpStatus);
  else if (fault.body !== undefined || fault.html === true || fault.empty === true) reply.code(200);
  if (fault.body !== undefined) {
    reply.type('application/json; charset=utf-8');
    return JSON.stringify(fault.body);
  }
  if (fault.empty === true) return '';
  if (fault.html === true || fault.httpStatus !== undefined) {
    reply.type('text/html');
    return GATEWAY_PAGE;
  }
  return undefined;
}
