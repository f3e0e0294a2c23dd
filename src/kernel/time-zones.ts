/** A time zone at one moment. */
export interface TimeZone {
  /** IANA name, for example `Asia/Shanghai`. */
  readonly name: string;
  /** Offset from UTC in minutes. */
  readonly offset: number;
  /** English label, for example `(UTC+08:00) Shanghai, China Standard Time`. */
  readonly label: string;
}

/** The names that `timeZones` lists, in their spelling. */
export const ZONE_NAMES: ReadonlySet<string> = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);

const QUARTER_MS = 15 * 60_000;
let known: { readonly quarter: number; readonly zones: readonly TimeZone[] } | null = null;

/**
 * The time zones that this Node.js knows, ordered by their offset at `now`, then by name. Computing them takes about
 * 100 ms, and offsets change only at quarters of an hour, so the result is cached for that long.
 */
export function timeZones(now: Date): readonly TimeZone[] {
  const quarter = Math.floor(now.getTime() / QUARTER_MS);
  if (known?.quarter !== quarter) known = { quarter, zones: tableAt(now) };
  return known.zones;
}

/** The time zones whose name contains every word of `search`, in any order and case: `new york`, `shang`. */
export function searchTimeZones(zones: readonly TimeZone[], search: string): TimeZone[] {
  const words = wordsOf(search);
  return zones.filter(({ name }) => words.every((word) => wordsOf(name).join(' ').includes(word)));
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s/_,]+/)
    .filter((word) => word !== '');

function tableAt(now: Date): TimeZone[] {
  return [...ZONE_NAMES]
    .map((name) => zoneAt(name, now))
    .sort((one, other) => one.offset - other.offset || (one.name < other.name ? -1 : 1));
}

function zoneAt(name: string, now: Date): TimeZone {
  const told = (timeZoneName: 'longOffset' | 'longGeneric') =>
    new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName })
      .formatToParts(now)
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const offset = told('longOffset').slice('GMT'.length) || '+00:00';
  const city = (name.split('/').at(-1) ?? name).replaceAll('_', ' ');
  const zone = name === 'UTC' ? 'Coordinated Universal Time' : told('longGeneric');
  return { name, offset: minutesOf(offset), label: `(UTC${offset}) ${city}, ${zone}` };
}

function minutesOf(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
