import { flag, text } from './body.ts';
import {
  contactValue,
  contactWithEmail,
  isEmailAddress,
  noteChange,
  refuseValue,
  valuesOf,
} from './contact-values.ts';
import { unixNow } from './context.ts';
import { EloquaError, notFound, ValidationError } from './errors.ts';
import { type Api, type ApiAnswer, type ApiCall, jsonObject, type Method, type Operation } from './gate.ts';
import { DEPTHS, type Depth, idOf, list, one, stringly } from './listing.ts';
import { newContact } from './seed.ts';
import { type Contact, newId, type Site } from './site.ts';

const TYPE = 'Contact';
const VERSIONS = ['1.0', '2.0'];
const EMAIL_FIELD = 'C_EmailAddress';

export const contactsApi: Api = Object.fromEntries(
  VERSIONS.flatMap((version): [string, Partial<Record<Method, Operation>>][] => [
    [`/api/REST/${version}/data/contacts`, { GET: { handler: readAll }, SEARCH: { handler: readSome } }],
    [`/api/REST/${version}/data/contact`, { POST: { handler: create, needs: 'ManageContacts' } }],
    [
      `/api/REST/${version}/data/contact/:id`,
      {
        GET: { handler: (call) => one(call, call.site.contacts[idOf(call)], showIn(call.site)) },
        PUT: { handler: update, needs: 'ManageContacts' },
        DELETE: { handler: remove, needs: 'ManageContacts' },
      },
    ],
  ]),
);

function readAll(call: ApiCall): ApiAnswer {
  const { site } = call;
  const properties = (contact: Contact) => {
    const { values: _values, before: _before, ...own } = contact;
    const fields = Object.values(site.fields).map((field) => [
      field.internalName,
      contactValue(contact, field),
    ]);
    return { ...own, name: own.emailAddress, ...(Object.fromEntries(fields) as Record<string, string>) };
  };
  return list(call, Object.values(site.contacts), { properties, show: showIn(site) });
}

/** `{ids, depth}`; unknown ids are silently missing. */
function readSome(call: ApiCall): ApiAnswer {
  const { ids, depth } = jsonObject(call);
  if (!Array.isArray(ids)) throw new EloquaError(400);
  const show = showIn(call.site);
  const wanted = DEPTHS.find((known) => known === depth) ?? 'minimal';
  const elements = ids.flatMap((id) => call.site.contacts[String(id)] ?? []).map((row) => show(row, wanted));
  return { status: 200, body: { elements, page: 1, pageSize: ids.length, total: elements.length } };
}

function showIn(site: Site) {
  return (contact: Contact, depth: Depth): Record<string, unknown> => {
    const { id, emailAddress, isSubscribed, createdAt, updatedAt } = contact;
    const minimal = { type: TYPE, id, createdAt, depth, name: emailAddress, updatedAt, emailAddress };
    if (depth === 'minimal') return stringly(minimal);
    const partial = { ...minimal, isSubscribed, isBounceback: false };
    if (depth === 'partial') return stringly(partial);
    const fieldValues = Object.values(site.fields)
      .filter(({ internalName }) => internalName !== EMAIL_FIELD)
      .map((field) => stringly({ type: 'FieldValue', id: field.id, value: contact.values[field.id] }));
    return stringly({ ...partial, fieldValues });
  };
}

function create(call: ApiCall): ApiAnswer {
  const { sandbox, site } = call;
  const body = jsonObject(call);
  const emailAddress = emailFrom(call, body, undefined);
  const contact = newContact(newId(site), emailAddress, valuesFrom(site, body, {}), unixNow(sandbox));
  site.contacts[contact.id] = contact;
  sandbox.store.changed();
  return { status: 201, body: showIn(site)(contact, 'complete') };
}

/** Replaces: fields that the body leaves out are blanked, except those that are read only. */
function update(call: ApiCall): ApiAnswer {
  const { sandbox, site } = call;
  const contact = site.contacts[idOf(call)];
  if (contact === undefined) throw notFound();
  const body = jsonObject(call);
  const written = {
    emailAddress: emailFrom(call, body, contact),
    values: valuesFrom(site, body, contact.values),
    isSubscribed: body.isSubscribed === undefined ? contact.isSubscribed : flag(TYPE, body, 'isSubscribed'),
  };
  const before = valuesOf(contact);
  Object.assign(contact, written, { updatedAt: unixNow(sandbox) });
  noteChange(contact, before);
  sandbox.store.changed();
  return { status: 200, body: showIn(site)(contact, 'complete') };
}

function remove(call: ApiCall): ApiAnswer {
  const id = idOf(call);
  if (call.site.contacts[id] === undefined) throw notFound();
  delete call.site.contacts[id];
  call.sandbox.store.changed();
  return { status: 200 };
}

function emailFrom(
  { sandbox, site }: ApiCall,
  body: Record<string, unknown>,
  itself: Contact | undefined,
): string {
  const emailAddress = text(body, 'emailAddress') ?? '';
  if (emailAddress === '' && !sandbox.settings.emailIsMandatory) return '';
  if (!isEmailAddress(emailAddress)) {
    throw new ValidationError(TYPE, 'emailAddress', { type: 'EmailAddressRequirement' }, emailAddress);
  }
  const owner = contactWithEmail(site, emailAddress);
  if (owner === undefined || owner === itself) return emailAddress;
  if (sandbox.settings.duplicateEmailStatus === 409) throw new EloquaError(409);
  throw new ValidationError(TYPE, 'emailAddress', { type: 'UniquenessRequirement' }, emailAddress);
}

function valuesFrom(
  site: Site,
  body: Record<string, unknown>,
  before: Record<string, string>,
): Record<string, string> {
  const values: Record<string, string> = Object.fromEntries(
    Object.entries(before).filter(([id]) => site.fields[id]?.isReadOnly === true),
  );
  const given = Array.isArray(body.fieldValues) ? (body.fieldValues as unknown[]) : [];
  for (const entry of given) {
    const pair = (entry ?? {}) as Record<string, unknown>;
    const [id, value] = [text(pair, 'id') ?? '', text(pair, 'value') ?? ''];
    const field = site.fields[id];
    if (field === undefined)
      throw new ValidationError(TYPE, 'fieldValues', { type: 'RelationshipRequirement' }, id);
    const changesReadOnly = field.isReadOnly && value !== (before[id] ?? '');
    const requirement = changesReadOnly ? { type: 'ImmutabilityRequirement' } : refuseValue(field, value);
    if (requirement !== null) throw new ValidationError(TYPE, field.internalName, requirement, value);
    if (value !== '') values[id] = value;
  }
  return values;
}
