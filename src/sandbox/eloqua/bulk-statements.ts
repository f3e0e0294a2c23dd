import { fieldNamed } from './contact-values.ts';
import type { ContactField, Execution, ServiceInstance, Site } from './site.ts';

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

/** What a sync action's destination names. */
export interface Destination {
  instance: ServiceInstance;
  /** The one that is named by its number; else all of the instance. */
  executions: Execution[];
}

/** An instance, by its GUID without dashes, or one of its executions; undefined if it does not exist. */
export function destinationOf(site: Site, statement: string): Destination | undefined {
  const [, guid = '', number] =
    /^\{\{ActionInstance\(([0-9a-f]{32})\)(?:\.Execution\[(\d+)\])?\}\}$/i.exec(statement) ?? [];
  const dashed = guid.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const instance = site.instances[dashed];
  if (instance === undefined) return undefined;
  const own = Object.values(site.executions).filter(({ instanceId }) => instanceId === dashed);
  const executions = number === undefined ? own : own.filter(({ id }) => String(id) === number);
  return number !== undefined && executions.length === 0 ? undefined : { instance, executions };
}
