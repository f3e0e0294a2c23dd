import { isExternalId } from '../kernel/external-id.rules.ts';
import { isId, NO_ID } from '../kernel/ids.ts';

/** The global id of an object in the schema: its type and its own id, so that `node` can find it. */
export function globalId(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** Null for what `globalId` never makes. The id is one of ours, or of the marketing platform, which may contain anything. */
export function parseGlobalId(value: string): { type: string; id: string } | null {
  const text = Buffer.from(value, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) return null;
  const type = text.slice(0, colon);
  const id = text.slice(colon + 1);
  return isExternalId(id) && globalId(type, id) === value ? { type, id } : null;
}

/** The object's own id in a global id of `type`. Returns an id that no object has for any other value. */
export function localId(type: string, value: string): string {
  const parsed = parseGlobalId(value);
  return parsed?.type === type && isId(parsed.id) ? parsed.id : NO_ID;
}

/**
 * The marketing platform's id of one of its things: from the thing's global id, or that id itself, which partners know from
 * the marketing platform. Anything else stays as it is: the marketing platform's adapter says whether it can be an id.
 */
export function externalId(type: string, value: string): string {
  const parsed = parseGlobalId(value);
  return parsed?.type === type ? parsed.id : value.trim();
}
