import { v7 } from 'uuid';

/** Of UUID version 7: unique and ordered by creation time, so that indexes grow at one end and ids sort by age. */
export const newId = (): string => v7();

/** What a malformed or foreign id becomes: a UUID that no row has, so that such an id is simply not found. */
export const NO_ID = '00000000-0000-0000-0000-000000000000';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isId = (value: string): boolean => UUID.test(value);
