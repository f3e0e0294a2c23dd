import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GATEWAY_PAGE } from '../shared/faults.ts';
import { type JournalEntry, readable } from '../shared/journal.ts';
import { bodyOf, pathOf, queryOf } from '../shared/requests.ts';
import type { Sandbox } from './context.ts';
import { errorBody, WeChatError } from './errors.ts';
import type { Fault } from './faults.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The call's line in the journal; absent for the control API and the phone. */
    entry: JournalEntry | undefined;
    /** A fault that waits for the call's effect to be done. */
    faultAfter: Fault | undefined;
    errcode: number | undefined;
  }
}

/** Everything but the control API and the phone is WeChat: it is written down, and can be made to fail. */
export function interfere(app: FastifyInstance, sandbox: Sandbox): void {
  app.decorateRequest('entry', undefined);
  app.decorateRequest('faultAfter', undefined);
  app.decorateRequest('errcode', undefined);
  app.addHook('preHandler', async (request, reply) => {
    const path = pathOf(request);
    if (path === '/' || path.startsWith('/_sandbox') || path.startsWith('/phone')) return;
    request.entry = sandbox.journal.record({
      method: request.method,
      path,
      query: queryOf(request),
      body: readable(bodyOf(request)),
    });
    const fault = sandbox.faults.take(path);
    if (fault === undefined) return;
    if (fault.when === 'AFTER') {
      request.faultAfter = fault;
      return;
    }
    return before(sandbox, fault, request, reply);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const fault = request.faultAfter;
    let sent = payload;
    if (fault !== undefined) {
      await pause(sandbox, fault);
      if (fault.reset === true) {
        request.raw.socket.resetAndDestroy();
        return payload;
      }
      sent = replace(fault, request, reply) ?? payload;
    }
    if (request.entry !== undefined) {
      request.entry.httpStatus = reply.statusCode;
      if (request.errcode !== undefined) request.entry.errcode = request.errcode;
    }
    return sent;
  });
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
  const payload = replace(fault, request, reply);
  return payload === undefined ? undefined : reply.send(payload);
}

async function pause(sandbox: Sandbox, fault: Fault): Promise<void> {
  if (fault.latencyMs === undefined) return;
  await sleep(fault.latencyMs, undefined, { signal: sandbox.pushes.signal }).catch(() => undefined);
}

/** The answer that the fault puts in place of the true one; undefined where it only takes time. */
function replace(fault: Fault, request: FastifyRequest, reply: FastifyReply): string | undefined {
  reply.removeHeader('content-length');
  if (fault.httpStatus !== undefined) reply.code(fault.httpStatus);
  if (fault.errcode !== undefined) {
    request.errcode = fault.errcode;
    reply.type('text/plain');
    return JSON.stringify(errorBody(new WeChatError(fault.errcode, fault.errmsg)));
  }
  if (fault.empty === true) return '';
  if (fault.html === true || fault.httpStatus !== undefined) {
    reply.type('text/html');
    return GATEWAY_PAGE;
  }
  return undefined;
}
