import { isId, NO_ID } from '../kernel/ids.ts';

/** The opaque id of an object in the schema: its type and its own id, so that `node` can find it. */
export function globalId(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

export function parseGlobalId(value: string): { type: string; id: string } | null {
  const [type, id, ...rest] = Buffer.from(value, 'base64url').toString('utf8').split(':');
  if (type === undefined || id === undefined || rest.length > 0 || !isId(id)) return null;
  return globalId(type, id) === value ? { type, id } : null;
}

/** The own id that a global id of `type` means; of anything else, an id that no object has. */
export function localId(type: string, value: string): string {
  const parsed = parseGlobalId(value);
  return parsed?.type === type ? parsed.id : NO_ID;
}
