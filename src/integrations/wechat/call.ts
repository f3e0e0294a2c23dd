import type { z } from 'zod';
import { HttpFault, type HttpResponse, type RequestText } from '../../kernel/http.ts';
import { readAnswer } from '../answers.ts';
import { reactionTo, reactionWithoutToken, WeChatError } from './errors.ts';
import { parseJson } from './json.ts';

export interface CallOptions {
  /** Milliseconds for one attempt. Default 8 000. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Told of each answer that is not as it should be. */
  odd?: (answer: OddAnswer) => void;
}

/** Paths of fields and items; never what is in them. */
export interface OddAnswer {
  readonly api: string;
  /** What counts as not given; empty if the answer is unreadable. */
  readonly odd: readonly string[];
  /** What decides and could not be read, empty for the answer itself; null if the rest of the answer counts. */
  readonly unreadable: string | null;
}

export interface Call<Answer> extends CallOptions {
  /** Without a path, for example `https://api.weixin.qq.com`. */
  apiUrl: string;
  /** Path below `/cgi-bin/`, or from the root if it begins with a slash; also the name of the call in errors. */
  api: string;
  /** At most one access token, under the parameter name of this API. */
  query?: Readonly<Record<string, string>>;
  /** Posted as JSON. Without it the call is a GET. */
  body?: Readonly<Record<string, unknown>>;
  answer: z.ZodType<Answer>;
  /** See `HttpRequest.retries`; only for reads. */
  retries?: number;
}

/**
 * Makes one call of WeChat's API. WeChat answers 200 with an errcode, or without one after success. HTML, an empty body or
 * one without what decides, a 5xx, a lost connection and a timeout are errcode -1 with `outcomeUnknown`.
 *
 * @throws {WeChatError}, or {@link HttpFault} `ABORTED` if the caller aborted
 */
export async function call<Answer>(http: RequestText, request: Call<Answer>): Promise<Answer> {
  const { status, body } = await send(http, request).catch((fault: unknown) => {
    throw fault instanceof HttpFault && fault.kind !== 'ABORTED' ? noAnswer(request, fault) : fault;
  });
  const json = parseJson(body);
  const { errcode, errmsg } = refusalIn(json);
  if (errcode !== null && errcode !== 0) {
    const usual = request.query ? reactionTo(errcode) : reactionWithoutToken(errcode);
    // It may be the account whose AppID is refused: what is wrong with one account says nothing about the component.
    const isAccounts = errcode === 40013 && namesAccount(request);
    const reaction = isAccounts ? 'FAIL' : usual;
    throw new WeChatError(request.api, errcode, { errmsg, reaction });
  }
  if (status >= 400) throw noAnswer(request);
  const { answer, ...reading } =
    errcode === null ? { answer: undefined, field: 'errcode' } : readAnswer(request.answer, json);
  const { api } = request;
  if ('field' in reading) {
    request.odd?.({ api, odd: [], unreadable: reading.field });
    throw new WeChatError(api, -1, { outcomeUnknown: true, field: reading.field });
  }
  if (reading.odd.length > 0) request.odd?.({ api, odd: reading.odd, unreadable: null });
  return answer as Answer;
}

const namesAccount = ({ query = {}, body = {} }: Call<unknown>): boolean =>
  'authorizer_appid' in body || 'appid' in query;

function noAnswer({ api }: Call<unknown>, cause?: HttpFault): WeChatError {
  return new WeChatError(api, -1, { outcomeUnknown: true, cause });
}

function send(
  http: RequestText,
  { apiUrl, api, query, body, ...options }: Call<unknown>,
): Promise<HttpResponse> {
  const url = new URL(api, new URL('/cgi-bin/', apiUrl));
  url.search = new URLSearchParams(query).toString();
  // JSON.stringify does not escape non-ASCII characters; WeChat refuses or prints \uXXXX escapes.
  const post = { headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
  return http({
    url: url.href,
    ...(body ? { method: 'POST', ...post } : { method: 'GET' }),
    timeoutMs: options.timeoutMs ?? 8_000,
    ...(options.retries !== undefined && { retries: options.retries }),
    ...(options.signal && { signal: options.signal }),
  });
}

/** Null: there is an errcode, and it is no number. */
function refusalIn(json: unknown): { errcode: number | null; errmsg: string } {
  const { errcode, errmsg } = typeof json === 'object' && json !== null ? (json as Refusal) : {};
  const isGiven = errcode !== undefined && errcode !== null && errcode !== '';
  const isText = typeof errcode === 'number' || typeof errcode === 'string';
  const code = isGiven ? Number(isText ? errcode : Number.NaN) : 0;
  return {
    errcode: Number.isSafeInteger(code) ? code : null,
    errmsg: typeof errmsg === 'string' ? errmsg : '',
  };
}

interface Refusal {
  errcode?: unknown;
  errmsg?: unknown;
}
