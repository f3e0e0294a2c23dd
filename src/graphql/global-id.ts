import { isId, NO_ID } from '../kernel/ids.ts';

/** The opaque id of an object in the schema: its type and its own id, so that `node` can find it. */
export function globalId(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** A key of the marketing platform, which numbers its things. */
export const isExternalKey = (value: string): boolean => /^[0-9]{1,18}$/.test(value);

export function parseGlobalId(value: string): { type: string; id: string } | null {
  const [type, id, ...rest] = Buffer.from(value, 'base64url').toString('utf8').split(':');
  if (type === undefined || id === undefined || rest.length > 0) return null;
  if (!isId(id) && !isExternalKey(id)) return null;
  return globalId(type, id) === value ? { type, id } : null;
}

/** The own id that a global id of `type` means; of anything else, an id that no object has. */
export function localId(type: string, value: string): string {
  const parsed = parseGlobalId(value);
  return parsed?.type === type && isId(parsed.id) ? parsed.id : NO_ID;
}

/**
 * The marketing platform's key of one of its things: from the thing's global id, or the key itself, which partners know from
 * the marketing platform. Anything else stays as it is, and is the key of nothing.
 */
export function externalKey(type: string, value: string): string {
  const parsed = parseGlobalId(value);
  return parsed?.type === type && isExternalKey(parsed.id) ? parsed.id : value.trim();
}
