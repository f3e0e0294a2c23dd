/** The marketing platform's own limit. */
export const LONGEST_NAME = 100;

/** The first of `wanted`, `wanted 2`, `wanted 3` … that nobody has; names are compared without case. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  for (let index = 1; ; index += 1) {
    const suffix = index === 1 ? '' : ` ${index}`;
    const name = `${[...wanted].slice(0, LONGEST_NAME - suffix.length).join('')}${suffix}`;
    if (!names.has(name.toLowerCase())) return name;
  }
}
