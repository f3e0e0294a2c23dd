/** Whether the known data of an object of the marketing platform is current. */
export const AVAILABILITIES = ['AVAILABLE', 'STALE', 'GONE'] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/** A row with its current availability. */
export type View<T extends { asOf: Date; goneAt: Date | null }> = T & { readonly availability: Availability };

/** The age in milliseconds after which a catalogue is read again. */
export const LIFE_MS = {
  /** For a field next to something else, which must not wait. */
  BESIDE: 5 * 60_000,
  /** For a query of its own. */
  ASKED: 60_000,
  /** For a mutation, which needs current data. */
  WRITING: 5_000,
} as const;

/** After a failure, the marketing platform is not called for this long. */
export const PAUSE_MS = 30_000;

/** How long a query waits for the marketing platform. */
export const QUERY_WAIT_MS = 2_000;

/** An empty list is believed when it is empty again after this time. */
export const DOUBT_MS = 3 * 60_000;

/** When a catalogue was read, and when reading it failed; see CatalogueRead. */
export interface Freshness {
  readonly readAt: Date | null;
  readonly partlyReadAt: Date | null;
  readonly doubtedAt: Date | null;
  readonly failedAt: Date | null;
}

/** When the platform last answered, completely or not. */
export const answeredAt = ({ readAt, partlyReadAt }: Pick<Freshness, 'readAt' | 'partlyReadAt'>) =>
  readAt && partlyReadAt && readAt > partlyReadAt ? readAt : (partlyReadAt ?? readAt);

export const isYoung = (moment: Date | null, ms: number, now: Date): boolean =>
  moment !== null && now.getTime() - moment.getTime() <= ms;

/** Whether the catalogue must be read again before a query is answered. */
export const isDue = (freshness: Freshness, lifeMs: number, now: Date): boolean =>
  !isYoung(answeredAt(freshness), lifeMs, now) && !isYoung(freshness.failedAt, PAUSE_MS, now);

/** A row with its availability. A row that was read individually may be newer than its catalogue. */
export function viewOf<T extends { asOf: Date; goneAt: Date | null }>(
  row: T,
  { readAt, failedAt }: Pick<Freshness, 'readAt' | 'failedAt'>,
  now: Date,
): View<T> {
  if (row.goneAt) return { ...row, availability: 'GONE' };
  const asOf = readAt && readAt > row.asOf ? readAt : row.asOf;
  const isStale = failedAt !== null && !isYoung(asOf, LIFE_MS.BESIDE, now);
  return { ...row, asOf, availability: isStale ? 'STALE' : 'AVAILABLE' };
}

/** A part of a list that is ordered by name, then id. */
export interface NameWindow {
  readonly after: readonly [name: string, id: string] | null;
  readonly limit: number;
}

/** A search by columns that contain a text. */
export interface Search {
  readonly text: string;
  readonly in: readonly string[];
}

/** The search for a user's text; an empty text is no search. */
export function searchIn(typed: string | null | undefined, columns: readonly string[]): { search?: Search } {
  const text = typed?.trim();
  return text ? { search: { text, in: columns } } : {};
}
