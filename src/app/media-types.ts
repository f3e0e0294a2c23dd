import Negotiator from 'negotiator';

const JSON_TYPE = 'application/json; charset=utf-8';
const MEDIA_TYPES = [JSON_TYPE, 'application/graphql-response+json; charset=utf-8'];

/** The media type of an answer to a request with this `Accept`; null if the client takes neither of the two. */
export const mediaTypeFor = (accept: string | undefined): string | null =>
  accept ? (new Negotiator({ headers: { accept } }).mediaType(MEDIA_TYPES) ?? null) : JSON_TYPE;

/**
 * Whether the client names `application/json` and prefers it. Clients from before `application/graphql-response+json` do
 * so, and some of them read no answer but one with status 200.
 */
export const namesJson = (accept = ''): boolean =>
  /application\/json/i.test(accept) && mediaTypeFor(accept) === JSON_TYPE;

/**
 * The `Content-Type` of a body as servers write it; null if the body is compressed, or in another character set than UTF-8:
 * Qiao would read it wrongly. Some clients write a comma before `charset`, and some proxies repeat the header.
 */
export function readableType(headers: {
  readonly 'content-type'?: string | undefined;
  readonly 'content-encoding'?: string | undefined;
}): string | null {
  const { 'content-type': given = '', 'content-encoding': encoding = 'identity' } = headers;
  if (encoding.trim().toLowerCase() !== 'identity') return null;
  const charset = /[;,]\s*charset\s*=\s*"?([^\s;,"]*)/i.exec(given)?.[1] ?? 'utf-8';
  if (!/^(utf-?8|us-ascii)$/i.test(charset)) return null;
  return given.split(/\s*,\s*/)[0] ?? '';
}
