import type { ExportedRow } from '../../integrations/eloqua/bulk-exports.client.ts';
import type { EloquaContact } from '../../integrations/eloqua/contacts.client.ts';
import { unixSeconds } from '../../integrations/eloqua/scalars.ts';
import type { PlatformContact } from '../../modules/marketing/connection/marketing-platform.port.ts';
import { type Column, fieldOf } from './contact-columns.ts';

/** Values of contact fields as REST and Bulk write them. Empty clears. */

export const inRest = (value: string | Date | null): string =>
  value instanceof Date ? unixSeconds(value) : (value ?? '');

export const inBulk = (value: string | Date | null): string =>
  value instanceof Date ? value.toISOString() : (value ?? '');

/** REST has Unix seconds, Bulk `2026-10-01 08:00:00.000` in UTC; from both, ISO 8601. */
export function readDate(text: string): string {
  const isZoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text);
  const inUtc = text.length > 10 && !isZoned ? `${text.replace(' ', 'T')}Z` : text;
  const date = new Date(/^-?\d+$/.test(text) ? Number(text) * 1000 : Date.parse(inUtc));
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

export function toContact(
  { id, emailAddress, fieldValues }: EloquaContact,
  columns: readonly Column[],
): PlatformContact {
  const values = columns.flatMap(({ fieldId, isDate }) => {
    const value = fieldValues.get(fieldId);
    return value === undefined ? [] : [[fieldId, isDate ? readDate(value) : value]];
  });
  return { id, emailAddress, values: Object.fromEntries(values) };
}

/** From a row of an export with the columns `id`, `email` and fields. Null: the row has no id. */
export function contactIn({ id, email, ...row }: ExportedRow): PlatformContact | null {
  if (id === undefined) return null;
  const values = Object.entries(row).flatMap(([name, value]) => {
    const field = fieldOf(name);
    return field ? [[field.fieldId, field.isDate ? readDate(value) : value]] : [];
  });
  return { id, emailAddress: email ?? null, values: Object.fromEntries(values) };
}
