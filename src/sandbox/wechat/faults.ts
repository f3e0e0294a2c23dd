import { z } from 'zod';
import { faultFields, hasEffect } from '../shared/faults.ts';

/** How the next calls of a path fail. */
export const faultSchema = z
  .strictObject({ ...faultFields, errcode: z.number().int().optional(), errmsg: z.string().optional() })
  .refine(
    (fault) => fault.errcode !== undefined || hasEffect(fault),
    'one of errcode, httpStatus, latencyMs, reset, html, empty, answer, patch is needed',
  );

export type Fault = z.infer<typeof faultSchema>;
