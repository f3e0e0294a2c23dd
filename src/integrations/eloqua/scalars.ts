import { z } from 'zod';
import { isExternalId } from '../../kernel/external-id.rules.ts';

/**
 * REST sends every scalar as a string, most other APIs use JSON types; all schemas accept both. A property that may be
 * missing at some depth is null or false.
 */
export const id = z.union([z.string(), z.number().int()]).transform(String).refine(isExternalId, 'is no id');

export const textOrNull = z
  .string()
  .nullish()
  .transform((value) => value || null);

export const flag = z
  .union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false', ''] })])
  .nullish()
  .transform((value) => value ?? false);

/** Unix seconds, or ISO 8601 as in Bulk. */
export const instantOrNull = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => {
    const date = /^\d+$/.test(String(value)) ? new Date(Number(value) * 1000) : new Date(value ?? '');
    return Number.isNaN(date.getTime()) ? null : date;
  });

export const count = z.coerce.number().int().nonnegative();

/** A point in time as REST requires it. */
export function unixSeconds(instant: Date): string {
  return String(Math.floor(instant.getTime() / 1000));
}
