import { z } from 'zod';
import { HttpFault, type HttpRequest, type HttpResponse, type RequestText } from '../../kernel/http.ts';
import { EloquaError, kindOf, violationsIn } from './errors.ts';

/** For calls whose answer is not used: any JSON, or an empty body. */
export const nothing = z.unknown().transform(() => undefined);

/**
 * Makes one attempt at a call.
 *
 * @param call its name in errors
 * @throws {EloquaError} UNAVAILABLE, or {@link HttpFault} `ABORTED` if the caller aborted
 */
export function send(http: RequestText, call: string, request: HttpRequest): Promise<HttpResponse> {
  return http(request).catch((fault: unknown) => {
    throw fault instanceof HttpFault && fault.kind !== 'ABORTED'
      ? new EloquaError(call, 'UNAVAILABLE', { cause: fault })
      : fault;
  });
}

/**
 * Reads the answer. The schema receives null for a 204, and undefined for an empty body with any other status.
 *
 * @throws {EloquaError}
 */
export function read<Answer>(
  call: string,
  { status, body }: HttpResponse,
  schema: z.ZodType<Answer>,
): Answer {
  const json = status === 204 ? null : parseJson(body);
  // Eloqua sends this as JSON or plain text, also with status 200: the user is disabled, or our IP address is not on
  // the site's list.
  if ((json ?? body.trim()) === 'Not authenticated.') throw new EloquaError(call, 'UNAUTHORIZED', { status });

  const kind = kindOf(status);
  if (kind !== null) throw new EloquaError(call, kind, { status, violations: violationsIn(json) });

  const answer = schema.safeParse(json);
  const unreadable = json === undefined && body !== '';
  if (unreadable || !answer.success) throw new EloquaError(call, 'UNAVAILABLE', { status });
  return answer.data;
}

/**
 * @returns undefined if the text is not JSON; it does not throw, because the engine's message would quote the answer
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => (typeof value === 'string' ? storable(value) : value));
  } catch {
    return undefined;
  }
}

/** Replaces what PostgreSQL cannot store: half of a surrogate pair, and U+0000. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}
