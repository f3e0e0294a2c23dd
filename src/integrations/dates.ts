/** The first moment of year 1, and the last of year 9999: what PostgreSQL and GraphQL can show. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** The point in time, or the nearest one that can be stored and shown. */
export const dateWithin = (ms: number): Date => new Date(Math.min(Math.max(ms, EARLIEST), LATEST));
