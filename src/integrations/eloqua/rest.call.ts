import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { HttpFault, type HttpRequest, type RequestText } from '../../kernel/http.ts';
import { type OnOdd, read, send } from './answer.ts';
import { EloquaError } from './errors.ts';

/** The base URL and the token of a call. */
export interface EloquaSession {
  /** URL of the site's pod, from `GET /id`: `https://secure.p06.eloqua.com`. */
  baseUrl: string;
  accessToken: string;
}

export interface CallOptions {
  /** Milliseconds for one attempt. Default 8 000. */
  timeoutMs?: number;
  /** Maximum wait before the second attempt in milliseconds; four times that before the third. Default 400. */
  retryWaitMs?: number;
  signal?: AbortSignal;
  onOdd?: OnOdd;
}

export interface Call<Answer> extends CallOptions {
  method: 'GET' | 'POST' | 'PUT';
  /** Path below the base URL. Errors contain the path, but not the query. */
  path: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
  /** See `HttpRequest`. */
  maxBytes?: number;
  /** See `read` in answer.ts. */
  answer: z.ZodType<Answer>;
}

const MAX_ATTEMPTS = 3;

/**
 * Makes one call of REST, Cloud or Bulk. A GET is tried up to three times if Eloqua is busy (429, 502, 503, 504) or the
 * connection breaks, but not after a timeout, which took long enough. No other call is repeated, because Eloqua has no
 * idempotency keys.
 *
 * @throws {EloquaError}, or {@link HttpFault} `ABORTED` if the caller aborted
 */
export async function call<Answer>(
  http: RequestText,
  session: EloquaSession,
  request: Call<Answer>,
): Promise<Answer> {
  const name = `${request.method} ${request.path}`;
  const longestWait = request.retryWaitMs ?? 400;
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await send(http, name, httpRequest(session, request));
      return read(name, response, request.answer, request.onOdd);
    } catch (error) {
      if (request.method !== 'GET' || attempt === MAX_ATTEMPTS || !mayPass(error)) throw error;
    }
    await wait(name, (0.5 + Math.random() / 2) * longestWait * 4 ** (attempt - 1), request.signal);
  }
}

function httpRequest({ baseUrl, accessToken }: EloquaSession, request: Call<unknown>): HttpRequest {
  const { method, path, query, body, headers, timeoutMs = 8_000, maxBytes, signal } = request;
  const parameters = query ? `?${new URLSearchParams(query)}` : '';
  return {
    url: `${baseUrl}${path}${parameters}`,
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
      accept: 'application/json',
      // Without it, a PUT of an instance corrupts Eloqua's data.
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    timeoutMs,
    ...(maxBytes !== undefined && { maxBytes }),
    ...(signal && { signal }),
  };
}

function mayPass(error: unknown): boolean {
  if (!(error instanceof EloquaError)) return false;
  if (error.cause instanceof HttpFault) return error.cause.kind === 'NETWORK';
  return error.status !== null && [429, 502, 503, 504].includes(error.status);
}

async function wait(name: string, ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {
    throw new HttpFault('ABORTED', name);
  });
}
