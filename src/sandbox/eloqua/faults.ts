import { z } from 'zod';
import { faultFields, hasEffect } from '../shared/faults.ts';

/** How the next calls of a path fail. The path may leave out the pod; letters may be of either case. */
export const faultSchema = z
  .strictObject({ ...faultFields, /** JSON of the answer. */ body: z.unknown().optional() })
  .refine(
    (fault) => fault.body !== undefined || hasEffect(fault),
    'one of httpStatus, body, latencyMs, reset, html, empty, answer, patch is needed',
  );

export type Fault = z.infer<typeof faultSchema>;
