import { bulkFailure } from './errors.ts';

/** Parts of definitions that imports and exports share; 400 names the fault. */

const HOUR = 3600;
const DAY = 24 * HOUR;

export function nameFrom(name: unknown): string {
  if (typeof name === 'string' && name.length >= 1 && name.length <= 100) return name;
  throw bulkFailure(
    'name',
    name ?? null,
    'Must be a string value, at least 1 character and at most 100 characters long.',
  );
}

export function flagFrom(name: string, value: unknown, fallback: boolean): boolean {
  if (value === undefined || value === null) return fallback;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw bulkFailure(name, value, 'Must be a boolean value.');
}

/** Of an ISO 8601 duration in days, hours and minutes; undefined for anything else. */
export function secondsIn(duration: string): number | undefined {
  const [whole, days, hours, minutes] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? [];
  if (whole === undefined) return undefined;
  return Number(days ?? 0) * DAY + Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * 60;
}

/** `most` in seconds. */
export function durationFrom(name: string, value: unknown, most: number): string | null {
  if (value === undefined || value === null) return null;
  const seconds = secondsIn(String(value));
  if (seconds !== undefined && seconds >= HOUR && seconds <= most) return String(value);
  throw bulkFailure(name, value, 'Must be an ISO-8601 duration of at least one hour, and not too long.');
}
