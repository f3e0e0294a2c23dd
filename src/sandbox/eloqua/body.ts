import { ValidationError } from './errors.ts';

/** A property of a body as text; null where it is missing, null or empty. Numbers and booleans are taken too. */
export function text(body: Record<string, unknown>, name: string): string | null {
  const value = body[name];
  if (value === undefined || value === null || value === '' || typeof value === 'object') return null;
  return String(value);
}

/** As `text`, but refuses what is missing. */
export function required(objectType: string, body: Record<string, unknown>, name: string): string {
  const value = text(body, name);
  if (value === null) throw new ValidationError(objectType, name, { type: 'NotNullRequirement' });
  return value;
}

/** `true` and `"true"` alike; false where it is missing. */
export function flag(objectType: string, body: Record<string, unknown>, name: string): boolean {
  const value = text(body, name);
  if (value === null || /^false$/i.test(value)) return false;
  if (/^true$/i.test(value)) return true;
  throw new ValidationError(objectType, name, { type: 'BooleanRequirement' }, value);
}

/** Seconds since 1970; null where it is missing. */
export function date(objectType: string, body: Record<string, unknown>, name: string): number | null {
  const value = text(body, name);
  if (value === null) return null;
  if (/^-?\d{1,11}$/.test(value)) return Number(value);
  throw new ValidationError(objectType, name, { type: 'DateRequirement' }, value);
}

/** Refuses texts that are too long. */
export function within(objectType: string, property: string, value: string, maximum: number): string {
  if (value.length <= maximum) return value;
  const requirement = { type: 'ValidTextLengthRequirement', minimum: 1, maximum };
  throw new ValidationError(objectType, property, requirement, value);
}
