import { fieldNamed } from './contact-values.ts';
import type { ContactField, Execution, Site } from './site.ts';

/** What identifies a contact, or holds one of its values. */
export type ContactStatement = { kind: 'ID' | 'EXTERNAL_ID' } | { kind: 'FIELD'; field: ContactField };

/** An id, or a field that exists; undefined for anything else. */
export function contactStatement(site: Site, statement: string): ContactStatement | undefined {
  if (statement === '{{Contact.Id}}') return { kind: 'ID' };
  if (statement === '{{Contact.Field(ContactIDExt)}}') return { kind: 'EXTERNAL_ID' };
  const [, internalName] = /^\{\{Contact\.Field\((\w+)\)\}\}$/.exec(statement) ?? [];
  const field = internalName === undefined ? undefined : fieldNamed(site, internalName);
  return field === undefined ? undefined : { kind: 'FIELD', field };
}

/**
 * The execution in a sync action's destination, given by GUID without dashes and number; undefined if it does not
 * exist.
 */
export function executionAt(site: Site, destination: string): Execution | undefined {
  const [, guid = '', number = ''] =
    /^\{\{ActionInstance\(([0-9a-f]{32})\)\.Execution\[(\d+)\]\}\}$/i.exec(destination) ?? [];
  const dashed = guid.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const execution = site.executions[number];
  return execution?.instanceId === dashed ? execution : undefined;
}
