import type { InsideHandler } from '../kernel/unit-of-work.ts';

/**
 * How a lower module reaches a higher one: events and who handles them inside the transaction that caused them. Events
 * are pushed to subscribers when it commits, whether or not anybody is listed here.
 */
export const insideHandlers: readonly InsideHandler[] = [];
