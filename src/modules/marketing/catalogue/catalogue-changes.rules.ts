interface Kept {
  readonly id: string;
  readonly asOf: Date;
  readonly goneAt: Date | null;
}

/** A row as it is to be kept. */
export type Changed<I> = I & { readonly asOf: Date; readonly goneAt: Date | null };

/**
 * The rows to write so that what is kept says what was read.
 *
 * @param items what the marketing platform had at `at`
 * @param seenAt when all of it was read before: what is gone now was still there then
 */
export function changesOf<T extends Kept, I extends { readonly id: string }>(
  known: readonly T[],
  items: readonly I[],
  at: Date,
  seenAt: Date | null,
): Changed<I>[] {
  const byId = new Map(known.map((row) => [row.id, row]));
  // A list whose pages moved while it was read may name something twice.
  const present = new Map(items.map((item) => [item.id, item]));
  const changes: Changed<I>[] = [];
  for (const item of present.values()) {
    const row = byId.get(item.id);
    if (row && (row.asOf > at || (row.goneAt === null && isSame(row, item)))) continue;
    changes.push({ ...item, asOf: at, goneAt: null });
  }
  for (const row of known) {
    if (present.has(row.id) || row.goneAt || row.asOf > at) continue;
    const asOf = seenAt && seenAt > row.asOf ? seenAt : row.asOf;
    changes.push({ ...(row as unknown as I), asOf, goneAt: at });
  }
  return changes;
}

const isSame = (row: object, item: object): boolean =>
  Object.entries(item).every(([key, value]) => sameValue(Reflect.get(row, key), value));

const sameValue = (a: unknown, b: unknown): boolean =>
  a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
