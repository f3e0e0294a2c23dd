import type { BulkDefinition } from './bulk-state.ts';
import { contactStatement, destinationOf } from './bulk-statements.ts';
import { ContactIndex } from './contact-index.ts';
import type { Contact, MemberStatus, Site } from './site.ts';
import type { SyncReport } from './sync-report.ts';

/** Sets statuses of contacts that are there already; nothing else of them changes. */
export function syncActions(site: Site, definition: BulkDefinition, report: SyncReport): void {
  const [[name = '', statement = ''] = []] = Object.entries(definition.fields);
  const by = contactStatement(site, statement);
  const contacts = by === undefined ? undefined : new ContactIndex(site, by);
  for (const [index, record] of definition.staged.entries()) {
    const [contact] = contacts?.find(record[name]) ?? [];
    if (contact === undefined) report.reject('ELQ-00085', index, record, [name]);
    else setStatuses(site, definition, contact);
  }
}

/** Only where the contact is a member: of the execution that is named, or else of all in which it still waits. */
export function setStatuses(site: Site, { syncActions: actions }: BulkDefinition, contact: Contact): void {
  for (const { destination, status } of actions) {
    const executions = destinationOf(site, destination)?.executions ?? [];
    const isNamed = destination.includes('.Execution[');
    for (const { members } of executions) {
      const current = members[contact.id];
      if (isNamed ? current !== undefined : current === 'pending')
        members[contact.id] = status as MemberStatus;
    }
  }
}
