import type { BulkDefinition } from './bulk-state.ts';
import { contactStatement, contactsWith, executionAt } from './bulk-statements.ts';
import { isEmailAddress, refuseValue } from './contact-values.ts';
import { type Sandbox, unixNow } from './context.ts';
import { newContact } from './seed.ts';
import { type Contact, type ContactField, type MemberStatus, newId, type Site } from './site.ts';
import type { SyncReport } from './sync-report.ts';

const BULK_DATE = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?$/;

/** Creates and updates contacts, then sets their statuses in executions. */
export function syncContacts(
  sandbox: Sandbox,
  site: Site,
  definition: BulkDefinition,
  report: SyncReport,
): void {
  const identifier = definition.identifierFieldName ?? '';
  const lastOf = new Map(definition.staged.map((record, index) => [keyOf(record[identifier]), index]));
  for (const [index, record] of definition.staged.entries()) {
    const key = keyOf(record[identifier]);
    if (key === '') {
      report.reject('ELQ-00061', index, record, [identifier]);
      continue;
    }
    if (lastOf.get(key) !== index) {
      report.reject('ELQ-00026', index, record, [identifier]);
      continue;
    }
    for (const contact of importRecord(sandbox, site, definition, { record, index }, report)) {
      setStatuses(site, definition, contact);
    }
  }
}

/** Sets statuses of contacts that are there already; nothing else of them changes. */
export function syncActions(site: Site, definition: BulkDefinition, report: SyncReport): void {
  const [[name = '', statement = ''] = []] = Object.entries(definition.fields);
  const by = contactStatement(site, statement);
  for (const [index, record] of definition.staged.entries()) {
    const [contact] = by === undefined ? [] : contactsWith(site, by, record[name] ?? '');
    if (contact === undefined) report.reject('ELQ-00085', index, record, [name]);
    else setStatuses(site, definition, contact);
  }
}

const keyOf = (value: string | undefined): string => (value ?? '').trim().toLowerCase();

function setStatuses(site: Site, { syncActions: actions }: BulkDefinition, contact: Contact): void {
  for (const { destination, status } of actions) {
    const execution = executionAt(site, destination);
    if (execution?.members[contact.id] !== undefined) execution.members[contact.id] = status as MemberStatus;
  }
}

interface Row {
  record: Record<string, string>;
  index: number;
}

/** The contacts that the record meant; none where it was rejected. */
function importRecord(
  sandbox: Sandbox,
  site: Site,
  definition: BulkDefinition,
  row: Row,
  report: SyncReport,
): Contact[] {
  const identifier = definition.identifierFieldName ?? '';
  const by = contactStatement(site, definition.fields[identifier] ?? '');
  const emailAddress = emailOf(definition, row.record);
  if (emailAddress !== undefined && emailAddress !== '' && !isEmailAddress(emailAddress)) {
    report.reject('ELQ-00002', row.index, row.record, [identifier]);
    return [];
  }
  const matched = by === undefined ? [] : contactsWith(site, by, (row.record[identifier] ?? '').trim());
  if (matched.length === 0) {
    const created = create(sandbox, site, emailAddress ?? '');
    if (created === undefined) {
      report.reject('ELQ-00061', row.index, row.record, ['C_EmailAddress']);
      return [];
    }
    write(sandbox, site, definition, row, created, report);
    report.count('ELQ-00004');
    return [created];
  }
  const wanted = definition.isUpdatingMultipleMatchedRecords ? matched : matched.slice(0, 1);
  for (const contact of wanted) write(sandbox, site, definition, row, contact, report);
  report.count('ELQ-00022', wanted.length);
  return wanted;
}

function emailOf({ fields }: BulkDefinition, record: Record<string, string>): string | undefined {
  const [name] = Object.entries(fields).find(([, statement]) => statement.includes('(C_EmailAddress)')) ?? [];
  return name === undefined ? undefined : (record[name] ?? '').trim();
}

function create(sandbox: Sandbox, site: Site, emailAddress: string): Contact | undefined {
  if (emailAddress === '' && sandbox.settings.emailIsMandatory) return undefined;
  const contact = newContact(newId(site), emailAddress, {}, unixNow(sandbox));
  site.contacts[contact.id] = contact;
  return contact;
}

function write(
  sandbox: Sandbox,
  site: Site,
  definition: BulkDefinition,
  { record, index }: Row,
  contact: Contact,
  report: SyncReport,
): void {
  const rejected: string[] = [];
  for (const [name, statement] of Object.entries(definition.fields)) {
    const target = contactStatement(site, statement);
    const given = record[name];
    if (target?.kind !== 'FIELD' || given === undefined) continue;
    const { field } = target;
    const value = storedValue(field, given);
    if (value === undefined || refuseValue(field, value) !== null) rejected.push(name);
    else if (mayWrite(definition, name, field, { before: valueIn(contact, field), after: value })) {
      assign(contact, field, value);
    }
  }
  contact.updatedAt = unixNow(sandbox);
  if (rejected.length > 0) report.reject('ELQ-00144', index, record, rejected);
}

const isEmailField = (field: ContactField): boolean => field.internalName === 'C_EmailAddress';

const valueIn = (contact: Contact, field: ContactField): string =>
  isEmailField(field) ? contact.emailAddress : (contact.values[field.id] ?? '');

function assign(contact: Contact, field: ContactField, value: string): void {
  if (isEmailField(field)) contact.emailAddress = value === '' ? contact.emailAddress : value;
  else if (value === '') delete contact.values[field.id];
  else contact.values[field.id] = value;
}

function mayWrite(
  { updateRule, updateRuleByField }: BulkDefinition,
  name: string,
  field: ContactField,
  { before, after }: { before: string; after: string },
): boolean {
  const own = updateRuleByField[name] ?? updateRule;
  const rule = own === 'useFieldRule' ? field.updateType : own;
  if (rule === 'ifNewIsNotNull') return after !== '';
  return rule === 'ifExistingIsNull' ? before === '' : true;
}

/** Dates come as ISO 8601 and are kept as seconds since 1970; undefined where one is not a date. */
function storedValue(field: ContactField, given: string): string | undefined {
  const value = given.trim();
  if (field.dataType !== 'date' || value === '') return value;
  return timeOf(value);
}

export function timeOf(value: string): string | undefined {
  if (!BULK_DATE.test(value)) return undefined;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(value.slice(10))
    ? value
    : `${value}${value.length === 10 ? '' : 'Z'}`;
  const milliseconds = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(milliseconds) ? undefined : String(Math.floor(milliseconds / 1000));
}
