import { contactValue, fieldNamed } from './contact-values.ts';
import type { Contact, Site } from './site.ts';

/** What a statement of an export stands for. */
export interface ExportStatement {
  type: 'TEXT' | 'NUMBER' | 'DATE';
  /** Dates in seconds since 1970; empty if the contact has no value. */
  read: (contact: Contact) => string;
}

/** Undefined for anything that contacts do not have. */
export function exportStatement(site: Site, statement: string): ExportStatement | undefined {
  if (statement === '{{Contact.Id}}') return { type: 'NUMBER', read: ({ id }) => id };
  if (statement === '{{Contact.CreatedAt}}')
    return { type: 'DATE', read: ({ createdAt }) => String(createdAt) };
  if (statement === '{{Contact.UpdatedAt}}')
    return { type: 'DATE', read: ({ updatedAt }) => String(updatedAt) };
  if (statement === '{{Contact.Field(ContactIDExt)}}') {
    const letters = site.name.toUpperCase().replaceAll(/[^A-Z]/g, '');
    return { type: 'TEXT', read: ({ id }) => `C${letters}${id.padStart(12, '0')}` };
  }
  const [, internalName = ''] = /^\{\{Contact\.Field\((\w+)\)\}\}$/.exec(statement) ?? [];
  const field = fieldNamed(site, internalName);
  if (field === undefined) return undefined;
  const types: Record<string, ExportStatement['type']> = {
    date: 'DATE',
    number: 'NUMBER',
    numeric: 'NUMBER',
  };
  return { type: types[field.dataType] ?? 'TEXT', read: (contact) => contactValue(contact, field) };
}

/** As it is exported: a date without a zone, in UTC. */
export function exportedValue({ type, read }: ExportStatement, contact: Contact): string {
  const value = read(contact);
  if (type !== 'DATE' || value === '') return value;
  return new Date(Number(value) * 1000).toISOString().replace('T', ' ').replace('Z', '');
}
