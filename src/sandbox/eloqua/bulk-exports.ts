import { durationsFrom, lifetimes } from './bulk-definitions.ts';
import { FilterFault, parseFilter } from './bulk-filter.ts';
import { nameFrom } from './bulk-input.ts';
import { exportedValue, exportStatement } from './bulk-rows.ts';
import type { BulkDefinition } from './bulk-state.ts';
import { bulkTime } from './bulk-time.ts';
import { bulkFailure } from './errors.ts';
import { type ApiCall, jsonObject } from './gate.ts';
import { newId, type Site } from './site.ts';

const MAX_FIELDS = 250;
const MAX_FILTER = 1000;

/** Reads and keeps a definition of what will be exported; 400 names the first fault. */
export function defineExport(call: ApiCall): BulkDefinition {
  const { sandbox, site, user } = call;
  const body = jsonObject(call);
  const now = bulkTime(Date.now());
  const durations = durationsFrom(body, 'PT12H');
  const definition: BulkDefinition = {
    id: newId(site),
    kind: 'contacts/exports',
    name: nameFrom(body.name),
    fields: fieldsFrom(site, body.fields),
    filter: filterFrom(site, body.filter),
    identifierFieldName: null,
    updateRule: 'always',
    updateRuleByField: {},
    isSyncTriggeredOnImport: false,
    isUpdatingMultipleMatchedRecords: false,
    syncActions: [],
    extra: durations,
    ...lifetimes(sandbox, durations),
    staged: [],
    posts: 0,
    stagedUntil: null,
    createdBy: user.loginName,
    createdAt: now,
    updatedAt: now,
  };
  site.bulkDefinitions[definition.id] = definition;
  sandbox.store.changed();
  return definition;
}

/** The contacts as they are now; undefined if a field was taken away since the definition. */
export function exportRows(
  site: Site,
  { fields, filter }: BulkDefinition,
): Record<string, string>[] | undefined {
  const columns = Object.entries(fields).map(([name, statement]) => ({
    name,
    read: exportStatement(site, statement),
  }));
  const known = columns.flatMap(({ name, read }) => (read === undefined ? [] : [{ name, read }]));
  if (known.length < columns.length) return undefined;
  const isWanted = filter === null ? () => true : parseFilter(site, filter);
  return Object.values(site.contacts)
    .filter(isWanted)
    .map((contact) =>
      Object.fromEntries(known.map(({ name, read }) => [name, exportedValue(read, contact)])),
    );
}

function fieldsFrom(site: Site, fields: unknown): Record<string, string> {
  const entries = typeof fields === 'object' && fields !== null ? Object.entries(fields) : [];
  if (entries.length < 1 || entries.length > MAX_FIELDS) {
    throw bulkFailure('fields', entries.length, `Must have at least 1 and at most ${MAX_FIELDS} fields.`);
  }
  for (const [name, statement] of entries) {
    if (exportStatement(site, String(statement)) === undefined) {
      throw bulkFailure(`fields.${name}`, statement, 'Must be a reference to an existing object.');
    }
  }
  return Object.fromEntries(entries) as Record<string, string>;
}

function filterFrom(site: Site, filter: unknown): string | null {
  if (filter === undefined || filter === null) return null;
  const text = String(filter);
  if (text.length > MAX_FILTER) {
    throw bulkFailure('filter', text, `Must be at most ${MAX_FILTER} characters long.`);
  }
  try {
    parseFilter(site, text);
    return text;
  } catch (error) {
    if (error instanceof FilterFault) throw bulkFailure('filter', text, error.message);
    throw error;
  }
}
