import type { z } from 'zod';

/** What was read of a vendor's answer. */
export type Reading<Answer> =
  | {
      readonly answer: Answer;
      /** What was odd and counts as not given, as paths: `authorizer_info.verify_type_info`, `elements[3]`. */
      readonly odd: readonly string[];
    }
  | {
      readonly answer: undefined;
      /** What decides and could not be read, as a path; empty: the answer itself. */
      readonly field: string;
    };

type Path = readonly PropertyKey[];

/** The deepest answer has four levels; each round drops at least one level of everything that is odd. */
const ROUNDS = 8;

/**
 * Reads an answer of which only what decides is required. A schema says what that is: required fields of an object decide
 * about the object. What does not fit the schema is dropped with as little around it as possible: an optional field, else the
 * item of the list, else the optional object that it is in. Only where the answer itself would be dropped it cannot be read.
 */
export function readAnswer<Answer>(schema: z.ZodType<Answer>, json: unknown): Reading<Answer> {
  const odd = new Set<string>();
  let left = json;
  let first: Path | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { data, error } = schema.safeParse(left);
    if (!error) return { answer: data, odd: [...odd] };
    first ??= error.issues[0]?.path ?? [];
    // Dropping changes it, and it is not ours.
    if (round === 0) left = structuredClone(json);
    const drops = outermost(error.issues.map(({ path }) => existing(left, path)));
    if (drops.some((path) => path.length === 0)) break;
    for (const path of drops) {
      odd.add(nameOf(path));
      drop(left, path);
    }
  }
  return { answer: undefined, field: nameOf(first ?? []) };
}

/** The path as far as there is something. */
function existing(json: unknown, path: Path): Path {
  let end = path.length;
  while (end > 0 && valueAt(json, path.slice(0, end)) === undefined) end -= 1;
  return path.slice(0, end);
}

/** Each once, without those inside of another, and the last first: when an item is dropped, later ones change their places. */
function outermost(paths: readonly Path[]): Path[] {
  const byName = new Map(paths.map((path) => [nameOf(path), path]));
  const isInside = (path: Path) => path.some((_key, end) => byName.has(nameOf(path.slice(0, end))));
  return [...byName.values()].filter((path) => !isInside(path)).sort((a, b) => order(b, a));
}

function order(a: Path, b: Path): number {
  for (const [at, key] of a.entries()) {
    const other = b[at];
    if (key !== other) return typeof key === 'number' ? key - Number(other) : 1;
  }
  return 0;
}

function drop(json: unknown, path: Path): void {
  const holder = valueAt(json, path.slice(0, -1));
  const key = path.at(-1) ?? '';
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else if (isObject(holder)) Reflect.deleteProperty(holder, key);
}

function valueAt(json: unknown, path: Path): unknown {
  let value = json;
  for (const key of path) value = isObject(value) ? Reflect.get(value, key) : undefined;
  return value;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const nameOf = (path: Path): string =>
  path
    .map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at > 0 ? '.' : ''}${String(key)}`))
    .join('');
