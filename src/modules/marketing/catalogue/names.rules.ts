/** The marketing platform's limit. */
export const MAX_NAME_LENGTH = 100;

/** The first free name among `wanted`, `wanted 2`, `wanted 3` …; names are compared case-insensitively. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  for (let index = 1; ; index += 1) {
    const suffix = index === 1 ? '' : ` ${index}`;
    const name = `${[...wanted].slice(0, MAX_NAME_LENGTH - suffix.length).join('')}${suffix}`;
    if (!names.has(name.toLowerCase())) return name;
  }
}
