/** A field that costs something, for the objects of one type. */
export interface Priced {
  /** The name that it has in the answer. */
  readonly key: string;
  /** In objects, each time it is resolved. */
  readonly own: number;
  /** Whether each of its objects counts: 1 or 0. */
  readonly each: number;
  readonly isList: boolean;
  /** How many items it has at most; undefined: as many as the page has. */
  readonly size: number | undefined;
  /** What is asked of its objects, for each type that they may have. */
  readonly below: readonly (readonly Priced[])[];
}

/**
 * In objects, if every list is as long as it may be.
 *
 * @param page how many items the connection has, of which these are the fields
 */
export function mostOf(types: readonly (readonly Priced[])[], page: number): number {
  let most = 0;
  for (const fields of types) {
    let total = 0;
    for (const { own, each, isList, size, below } of fields)
      total += own + (isList ? (size ?? page) : 1) * (each + mostOf(below, isList ? 1 : (size ?? 1)));
    most = Math.max(most, total);
  }
  return most;
}

/** In objects, of one that was returned. It is of one type, and only the fields of that type are there. */
export function priceOfObject(types: readonly (readonly Priced[])[], data: unknown): number {
  if (data === null) return 0;
  let most = 0;
  for (const fields of types) {
    let total = 0;
    for (const field of fields)
      total += field.own + priceOfValue(field, Reflect.get(data as object, field.key) ?? null);
    most = Math.max(most, total);
  }
  return most;
}

function priceOfValue({ each, isList, below }: Priced, value: unknown): number {
  if (value === null) return 0;
  if (!isList) return each + priceOfObject(below, value);
  let total = 0;
  for (const item of value as readonly unknown[])
    if (item !== null) total += each + priceOfObject(below, item);
  return total;
}
