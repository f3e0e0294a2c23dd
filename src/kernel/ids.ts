import { v7 } from 'uuid';

/** Creates a UUID of version 7. It is ordered by creation time, so indexes grow at one end and ids sort by age. */
export const newId = (): string => v7();

/** Replaces a malformed or foreign id: no row has this UUID, so the object is simply not found. */
export const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Follows every id that {@link newId} creates. */
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isId = (value: string): boolean => UUID.test(value);
