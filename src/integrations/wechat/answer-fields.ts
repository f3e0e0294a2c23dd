import { z } from 'zod';
import { isId } from './ids.ts';

/*
 * Fields of WeChat's answers. Those that end in OrNull may be missing, null or empty: then they are null, which means
 * unknown. A number may be a text.
 */

export const whole = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);
export const seconds = whole.refine((value) => value > 0);
export const wholeOrNull = whole.nullish().transform((value) => value ?? null);
export const secondsOrNull = seconds.nullish().transform((value) => value ?? null);
export const text = z.string().min(1);
export const id = z.string().trim().refine(isId);
export const idTextOrNull = id
  .or(z.literal(''))
  .nullish()
  .transform((value) => value || null);
export const textOrNull = z
  .string()
  .nullish()
  .transform((value) => value || null);
