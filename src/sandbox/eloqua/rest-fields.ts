import { flag, required, text, within } from './body.ts';
import { type Sandbox, unixNow } from './context.ts';
import { conflict, notFound, ValidationError } from './errors.ts';
import { type Api, type ApiAnswer, type ApiCall, jsonObject } from './gate.ts';
import { type Depth, idOf, list, one, stringly } from './listing.ts';
import { newField } from './seed.ts';
import { type ContactField, newId, type Site } from './site.ts';

const TYPE = 'ContactField';
/** The Eloqua UI's data types and the field types that each can have. */
const DISPLAY_TYPES: Readonly<Record<string, readonly string[]>> = {
  text: ['text', 'textArea', 'singleSelect', 'multiSelect', 'checkbox'],
  largeText: ['text', 'textArea', 'multiSelect'],
  date: ['text'],
  number: ['text', 'singleSelect', 'checkbox'],
  numeric: ['text', 'singleSelect', 'checkbox'],
};

const FIELDS = '/api/REST/1.0/assets/contact/fields';
const FIELD = '/api/REST/1.0/assets/contact/field';

/** Contact fields; there is only version 1.0. */
export const fieldsApi: Api = {
  [FIELDS]: {
    GET: {
      handler: (call) =>
        list(call, Object.values(call.site.fields), { properties, show: showIn(call.sandbox) }),
    },
  },
  [FIELD]: { POST: { handler: create, needs: 'ManageFields' } },
  [`${FIELD}/:id`]: {
    GET: { handler: (call) => one(call, call.site.fields[idOf(call)], showIn(call.sandbox)) },
    PUT: { handler: update, needs: 'ManageFields' },
    DELETE: { handler: remove, needs: 'ManageFields' },
  },
};

function properties({ hasDependencies: _hasDependencies, ...field }: ContactField) {
  return field;
}

function showIn(sandbox: Sandbox) {
  const literal = (type: string): string => sandbox.settings.typeLiterals[type] ?? type;
  return (field: ContactField, depth: Depth): Record<string, unknown> => {
    const { id, name, createdAt, updatedAt, hasDependencies: _hasDependencies, ...rest } = field;
    const { internalName, isReadOnly } = rest;
    const minimal = { type: TYPE, id, createdAt, depth, name, updatedAt };
    const types = { dataType: literal(rest.dataType), displayType: literal(rest.displayType) };
    if (depth === 'minimal') return stringly(minimal);
    if (depth === 'partial') return stringly({ ...minimal, internalName, ...types, isReadOnly });
    return stringly({ ...minimal, ...rest, ...types });
  };
}

function create(call: ApiCall): ApiAnswer {
  const { sandbox, site } = call;
  const body = jsonObject(call);
  const name = nameFrom(site, body, undefined);
  const field: ContactField = {
    ...newField(newId(site), name, internalNameFor(site, name), unixNow(sandbox)),
    ...changeable(sandbox, body),
    dataType: typeFrom(sandbox, body),
  };
  site.fields[field.id] = field;
  sandbox.store.changed();
  return { status: 201, body: showIn(sandbox)(field, 'complete') };
}

/** Replaces: what the body leaves out goes back to its blank. */
function update(call: ApiCall): ApiAnswer {
  const { sandbox, site } = call;
  const field = site.fields[idOf(call)];
  if (field === undefined) throw notFound();
  const body = jsonObject(call);
  const name = nameFrom(site, body, field);
  const dataType = typeFrom(sandbox, body);
  const internalName = text(body, 'internalName') ?? field.internalName;
  for (const [property, before, after] of [
    ['id', field.id, text(body, 'id') ?? field.id],
    ['dataType', field.dataType, dataType],
    ['internalName', field.internalName, internalName],
  ] as const) {
    if (before !== after)
      throw new ValidationError(TYPE, property, { type: 'ImmutabilityRequirement' }, after);
  }
  Object.assign(field, changeable(sandbox, body), { name, updatedAt: unixNow(sandbox) });
  sandbox.store.changed();
  return { status: 200, body: showIn(sandbox)(field, 'complete') };
}

function remove(call: ApiCall): ApiAnswer {
  const { sandbox, site } = call;
  const field = site.fields[idOf(call)];
  if (field === undefined) throw notFound();
  if (field.isStandard || field.hasDependencies || isInRecordDefinition(site, field)) throw conflict();
  removeField(site, field);
  sandbox.store.changed();
  return { status: 200 };
}

/** Takes a field, and its values, away. */
export function removeField(site: Site, field: ContactField): void {
  delete site.fields[field.id];
  for (const contact of Object.values(site.contacts)) delete contact.values[field.id];
}

const isInRecordDefinition = (site: Site, { internalName }: ContactField): boolean =>
  Object.values(site.instances).some(({ recordDefinition }) =>
    Object.values(recordDefinition).includes(`{{Contact.Field(${internalName})}}`),
  );

function nameFrom(site: Site, body: Record<string, unknown>, itself: ContactField | undefined): string {
  const name = within(TYPE, 'name', required(TYPE, body, 'name'), 100);
  const taken = Object.values(site.fields).some(
    (other) => other !== itself && other.name.toLowerCase() === name.toLowerCase(),
  );
  if (taken) throw new ValidationError(TYPE, 'name', { type: 'UniquenessRequirement' }, name);
  return name;
}

function typeFrom(sandbox: Sandbox, body: Record<string, unknown>): string {
  const dataType = literalToOurs(sandbox, required(TYPE, body, 'dataType'));
  if (Object.hasOwn(DISPLAY_TYPES, dataType)) return dataType;
  throw new ValidationError(TYPE, 'dataType', { type: 'ContentRequirement' }, dataType);
}

function changeable(sandbox: Sandbox, body: Record<string, unknown>): Partial<ContactField> {
  const displayType = literalToOurs(sandbox, required(TYPE, body, 'displayType'));
  if (DISPLAY_TYPES[typeFrom(sandbox, body)]?.includes(displayType) !== true) {
    throw new ValidationError(TYPE, 'displayType', { type: 'ContentRequirement' }, displayType);
  }
  const optionListId = text(body, 'optionListId');
  if (optionListId === null && ['singleSelect', 'multiSelect'].includes(displayType)) {
    throw new ValidationError(TYPE, 'optionListId', { type: 'RelationshipRequirement' });
  }
  return {
    displayType,
    optionListId,
    isReadOnly: flag(TYPE, body, 'isReadOnly'),
    isRequired: flag(TYPE, body, 'isRequired'),
    showTrustedVisitorsOnly: flag(TYPE, body, 'showTrustedVisitorsOnly'),
    updateType: text(body, 'updateType') ?? 'always',
    defaultValue: text(body, 'defaultValue'),
  };
}

function literalToOurs({ settings }: Sandbox, literal: string): string {
  return Object.entries(settings.typeLiterals).find(([, theirs]) => theirs === literal)?.[0] ?? literal;
}

/** `C_`, the name with underscores, and a counter that makes it unique. */
export function internalNameFor(site: Site, name: string): string {
  const stem = `C_${name.replaceAll(/[^A-Za-z0-9]+/g, '_').slice(0, 40)}`;
  const taken = new Set(Object.values(site.fields).map(({ internalName }) => internalName));
  for (let counter = 1; ; counter += 1) {
    if (!taken.has(`${stem}${counter}`)) return `${stem}${counter}`;
  }
}
