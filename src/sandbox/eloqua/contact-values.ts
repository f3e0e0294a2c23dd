import type { Contact, ContactField, Site } from './site.ts';

const LENGTHS: Readonly<Record<string, number>> = { text: 100, largeText: 32_000 };

/** Why a field cannot hold a value: a requirement of REST; null where it can. Empty is always fine. */
export function refuseValue(
  field: ContactField,
  value: string,
): ({ type: string } & Record<string, unknown>) | null {
  if (value === '') return null;
  const maximum = LENGTHS[field.dataType];
  if (maximum !== undefined) {
    return value.length <= maximum ? null : { type: 'ValidTextLengthRequirement', minimum: 0, maximum };
  }
  if (field.dataType === 'date') return /^-?\d{1,11}$/.test(value) ? null : { type: 'DateRequirement' };
  if (field.dataType === 'number') return /^-?\d+$/.test(value) ? null : { type: 'IntegerRequirement' };
  return /^-?\d+(\.\d{1,4})?$/.test(value) ? null : { type: 'ContentRequirement' };
}

const EMAIL_ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
export const isEmailAddress = (text: string): boolean => EMAIL_ADDRESS.test(text);

export const fieldNamed = (site: Site, internalName: string): ContactField | undefined =>
  Object.values(site.fields).find((field) => field.internalName === internalName);

export const contactWithEmail = (site: Site, emailAddress: string): Contact | undefined =>
  Object.values(site.contacts).find(
    (contact) => contact.emailAddress.toLowerCase() === emailAddress.toLowerCase(),
  );

/** The value of `C_EmailAddress` or any other field; empty if the contact has no value. */
export const contactValue = (contact: Contact, field: ContactField): string =>
  field.internalName === 'C_EmailAddress' ? contact.emailAddress : (contact.values[field.id] ?? '');

/** Dates as Bulk and notifications show them. */
export function bulkValueOf(contact: Contact, field: ContactField): string {
  const value = contactValue(contact, field);
  if (field.dataType !== 'date' || value === '') return value;
  return new Date(Number(value) * 1000).toISOString().replace('T', ' ').replace('Z', '');
}

/** By the field's id. */
export const valuesOf = ({ values }: Contact): Record<string, string> => ({ ...values });

/** Keeps what the values were before a change, for who watches. */
export function noteChange(contact: Contact, before: Record<string, string>): void {
  const changed: Record<string, string> = {};
  for (const [id, value] of Object.entries(before)) if (contact.values[id] !== value) changed[id] = value;
  for (const id of Object.keys(contact.values)) if (before[id] === undefined) changed[id] = '';
  contact.before = changed;
}
