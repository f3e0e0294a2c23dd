import { z } from 'zod';
import { HttpFault, type HttpRequest, type HttpResponse, type RequestText } from '../../kernel/http.ts';
import { EloquaError, kindOf, violationsIn } from './errors.ts';

/** For calls whose answer does not matter, as long as it is JSON or nothing. */
export const nothing = z.unknown().transform(() => undefined);

/**
 * One attempt at a call.
 *
 * @param call names it in errors
 * @throws {EloquaError} UNAVAILABLE, or {@link HttpFault} `ABORTED` when the caller gave up
 */
export function send(http: RequestText, call: string, request: HttpRequest): Promise<HttpResponse> {
  return http(request).catch((fault: unknown) => {
    throw fault instanceof HttpFault && fault.kind !== 'ABORTED'
      ? new EloquaError(call, 'UNAVAILABLE', { cause: fault })
      : fault;
  });
}

/**
 * What the answer says. The schema is given null for a 204, and undefined for an empty body under any other status.
 *
 * @throws {EloquaError}
 */
export function read<Answer>(
  call: string,
  { status, body }: HttpResponse,
  schema: z.ZodType<Answer>,
): Answer {
  const json = status === 204 ? null : parseJson(body);
  // Told as JSON or as plain text, and under 200 too: the user is disabled, or our address is not on the site's list.
  if ((json ?? body.trim()) === 'Not authenticated.') throw new EloquaError(call, 'UNAUTHORIZED', { status });

  const kind = kindOf(status);
  if (kind !== null) throw new EloquaError(call, kind, { status, violations: violationsIn(json) });

  const answer = schema.safeParse(json);
  const unreadable = json === undefined && body !== '';
  if (unreadable || !answer.success) throw new EloquaError(call, 'UNAVAILABLE', { status });
  return answer.data;
}

/** @returns undefined when it is not JSON; no error, because the engine's message would quote the answer */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => (typeof value === 'string' ? storable(value) : value));
  } catch {
    return undefined;
  }
}

/** PostgreSQL stores neither half a character nor U+0000. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}
