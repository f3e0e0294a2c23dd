import type { BulkDefinition, BulkKind, SyncAction } from './bulk-state.ts';
import { contactStatement, destinationOf } from './bulk-statements.ts';
import { bulkTime } from './bulk-time.ts';
import { bulkFailure } from './errors.ts';
import { type ApiCall, jsonObject } from './gate.ts';
import { newId } from './site.ts';

const MAX_FIELDS = 100;
const HOUR = 3600;
const DAY = 24 * HOUR;
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
export function defineBulk(call: ApiCall, kind: BulkKind): BulkDefinition {
  const { sandbox, site, user } = call;
  const body = jsonObject(call);
  const now = bulkTime(Date.now());
  const fields = fieldsFrom(call, kind, body.fields);
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
    extra: {
      autoDeleteDuration: durationFrom(
        'autoDeleteDuration',
        body.autoDeleteDuration,
        Number.POSITIVE_INFINITY,
      ),
      dataRetentionDuration: durationFrom(
        'dataRetentionDuration',
        body.dataRetentionDuration ?? 'P7D',
        14 * DAY,
      ),
    },
    staged: [],
    posts: 0,
    createdBy: user.loginName,
    createdAt: now,
    updatedAt: now,
  };
  site.bulkDefinitions[definition.id] = definition;
  sandbox.store.changed();
  return definition;
}

export const uriOf = ({ kind, id }: BulkDefinition): string => `/${kind}/${id}`;

export function showDefinition(definition: BulkDefinition): Record<string, unknown> {
  const { id: _id, kind, staged, posts: _posts, extra, updateRuleByField, createdBy, ...rest } = definition;
  const { syncActions, identifierFieldName, updateRule, isUpdatingMultipleMatchedRecords, ...own } = rest;
  const forImports =
    kind === 'contacts/imports' ? { updateRule, updateRuleByField, isUpdatingMultipleMatchedRecords } : {};
  return {
    ...own,
    ...forImports,
    ...(identifierFieldName === null ? {} : { identifierFieldName }),
    ...(syncActions.length === 0 ? {} : { syncActions }),
    ...Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== null)),
    kbUsed: Math.ceil(JSON.stringify(staged).length / 1024),
    createdBy,
    updatedBy: createdBy,
    uri: uriOf(definition),
  };
}

function nameFrom(name: unknown): string {
  if (typeof name === 'string' && name.length >= 1 && name.length <= 100) return name;
  throw bulkFailure(
    'name',
    name ?? null,
    'Must be a string value, at least 1 character and at most 100 characters long.',
  );
}

function fieldsFrom({ site }: ApiCall, kind: BulkKind, fields: unknown): Record<string, string> {
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

  function refuseStatement(of: BulkKind, statement: string): string | null {
    const reference = 'Must be a reference to an existing object.';
    if (of === 'contacts/syncActions') return IDENTIFYING.includes(statement) ? null : reference;
    if (of === 'activities/imports') {
      return ACTIVITY_STATEMENTS.includes(statement) || ACTIVITY_CONTACT.test(statement) ? null : reference;
    }
    const known = contactStatement(site, statement);
    if (known === undefined) return reference;
    return known.kind === 'FIELD' && known.field.isReadOnly ? 'Must not be a read-only field.' : null;
  }
}

/** Activities are never updated, so nothing identifies them. */
function identifierFrom(
  { sandbox }: ApiCall,
  kind: BulkKind,
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

function flagFrom(name: string, value: unknown, fallback: boolean): boolean {
  if (value === undefined || value === null) return fallback;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw bulkFailure(name, value, 'Must be a boolean value.');
}

function durationFrom(name: string, value: unknown, most: number): string | null {
  if (value === undefined || value === null) return null;
  const [whole, days, hours, minutes] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(String(value)) ?? [];
  const seconds = Number(days ?? 0) * DAY + Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * 60;
  if (whole !== undefined && seconds >= HOUR && seconds <= most) return String(value);
  throw bulkFailure(name, value, 'Must be an ISO-8601 duration of at least one hour, and not too long.');
}

function syncActionsFrom({ site, app }: ApiCall, kind: BulkKind, actions: unknown): SyncAction[] {
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
