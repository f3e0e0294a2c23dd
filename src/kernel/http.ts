import { setTimeout as sleep } from 'node:timers/promises';

export interface HttpRequest {
  url: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array<ArrayBuffer>;
  /** Milliseconds for one attempt, from the connection to the last byte of the body. Default 10 000. */
  timeoutMs?: number;
  /** A longer response is a fault, so that a broken server cannot fill our memory. Default 4 MiB. */
  maxBytes?: number;
  /** Aborts the call, and any wait between attempts, with `ABORTED`. */
  signal?: AbortSignal;
  /**
   * Further attempts after a network fault, a timeout or a 502, 503 or 504. Default 0: the outcome of a lost call is
   * unknown, so only the caller can know whether it may be repeated.
   */
  retries?: number;
}

export interface HttpResponse {
  status: number;
  headers: Headers;
  body: string;
}

/** The signature of {@link requestText}. Clients take it as a parameter, so that it can be wrapped. */
export type RequestText = (request: HttpRequest) => Promise<HttpResponse>;

export type HttpFaultKind = 'TIMEOUT' | 'NETWORK' | 'TOO_LARGE' | 'ABORTED';

/**
 * No response was received. The message contains method, host and path, never the query, a header or a body, because
 * they may contain tokens. The original error is dropped for the same reason.
 */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';

  constructor(
    readonly kind: HttpFaultKind,
    target: string,
    /** Error code of the system, for example `ECONNRESET`. */
    readonly code: string | null = null,
  ) {
    super(`${target}: ${kind}${code === null ? '' : ` (${code})`}`);
  }
}

const FIRST_WAIT_MS = 100;
const MAX_WAIT_MS = 2_000;

/**
 * Makes one HTTP call and returns the body as text, with any status. Redirects are not followed: a request is meant
 * only for the host it was sent to.
 *
 * @throws {HttpFault} the only error
 */
export async function requestText(request: HttpRequest): Promise<HttpResponse> {
  const url = URL.parse(request.url);
  const target = `${request.method} ${url ? url.host + url.pathname : '(invalid address)'}`;
  if (!url) throw new HttpFault('NETWORK', target, 'ERR_INVALID_URL');

  for (let attempt = 0; ; attempt++) {
    const last = attempt >= (request.retries ?? 0);
    const outcome = await once(request, url, target).catch((error: HttpFault) => error);
    if (outcome instanceof HttpFault) {
      if (last || outcome.kind === 'ABORTED' || outcome.kind === 'TOO_LARGE') throw outcome;
    } else if (last || ![502, 503, 504].includes(outcome.status)) {
      return outcome;
    }
    const wait = Math.random() * Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
    await sleep(wait, undefined, { signal: request.signal }).catch(() => {
      throw new HttpFault('ABORTED', target);
    });
  }
}

async function once(request: HttpRequest, url: URL, target: string): Promise<HttpResponse> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? 10_000);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: request.headers ?? {},
      body: request.body ?? null,
      redirect: 'manual',
      signal,
    });
    const body = await readText(response, request.maxBytes ?? 4 * 1024 * 1024, target);
    return { status: response.status, headers: response.headers, body };
  } catch (error) {
    if (error instanceof HttpFault) throw error;
    if (request.signal?.aborted) throw new HttpFault('ABORTED', target);
    if (timeout.aborted) throw new HttpFault('TIMEOUT', target);
    throw new HttpFault('NETWORK', target, codeOf(error));
  }
}

async function readText(response: Response, maxBytes: number, target: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream and closes the connection.
    if (bytes > maxBytes) throw new HttpFault('TOO_LARGE', target);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** The first system code in the chain of causes; undici wraps the socket's error in a `TypeError`. */
function codeOf(error: unknown): string | null {
  for (let fault = error; fault instanceof Error; fault = fault.cause) {
    if ('code' in fault && typeof fault.code === 'string') return fault.code;
  }
  return null;
}
