import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** GUID with dashes. */
export const newGuid = (): string => randomUUID();

/** In the statements of Bulk a GUID has no dashes. */
export const withoutDashes = (guid: string): string => guid.replaceAll('-', '');

/** Base64 with all its letters, `+`, `/` and `=` too, as Eloqua's tokens and codes. */
export const newToken = (): string => randomBytes(97).toString('base64');

export const newNonce = (): string => String(randomInt(1_000_000, 1_000_000_000));
