/** Choices of a person in this browser. In a frame without storage they last as long as the page. */
const kept = new Map<string, string>();
const keyOf = (name: string) => `qiao.${name}`;

export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(keyOf(name)) ?? kept.get(name) ?? null;
  } catch {
    return kept.get(name) ?? null;
  }
}

export function writeSetting(name: string, value: string): void {
  kept.set(name, value);
  try {
    localStorage.setItem(keyOf(name), value);
  } catch {
    // It is kept in memory.
  }
}
