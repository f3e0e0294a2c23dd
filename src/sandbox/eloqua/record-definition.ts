import { bulkValueOf, fieldNamed } from './contact-values.ts';
import type { Contact, Site } from './site.ts';

const MAX_FIELDS = 249;
const STATEMENT = /^\{\{(Contact|Account|Activity|CustomObject\[\d+\])\.[A-Za-z]\w*([.([].*)?\}\}$/;

/** Why an action cannot have this record definition; null where it can. */
export function refuseRecordDefinition(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'recordDefinition must be a dictionary of strings';
  }
  const statements = Object.values(value);
  if (statements.length > MAX_FIELDS) return `recordDefinition may have at most ${MAX_FIELDS} fields`;
  const wrong = statements.find((statement) => typeof statement !== 'string' || !STATEMENT.test(statement));
  return wrong === undefined ? null : `recordDefinition has an unknown statement: ${String(wrong)}`;
}

/** A contact as a notification shows it: the value of each statement as text; empty without a value. */
export function recordOf(
  site: Site,
  contact: Contact,
  definition: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(definition).map(([name, statement]) => [name, valueOfStatement(site, contact, statement)]),
  );
}

function valueOfStatement(site: Site, contact: Contact, statement: string): string {
  if (statement === '{{Contact.Id}}') return contact.id;
  const [, internalName = ''] = /^\{\{Contact\.Field\((\w+)\)\}\}$/.exec(statement) ?? [];
  const field = fieldNamed(site, internalName);
  return field === undefined ? '' : bulkValueOf(contact, field);
}
