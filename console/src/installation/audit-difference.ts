type Values = Readonly<Record<string, unknown>>;

/** A value that a change set. Undefined: it was not recorded. */
export interface Difference {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** People know names; ids are for those who search for them. */
const isId = (name: string): boolean => name.endsWith('Id') && name !== 'appId';

/** What an entry changed; of a new object what it has. Ids come last. */
export function differencesOf(before: Values | null, after: Values | null): Difference[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((name) => ({ name, before: before?.[name], after: after?.[name] }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after))
    .filter((one) => !(isNothing(one.before) && isNothing(one.after)))
    .toSorted((a, b) => Number(isId(a.name)) - Number(isId(b.name)));
}
