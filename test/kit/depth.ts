import { createHash } from 'node:crypto';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of this run: `TEST_SEED`, or a new one each time. */
    seed: number;
    /** `TEST_DEPTH=full`: generated tests run whole. Otherwise they run a sample. */
    depth: 'sample' | 'full';
  }
}

/** Whether generated tests run whole. Read it while tests are defined, or inside them. */
export const isFull = (): boolean => inject('depth') === 'full';

/**
 * Numbers in [0, 1), the same ones in every run with the same `TEST_SEED`.
 *
 * @param name what they are for: two names give independent numbers
 */
export function random(name: string): () => number {
  let state = createHash('sha256')
    .update(`${inject('seed')} ${name}`)
    .digest()
    .readUInt32LE();
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Items, others in each run, that together show everything which any item shows; all items with `TEST_DEPTH=full`.
 *
 * @param shows what an item shows, for example its outcome and the kind of its input
 */
export function sampleCovering<T>(
  name: string,
  items: readonly T[],
  shows: (item: T) => readonly string[],
): T[] {
  if (isFull()) return [...items];
  const next = random(name);
  const shuffled = items.map((item) => ({ item, lot: next() })).toSorted((a, b) => a.lot - b.lot);
  const times = new Map<string, number>();
  const count = (item: T, by: 1 | -1) => {
    for (const one of shows(item)) times.set(one, (times.get(one) ?? 0) + by);
  };
  const chosen = new Set<T>();
  for (const { item } of shuffled) {
    if (shows(item).every((one) => times.get(one))) continue;
    chosen.add(item);
    count(item, 1);
  }
  // What later ones show as well is not needed.
  for (const item of chosen) {
    if (!shows(item).every((one) => (times.get(one) ?? 0) > 1)) continue;
    chosen.delete(item);
    count(item, -1);
  }
  return items.filter((item) => chosen.has(item));
}

/** One of a few that show much the same, another in each run; all with `TEST_DEPTH=full`. */
export const sampleOne = <T>(name: string, items: readonly T[]): T[] =>
  sampleCovering(name, items, () => ['the same']);
