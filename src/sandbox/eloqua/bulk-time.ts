const BULK_DATE = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?$/;
const ZONE = /(Z|[+-]\d\d:?\d\d)$/;

/** ISO 8601 with seven digits after the second, as Bulk writes times. */
export const bulkTime = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace('Z', '0000Z');

/** Seconds since 1970 of a time that was uploaded, ISO 8601 and UTC unless it says otherwise; undefined for anything else. */
export function timeOf(value: string): string | undefined {
  if (!BULK_DATE.test(value)) return undefined;
  const isDay = value.length === 10;
  const zoned = isDay || ZONE.test(value.slice(10)) ? value : `${value}Z`;
  const milliseconds = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(milliseconds) ? undefined : String(Math.floor(milliseconds / 1000));
}
