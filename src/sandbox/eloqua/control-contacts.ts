import { z } from 'zod';
import { ControlError } from '../shared/control-error.ts';
import { contactValue, fieldNamed, noteChange, valuesOf } from './contact-values.ts';
import { unixNow } from './context.ts';
import { type Kind, needed } from './control-kind.ts';
import { newContact } from './seed.ts';
import { type Contact, newId, type Site } from './site.ts';

const contactPatch = z.strictObject({
  /** Makes so many; `{n}` in the address and in values is the number of each, from 1. */
  count: z.number().int().min(1).max(200_000).optional(),
  emailAddress: z.string().optional(),
  isSubscribed: z.boolean().optional(),
  /** By internal name; an empty text takes the value away. */
  fields: z.record(z.string(), z.string()).default({}),
});

/** Contacts with their values by the internal names of fields, and what the latest change replaced. */
export const contacts: Kind<Contact, z.infer<typeof contactPatch>> = {
  plural: 'contacts',
  patch: contactPatch,
  rows: (site) => site.contacts,
  create: (sandbox, site, input) => {
    const emailAddress = needed(input.emailAddress, 'emailAddress');
    const contact = newContact(newId(site), emailAddress, {}, unixNow(sandbox));
    changeContact(site, contact, input);
    return contact;
  },
  createMany: (sandbox, site, { count, emailAddress = 'person{n}@bulk.example', fields, ...own }) => {
    if (count === undefined) return null;
    return Array.from({ length: count }, (_, index) => {
      const numbered = (text: string) => text.replaceAll('{n}', String(index + 1));
      const contact = newContact(newId(site), numbered(emailAddress), {}, unixNow(sandbox));
      const values = Object.entries(fields).map(([name, value]) => [name, numbered(value)]);
      changeContact(site, contact, { ...own, fields: Object.fromEntries(values) });
      return contact;
    });
  },
  change: (_sandbox, site, contact, input) => {
    const before = valuesOf(contact);
    changeContact(site, contact, input);
    noteChange(contact, before);
  },
  remove: (site, { id }) => {
    delete site.contacts[id];
  },
  show: (_sandbox, site, contact) => showContact(site, contact),
};

function changeContact(
  site: Site,
  contact: Contact,
  { fields: values, count: _count, ...own }: z.infer<typeof contactPatch>,
): void {
  Object.assign(contact, own);
  for (const [internalName, value] of Object.entries(values)) {
    const field = fieldNamed(site, internalName);
    if (field === undefined) {
      throw new ControlError(400, 'INVALID', `there is no field ${internalName}`, ['fields', internalName]);
    }
    if (value === '') delete contact.values[field.id];
    else contact.values[field.id] = value;
  }
}

/** A contact with the values it has, by internal name. */
function showContact(site: Site, contact: Contact): Record<string, unknown> {
  const { values: _values, before = {}, ...own } = contact;
  const fields = Object.values(site.fields);
  const named = fields.map((field) => [field.internalName, contactValue(contact, field)]);
  const changed = fields
    .filter(({ id }) => before[id] !== undefined)
    .map(({ id, internalName }) => [internalName, before[id]]);
  return {
    ...own,
    fields: Object.fromEntries(named.filter(([, value]) => value !== '')),
    changed: Object.fromEntries(changed),
  };
}
