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
