import { durationFrom, flagFrom, nameFrom, secondsIn } from './bulk-input.ts';
import type { BulkDefinition, ImportKind, SyncAction } from './bulk-state.ts';
import { contactStatement, destinationOf } from './bulk-statements.ts';
import { bulkTime } from './bulk-time.ts';
import { type Sandbox, unixNow } from './context.ts';
import { bulkFailure } from './errors.ts';
import { type ApiCall, jsonObject } from './gate.ts';
import { newId } from './site.ts';

const MAX_FIELDS = 100;
const DAY = 86_400;
const UPDATE_RULES = ['always', 'ifNewIsNotNull', 'ifExistingIsNull', 'useFieldRule'];
const MEMBER_STATUSES = ['complete', 'errored'];
const ACTIVITY_STATEMENTS = [
  '{{Activity.Type}}',
  '{{Activity.CreatedAt}}',
  '{{Activity.Asset.Type}}',
  '{{Activity.Asset.Name}}',
  '{{Activity.Campaign.Id}}',
];
const ACTIVITY_CONTACT = /^\{\{Activity\.Contact\.(Id|Field\(\w+\))\}\}$/;
const IDENTIFYING = [
  '{{Contact.Id}}',
  '{{Contact.Field(C_EmailAddress)}}',
  '{{Contact.Field(ContactIDExt)}}',
];

/** Reads and keeps a definition of what will be uploaded; 400 names the first fault. */
export function defineBulk(call: ApiCall, kind: ImportKind): BulkDefinition {
  const { sandbox, site, user } = call;
  const body = jsonObject(call);
  const now = bulkTime(Date.now());
  const fields = fieldsFrom(call, kind, body.fields);
  const durations = durationsFrom(body, 'P7D');
  const definition: BulkDefinition = {
    id: newId(site),
    kind,
    name: nameFrom(body.name),
    fields,
    identifierFieldName: identifierFrom(call, kind, fields, body.identifierFieldName),
    updateRule: updateRuleFrom('updateRule', body.updateRule ?? 'always'),
    updateRuleByField: rulesByFieldFrom(fields, body.updateRuleByField),
    isSyncTriggeredOnImport: flagFrom(
      'isSyncTriggeredOnImport',
      body.isSyncTriggeredOnImport,
      sandbox.settings.syncTriggeredByDefault,
    ),
    isUpdatingMultipleMatchedRecords: flagFrom(
      'isUpdatingMultipleMatchedRecords',
      body.isUpdatingMultipleMatchedRecords,
      false,
    ),
    syncActions: syncActionsFrom(call, kind, body.syncActions),
    filter: null,
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

/** How long a definition and its data stay. */
export const durationsFrom = (body: Record<string, unknown>, retention: string) => ({
  autoDeleteDuration: durationFrom('autoDeleteDuration', body.autoDeleteDuration, Number.POSITIVE_INFINITY),
  dataRetentionDuration: durationFrom(
    'dataRetentionDuration',
    body.dataRetentionDuration ?? retention,
    14 * DAY,
  ),
});

export const lifetimes = (sandbox: Sandbox, durations: ReturnType<typeof durationsFrom>) => ({
  retentionSeconds: secondsIn(durations.dataRetentionDuration ?? '') ?? 0,
  deleteAt:
    durations.autoDeleteDuration === null
      ? null
      : unixNow(sandbox) + (secondsIn(durations.autoDeleteDuration) ?? 0),
});

export const uriOf = ({ kind, id }: BulkDefinition): string => `/${kind}/${id}`;

export function showDefinition(definition: BulkDefinition): Record<string, unknown> {
  const { id: _id, kind, staged, posts: _posts, extra, updateRuleByField, createdBy, ...rest } = definition;
  const { retentionSeconds: _seconds, stagedUntil: _until, deleteAt: _deleteAt, filter, ...visible } = rest;
  const { syncActions, identifierFieldName, updateRule, isUpdatingMultipleMatchedRecords, ...more } = visible;
  const { isSyncTriggeredOnImport, ...own } = more;
  const forImports =
    kind === 'contacts/imports' ? { updateRule, updateRuleByField, isUpdatingMultipleMatchedRecords } : {};
  return {
    ...own,
    ...forImports,
    ...(kind === 'contacts/exports' ? {} : { isSyncTriggeredOnImport }),
    ...(filter === null ? {} : { filter }),
    ...(identifierFieldName === null ? {} : { identifierFieldName }),
    ...(syncActions.length === 0 ? {} : { syncActions }),
    ...Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== null)),
    kbUsed: Math.ceil(JSON.stringify(staged).length / 1024),
    createdBy,
    updatedBy: createdBy,
    uri: uriOf(definition),
  };
}

function fieldsFrom({ site, sandbox }: ApiCall, kind: ImportKind, fields: unknown): Record<string, string> {
  const entries = typeof fields === 'object' && fields !== null ? Object.entries(fields) : [];
  const most = kind === 'contacts/syncActions' ? 1 : MAX_FIELDS;
  if (entries.length < 1 || entries.length > most) {
    throw bulkFailure('fields', entries.length, `Must have at least 1 and at most ${most} fields.`);
  }
  for (const [name, statement] of entries) {
    const refusal =
      typeof statement === 'string' ? refuseStatement(kind, statement) : 'Must be a string value.';
    if (refusal !== null) throw bulkFailure(`fields.${name}`, statement, refusal);
  }
  return Object.fromEntries(entries) as Record<string, string>;

  function refuseStatement(of: ImportKind, statement: string): string | null {
    const reference = 'Must be a reference to an existing object.';
    if (of === 'contacts/syncActions') return IDENTIFYING.includes(statement) ? null : reference;
    const { activitiesNameContactById, importsIdentifyByContactId } = sandbox.settings;
    if (of === 'activities/imports') {
      if (statement === '{{Activity.Contact.Id}}' && !activitiesNameContactById) return reference;
      return ACTIVITY_STATEMENTS.includes(statement) || ACTIVITY_CONTACT.test(statement) ? null : reference;
    }
    if (statement === '{{Contact.Id}}' && !importsIdentifyByContactId) return reference;
    const known = contactStatement(site, statement);
    if (known === undefined) return reference;
    return known.kind === 'FIELD' && known.field.isReadOnly ? 'Must not be a read-only field.' : null;
  }
}

/** Activities are never updated, so nothing identifies them. */
function identifierFrom(
  { sandbox }: ApiCall,
  kind: ImportKind,
  fields: Record<string, string>,
  identifier: unknown,
): string | null {
  if (kind === 'activities/imports') return null;
  const name = typeof identifier === 'string' ? identifier : '';
  const refuse = (constraint: string) => bulkFailure('identifierFieldName', identifier ?? null, constraint);
  if (!Object.hasOwn(fields, name)) throw refuse('Must be one of the fields of the definition.');
  if (!sandbox.settings.bulkIdentifiesByAnyField && !IDENTIFYING.includes(fields[name] ?? '')) {
    throw refuse('Must be a unique field.');
  }
  return name;
}

function updateRuleFrom(name: string, rule: unknown): string {
  if (typeof rule === 'string' && UPDATE_RULES.includes(rule)) return rule;
  throw bulkFailure(name, rule, `Must be one of ${UPDATE_RULES.join(', ')}.`);
}

function rulesByFieldFrom(fields: Record<string, string>, rules: unknown): Record<string, string> {
  const entries = typeof rules === 'object' && rules !== null ? Object.entries(rules) : [];
  const unknown = entries.find(([name]) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) {
    throw bulkFailure('updateRuleByField', unknown[0], 'Must be one of the fields of the definition.');
  }
  return Object.fromEntries(entries.map(([name, rule]) => [name, updateRuleFrom('updateRuleByField', rule)]));
}

function syncActionsFrom({ site, app }: ApiCall, kind: ImportKind, actions: unknown): SyncAction[] {
  const given = Array.isArray(actions) ? (actions as Record<string, unknown>[]) : [];
  const isOwn = (destination: string): boolean => {
    const found = destinationOf(site, destination);
    return found !== undefined && found.instance.appId === app?.appId;
  };
  if (kind === 'contacts/syncActions' && given.length === 0) {
    throw bulkFailure('syncActions', null, 'Must have at least 1 sync action.');
  }
  return given.map((entry) => {
    const { action, destination, status } = entry ?? {};
    if (action !== 'setStatus') throw bulkFailure('syncActions.action', action ?? null, 'Must be setStatus.');
    if (typeof destination !== 'string' || !isOwn(destination)) {
      throw bulkFailure(
        'syncActions.destination',
        destination ?? null,
        'Must be a reference to an existing object.',
      );
    }
    if (typeof status !== 'string' || !MEMBER_STATUSES.includes(status)) {
      throw bulkFailure(
        'syncActions.status',
        status ?? null,
        `Must be one of ${MEMBER_STATUSES.join(', ')}.`,
      );
    }
    return { action, destination, status };
  });
}
