import type { z } from 'zod';
import { HttpFault, type HttpResponse, type RequestText } from '../../kernel/http.ts';
import { type Reaction, reactionTo, WeChatError } from './errors.ts';
import { parseJson } from './json.ts';

export interface CallOptions {
  /** Milliseconds for one attempt. Default 8 000. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

export interface Call<Answer> extends CallOptions {
  /** Without a path, for example `https://api.weixin.qq.com`. */
  apiUrl: string;
  /** Path below `/cgi-bin/`; also the name of the call in errors. */
  api: string;
  /** At most one access token, under the parameter name of this API. */
  query?: Readonly<Record<string, string>>;
  body: Readonly<Record<string, unknown>>;
  answer: z.ZodType<Answer>;
  /** See `HttpRequest.retries`; only for reads. */
  retries?: number;
}

/**
 * Makes one call of WeChat's API. WeChat answers 200 with an errcode, or without one after success. HTML, an empty or
 * unexpected body, a 5xx, a lost connection and a timeout are errcode -1 with `outcomeUnknown`.
 *
 * @throws {WeChatError}, or {@link HttpFault} `ABORTED` if the caller aborted
 */
export async function call<Answer>(http: RequestText, request: Call<Answer>): Promise<Answer> {
  const { status, body } = await send(http, request).catch((fault: unknown) => {
    throw fault instanceof HttpFault && fault.kind !== 'ABORTED' ? noAnswer(request, fault) : fault;
  });
  const json = parseJson(body);
  const { errcode, errmsg } = refusalIn(json);
  if (errcode !== 0) {
    throw new WeChatError(request.api, errcode, { errmsg, reaction: reaction(errcode, request) });
  }
  const answer = request.answer.safeParse(json);
  if (status >= 400 || !answer.success) throw noAnswer(request);
  return answer.data;
}

function noAnswer({ api }: Call<unknown>, cause?: HttpFault): WeChatError {
  return new WeChatError(api, -1, { outcomeUnknown: true, cause });
}

function send(
  http: RequestText,
  { apiUrl, api, query, body, ...options }: Call<unknown>,
): Promise<HttpResponse> {
  const url = new URL(`/cgi-bin/${api}`, apiUrl);
  url.search = new URLSearchParams(query).toString();
  return http({
    url: url.href,
    method: 'POST',
    // JSON.stringify does not escape non-ASCII characters; WeChat refuses or prints \uXXXX escapes.
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    timeoutMs: options.timeoutMs ?? 8_000,
    ...(options.retries !== undefined && { retries: options.retries }),
    ...(options.signal && { signal: options.signal }),
  });
}

/** In a call without a token, "invalid credential" (40001) refers to the secret. */
function reaction(errcode: number, { query }: Call<unknown>): Reaction {
  const usual = reactionTo(errcode);
  return usual === 'REFRESH_TOKEN' && query === undefined ? 'CONFIGURATION' : usual;
}

function refusalIn(json: unknown): { errcode: number; errmsg: string } {
  const { errcode = 0, errmsg = '' } = typeof json === 'object' && json !== null ? (json as Refusal) : {};
  return { errcode: Number(errcode), errmsg: String(errmsg) };
}

interface Refusal {
  errcode?: unknown;
  errmsg?: unknown;
}
