interface Kept {
  readonly id: string;
  readonly asOf: Date;
  readonly goneAt: Date | null;
}

/** A row as it will be stored. */
export type Changed<I> = I & { readonly asOf: Date; readonly goneAt: Date | null };

/**
 * The rows to write so that the stored data equals what was read.
 *
 * @param items what the marketing platform had at `at`
 * @param seenAt when the whole catalogue was read before: an object that is gone now still existed then
 * @param isGone whether it is proved that an object that is not among the items does not exist
 */
export function changesOf<T extends Kept, I extends { readonly id: string }>(
  known: readonly T[],
  items: readonly I[],
  at: Date,
  seenAt: Date | null,
  isGone: (id: string) => boolean = () => true,
): Changed<I>[] {
  const byId = new Map(known.map((row) => [row.id, row]));
  // A list may contain an object twice if its pages shifted while it was read.
  const present = new Map(items.map((item) => [item.id, item]));
  const changes: Changed<I>[] = [];
  for (const item of present.values()) {
    const row = byId.get(item.id);
    if (row && (row.asOf > at || (row.goneAt === null && isSame(row, item)))) continue;
    changes.push({ ...item, asOf: at, goneAt: null });
  }
  for (const row of known) {
    if (present.has(row.id) || row.goneAt || row.asOf > at || !isGone(row.id)) continue;
    const asOf = seenAt && seenAt > row.asOf ? seenAt : row.asOf;
    changes.push({ ...(row as unknown as I), asOf, goneAt: at });
  }
  return changes;
}

const isSame = (row: object, item: object): boolean =>
  Object.entries(item).every(([key, value]) => sameValue(Reflect.get(row, key), value));

const sameValue = (a: unknown, b: unknown): boolean =>
  a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
