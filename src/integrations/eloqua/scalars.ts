import { z } from 'zod';
import { isExternalId } from '../../kernel/external-id.rules.ts';
import { dateWithin } from '../dates.ts';

/**
 * REST sends every scalar as a string, most other APIs use JSON types; all schemas accept both. What is null was not said, or
 * was odd.
 */
export const id = z.union([z.string(), z.number().int()]).transform(String).refine(isExternalId, 'is no id');

export const textOrNull = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null ? null : String(value) || null));

/** Eloqua's limit is 100 characters; an index of PostgreSQL holds no more than this. */
const LONGEST_NAME = 500;

export const nameOrNull = textOrNull.transform(
  (text) => text && ([...text].slice(0, LONGEST_NAME).join('').trim() || null),
);

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes'].map((text) => [text, true] as const),
  ...['false', '0', 'no', ''].map((text) => [text, false] as const),
]);

export const flagOrNull = z
  .union([z.boolean(), z.string(), z.number()])
  .transform((value, context) => {
    const flag = FLAGS.get(String(value).trim().toLowerCase());
    if (flag !== undefined) return flag;
    context.addIssue('is no flag');
    return z.NEVER;
  })
  .nullish()
  .transform((flag) => flag ?? null);

/** Unix seconds, or ISO 8601 as in Bulk. */
export const instantOrNull = z
  .union([z.string(), z.number()])
  .transform((value, context) => {
    const text = String(value).trim();
    if (text === '') return null;
    const ms = /^-?\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
    if (!Number.isNaN(ms)) return dateWithin(ms);
    context.addIssue('is no time');
    return z.NEVER;
  })
  .nullish()
  .transform((time) => time ?? null);

export const count = z
  .union([z.number(), z.string().regex(/^\d+$/)])
  .transform(Number)
  .pipe(z.number().int().nonnegative());

/** A point in time as REST requires it. */
export function unixSeconds(instant: Date): string {
  return String(Math.floor(instant.getTime() / 1000));
}
