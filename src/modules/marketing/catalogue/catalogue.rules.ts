/** How far what is known of something in the marketing platform can be relied on. */
export const AVAILABILITIES = ['AVAILABLE', 'STALE', 'GONE'] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/** A row with what can be said of it now. */
export type View<T extends { asOf: Date; goneAt: Date | null }> = T & { readonly availability: Availability };

/** How old a catalogue may be, in milliseconds, before it is read again: for what a reader asks… */
export const LIFE_MS = {
  /** …beside something else, which must not wait. */
  BESIDE: 5 * 60_000,
  /** …in particular. */
  ASKED: 60_000,
  /** …because it decides about a change. */
  WRITING: 5_000,
} as const;

/** A marketing platform that did not answer is left alone for so long. */
export const PAUSE_MS = 30_000;

/** How long a reader waits for it. */
export const PATIENCE_MS = 2_000;

/** How fresh a catalogue is. */
export interface Freshness {
  readonly readAt: Date | null;
  readonly failedAt: Date | null;
}

export const isYoung = (moment: Date | null, ms: number, now: Date): boolean =>
  moment !== null && now.getTime() - moment.getTime() <= ms;

/** Whether the catalogue is to be read from the marketing platform before a reader is answered. */
export const isDue = ({ readAt, failedAt }: Freshness, lifeMs: number, now: Date): boolean =>
  !isYoung(readAt, lifeMs, now) && !isYoung(failedAt, PAUSE_MS, now);

/** What a row is worth. One read by itself may be newer than its catalogue. */
export function viewOf<T extends { asOf: Date; goneAt: Date | null }>(
  row: T,
  { readAt, failedAt }: Freshness,
  now: Date,
): View<T> {
  if (row.goneAt) return { ...row, availability: 'GONE' };
  const asOf = readAt && readAt > row.asOf ? readAt : row.asOf;
  const isStale = failedAt !== null && !isYoung(asOf, LIFE_MS.BESIDE, now);
  return { ...row, asOf, availability: isStale ? 'STALE' : 'AVAILABLE' };
}

/** A window of a list that is ordered by name, then id. */
export interface NameWindow {
  readonly after: readonly [name: string, id: string] | null;
  readonly limit: number;
}

/** A search by columns that contain a text. */
export interface Search {
  readonly text: string;
  readonly in: readonly string[];
}

/** What a person typed; nothing, or blanks, is no search. */
export function searchIn(typed: string | null | undefined, columns: readonly string[]): { search?: Search } {
  const text = typed?.trim();
  return text ? { search: { text, in: columns } } : {};
}
