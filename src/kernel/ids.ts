import { v7 } from 'uuid';

/** Creates a UUID of version 7. It is ordered by creation time, so indexes grow at one end and ids sort by age. */
export const newId = (): string => v7();

/** An id for something that happened at a time: ids sort by that time, those of the same time by `order`. */
export const newIdAt = (time: Date, order: number): string =>
  v7({ msecs: time.getTime(), seq: order % 2 ** 31 });

/** When an id was created, to the millisecond. */
export const timeOf = (id: string): Date => new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));

const LAST_TIME = 2 ** 48 - 1;

/** Lower than every id that is created at this time or later, and higher than every earlier one. */
export function firstIdAt(time: Date): string {
  const hex = Math.min(time.getTime(), LAST_TIME).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Replaces a malformed or foreign id: no row has this UUID, so the object is simply not found. */
export const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Follows every id that {@link newId} creates. */
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isId = (value: string): boolean => UUID.test(value);
