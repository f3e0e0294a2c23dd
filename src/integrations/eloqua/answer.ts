import { z } from 'zod';
import { HttpFault, type HttpRequest, type HttpResponse, type RequestText } from '../../kernel/http.ts';
import { readAnswer } from '../answers.ts';
import { EloquaError, kindOf, violationsIn, wordIn } from './errors.ts';

/** For calls whose answer is not used: any JSON, or an empty body. */
export const nothing = z.unknown().transform(() => undefined);

/** Is told which parts of an answer were odd and count as not given, as paths. */
export type OnOdd = (call: string, fields: readonly string[]) => void;

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
 * Reads the answer, of which only what decides is required; see `readAnswer`. The schema receives null for a 204, and
 * undefined for an empty body with any other status.
 *
 * @throws {EloquaError}
 */
export function read<Answer>(
  call: string,
  { status, headers, body }: HttpResponse,
  schema: z.ZodType<Answer>,
  onOdd?: OnOdd,
): Answer {
  const json = status === 204 ? null : parseJson(body);
  const details = { status, requestId: headers.get('x-request-id') };
  // Eloqua sends this as JSON or plain text, also with status 200: the user is disabled, or our IP address is not on
  // the site's list.
  if ((json ?? body.trim()) === 'Not authenticated.') throw new EloquaError(call, 'UNAUTHORIZED', details);

  const kind = kindOf(status);
  if (kind !== null)
    throw new EloquaError(call, kind, { ...details, violations: violationsIn(json), word: wordIn(json) });

  const isJson = json !== undefined || body === '';
  const reading = isJson ? readAnswer(schema, json) : { answer: undefined, field: '' };
  if ('field' in reading) throw new EloquaError(call, 'UNAVAILABLE', { ...details, field: reading.field });
  if (reading.odd.length > 0) onOdd?.(call, reading.odd);
  return reading.answer;
}

/**
 * Reads the items of a list one by one, so that an odd one costs no other.
 *
 * @returns those that could be read, and the paths of what was odd
 */
export function readItems<Item>(
  schema: z.ZodType<Item>,
  list: readonly unknown[],
  path: string,
): { items: Item[]; odd: string[] } {
  const items: Item[] = [];
  const odd: string[] = [];
  for (const [at, json] of list.entries()) {
    const reading = readAnswer(schema, json);
    if ('field' in reading) {
      odd.push(`${path}[${at}]`);
    } else {
      items.push(reading.answer);
      odd.push(...reading.odd.map((field) => `${path}[${at}].${field}`));
    }
  }
  return { items, odd };
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
