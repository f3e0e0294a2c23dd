import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bent, type CommonFault } from './faults.ts';
import type { JournalEntry } from './journal.ts';
import { pathOf } from './requests.ts';

/** How the calls that a vendor receives are written down, and made to fail. */
export interface Interference<Fault extends CommonFault> {
  /** Writes a call down. Undefined: the call is the control API's or a page's of the sandbox itself, and is left alone. */
  record(path: string, request: FastifyRequest, reply: FastifyReply): JournalEntry | undefined;
  /** Uses up one turn of the oldest fault of that path. */
  take(path: string): Fault | undefined;
  /** The answer for a fault of the vendor's own kind; undefined for other faults. */
  answer(fault: Fault, request: FastifyRequest): string | undefined;
  /** Of every answer that is no page. */
  contentType(): string;
  /** Ends every wait. */
  signal(): AbortSignal;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The call's line in the vendor's journal; undefined for what is no call of the vendor. */
    journalEntry: JournalEntry | undefined;
  }
}

/** What a gateway shows when what is behind it does not answer. */
const GATEWAY_PAGE =
  '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';

export function interfere<Fault extends CommonFault>(
  app: FastifyInstance,
  vendor: Interference<Fault>,
): void {
  const afterwards = new WeakMap<FastifyRequest, Fault>();

  const pause = async ({ latencyMs }: Fault): Promise<void> => {
    if (latencyMs !== undefined)
      await sleep(latencyMs, undefined, { signal: vendor.signal() }).catch(() => {});
  };
  /** What is sent in place of the true answer; undefined where the fault only takes time. */
  const replacement = (
    fault: Fault,
    request: FastifyRequest,
    reply: FastifyReply,
    truth?: unknown,
  ): string | undefined => {
    const text =
      bent(fault, truth) ?? vendor.answer(fault, request) ?? (fault.empty === true ? '' : undefined);
    const isPage = text === undefined && (fault.html === true || fault.httpStatus !== undefined);
    if (text === undefined && !isPage) return undefined;
    const status = fault.httpStatus ?? (fault.patch === undefined ? 200 : reply.statusCode);
    reply.removeHeader('content-length').code(status);
    reply.header('content-type', isPage ? 'text/html' : vendor.contentType());
    return text ?? GATEWAY_PAGE;
  };

  app.decorateRequest('journalEntry', undefined);
  app.addHook('preHandler', async (request, reply) => {
    const path = pathOf(request);
    request.journalEntry = vendor.record(path, request, reply);
    const fault = request.journalEntry && vendor.take(path);
    if (fault === undefined) return;
    if (fault.when === 'AFTER' || fault.patch !== undefined) {
      afterwards.set(request, fault);
      return;
    }
    // Sent before the handler runs, so that the call has no effect.
    await pause(fault);
    if (fault.reset === true) {
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      return reply;
    }
    const answer = replacement(fault, request, reply);
    return answer === undefined ? undefined : reply.send(answer);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const fault = afterwards.get(request);
    let sent = payload;
    if (fault !== undefined) {
      await pause(fault);
      if (fault.reset === true) {
        request.raw.socket.resetAndDestroy();
        return payload;
      }
      sent = replacement(fault, request, reply, payload) ?? payload;
    }
    if (request.journalEntry !== undefined) request.journalEntry.httpStatus = reply.statusCode;
    return sent;
  });
}
