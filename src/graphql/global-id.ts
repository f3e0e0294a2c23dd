import { isExternalId } from '../kernel/external-id.rules.ts';
import { isId, NO_ID } from '../kernel/ids.ts';

/** The global id of an object in the schema: its type and its own id, so that `node` can find it. */
export function globalId(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** Returns null for a text that `globalId` cannot return. The id is one of ours, or an opaque id of the marketing platform. */
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
 * The marketing platform's id in a global id of `type`. Any other value is returned without outer spaces: inputs also accept
 * the platform's own ids, and only the platform's adapter knows their form.
 */
export function externalId(type: string, value: string): string {
  const parsed = parseGlobalId(value);
  return parsed?.type === type ? parsed.id : value.trim();
}
