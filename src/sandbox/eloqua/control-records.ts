import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlError } from '../shared/control-error.ts';
import { paramOf, queryOf } from '../shared/requests.ts';
import { removeCampaign, settle } from './campaigns.ts';
import { contactValue, fieldNamed } from './contact-values.ts';
import { baseUrl, type Sandbox, unixNow } from './context.ts';
import { siteBody, siteOf } from './control-input.ts';
import { internalNameFor, removeField } from './rest-fields.ts';
import { newCampaign, newContact, newField, newUser } from './seed.ts';
import {
  type Activity,
  CAMPAIGN_STATUSES,
  type Campaign,
  type Contact,
  type ContactField,
  newId,
  PERMISSIONS,
  type Site,
  type User,
} from './site.ts';

const seconds = z.number().int().nullable();

const fieldPatch = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  internalName: z.string().regex(/^\w+$/).optional(),
  dataType: z.string().min(1).optional(),
  displayType: z.string().min(1).optional(),
  isReadOnly: z.boolean().optional(),
  isRequired: z.boolean().optional(),
  isStandard: z.boolean().optional(),
  optionListId: z.string().nullable().optional(),
  /** Something else uses it: it cannot be deleted by the API. */
  hasDependencies: z.boolean().optional(),
});
const userPatch = z.strictObject({
  firstName: z.string().min(1).optional(),
  lastName: z.string().min(1).optional(),
  name: z.string().min(1).optional(),
  loginName: z.string().min(1).optional(),
  emailAddress: z.string().optional(),
  isAdministrator: z.boolean().optional(),
  isDisabled: z.boolean().optional(),
  isDeleted: z.boolean().optional(),
  permissions: z.array(z.enum(PERMISSIONS)).optional(),
});
const campaignPatch = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  currentStatus: z.enum(CAMPAIGN_STATUSES).optional(),
  startAt: seconds.optional(),
  /** Seconds since 1970; null = never. */
  endAt: seconds.optional(),
  scheduledFor: seconds.optional(),
});
const contactPatch = z.strictObject({
  emailAddress: z.string().optional(),
  isSubscribed: z.boolean().optional(),
  /** By internal name; an empty text takes the value away. */
  fields: z.record(z.string(), z.string()).default({}),
});

const fields: Kind<ContactField, z.infer<typeof fieldPatch>> = {
  plural: 'fields',
  patch: fieldPatch,
  rows: (site) => site.fields,
  create: (sandbox, site, input) => {
    const name = needed(input.name, 'name');
    return { ...newField(newId(site), name, internalNameFor(site, name), unixNow(sandbox)), ...input };
  },
  change: (_sandbox, _site, field, input) => void Object.assign(field, input),
  remove: removeField,
  show: (_sandbox, _site, field) => ({ ...field }),
};

const users: Kind<User, z.infer<typeof userPatch>> = {
  plural: 'users',
  patch: userPatch,
  rows: (site) => site.users,
  create: (sandbox, site, input) => {
    const [first, last] = [needed(input.firstName, 'firstName'), needed(input.lastName, 'lastName')];
    return { ...newUser(newId(site), first, last, site.name, unixNow(sandbox)), ...input };
  },
  change: (_sandbox, _site, user, input) => void Object.assign(user, input),
  // Eloqua keeps deleted users, and marks them.
  remove: (_site, user) => {
    user.isDeleted = true;
  },
  show: (_sandbox, _site, user) => ({ ...user }),
};

const campaigns: Kind<Campaign, z.infer<typeof campaignPatch>> = {
  plural: 'campaigns',
  patch: campaignPatch,
  rows: (site) => site.campaigns,
  create: (sandbox, site, input) => {
    const name = needed(input.name, 'name');
    return { ...newCampaign(newId(site), name, 'Mei.Lin', unixNow(sandbox)), ...input };
  },
  change: (_sandbox, _site, campaign, input) => void Object.assign(campaign, input),
  remove: removeCampaign,
  show: (sandbox, site, campaign) => ({
    ...settle(sandbox, campaign),
    /** What a marketer copies from the browser's address line. */
    url: `${baseUrl(sandbox, site)}/Main.aspx#campaigns&id=${campaign.id}`,
  }),
};

const contacts: Kind<Contact, z.infer<typeof contactPatch>> = {
  plural: 'contacts',
  patch: contactPatch,
  rows: (site) => site.contacts,
  create: (sandbox, site, input) => {
    const emailAddress = needed(input.emailAddress, 'emailAddress');
    const contact = newContact(newId(site), emailAddress, {}, unixNow(sandbox));
    changeContact(site, contact, input);
    return contact;
  },
  change: (_sandbox, site, contact, input) => changeContact(site, contact, input),
  remove: (site, { id }) => {
    delete site.contacts[id];
  },
  show: (_sandbox, site, contact) => showContact(site, contact),
};

function changeContact(
  site: Site,
  contact: Contact,
  { fields: values, ...own }: z.infer<typeof contactPatch>,
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
  const { values: _values, ...own } = contact;
  const named = Object.values(site.fields).map((field) => [field.internalName, contactValue(contact, field)]);
  return { ...own, fields: Object.fromEntries(named.filter(([, value]) => value !== '')) };
}

interface Kind<Row extends { id: string; updatedAt: number }, Patch> {
  plural: string;
  patch: z.ZodType<Patch>;
  rows(site: Site): Record<string, Row>;
  create(sandbox: Sandbox, site: Site, input: Patch): Row;
  change(sandbox: Sandbox, site: Site, row: Row, input: Patch): void;
  remove(site: Site, row: Row): void;
  show(sandbox: Sandbox, site: Site, row: Row): Record<string, unknown>;
}

/** Fields, users, campaigns and contacts of a site: looked at and changed past all rules of Eloqua. */
export function serveRecordControl(app: FastifyInstance, sandbox: Sandbox): void {
  serveKind(app, sandbox, fields);
  serveKind(app, sandbox, users);
  serveKind(app, sandbox, campaigns);
  serveKind(app, sandbox, contacts);
  app.get('/_sandbox/activities', async (request) => {
    const site = siteOf(sandbox, request);
    const withAddress = (activity: Activity) => ({
      ...activity,
      emailAddress: site.contacts[activity.contactId]?.emailAddress ?? null,
    });
    return { activities: Object.values(site.activities).map(withAddress) };
  });
}

function serveKind<Row extends { id: string; updatedAt: number }, Patch>(
  app: FastifyInstance,
  sandbox: Sandbox,
  kind: Kind<Row, Patch>,
): void {
  const path = `/_sandbox/${kind.plural}`;
  app.get(path, async (request) => {
    const site = siteOf(sandbox, request);
    const { search = '', recent } = queryOf(request);
    const show = (row: Row) => kind.show(sandbox, site, row);
    const found = Object.values(kind.rows(site)).filter(
      (row) => search === '' || JSON.stringify(show(row)).toLowerCase().includes(search.toLowerCase()),
    );
    const rows = recent === undefined ? found : latest(found, Number(recent));
    return { [kind.plural]: rows.map(show), total: found.length };
  });
  app.post(path, async (request, reply) => {
    const site = siteOf(sandbox, request);
    const row = kind.create(sandbox, site, siteBody(request, kind.patch));
    kind.rows(site)[row.id] = row;
    sandbox.store.changed();
    return reply.code(201).send(kind.show(sandbox, site, row));
  });
  app.get(`${path}/:id`, async (request) => {
    const site = siteOf(sandbox, request);
    return kind.show(sandbox, site, requireRow(kind.rows(site), paramOf(request, 'id')));
  });
  app.patch(`${path}/:id`, async (request) => {
    const site = siteOf(sandbox, request);
    const row = requireRow(kind.rows(site), paramOf(request, 'id'));
    kind.change(sandbox, site, row, siteBody(request, kind.patch));
    row.updatedAt = unixNow(sandbox);
    sandbox.store.changed();
    return kind.show(sandbox, site, row);
  });
  app.delete(`${path}/:id`, async (request) => {
    const site = siteOf(sandbox, request);
    const row = requireRow(kind.rows(site), paramOf(request, 'id'));
    kind.remove(site, row);
    sandbox.store.changed();
    return kind.show(sandbox, site, row);
  });
}

/** Those that changed last, newest first. */
function latest<Row extends { id: string; updatedAt: number }>(rows: readonly Row[], count: number): Row[] {
  return rows.toSorted((a, b) => b.updatedAt - a.updatedAt || Number(a.id) - Number(b.id)).slice(0, count);
}

function requireRow<Row>(rows: Record<string, Row>, id: string): Row {
  const row = rows[id];
  if (row === undefined) throw new ControlError(404, 'NOT_FOUND', `there is no ${id}`, ['id']);
  return row;
}

function needed(value: string | undefined, name: string): string {
  if (value === undefined) throw new ControlError(400, 'INVALID', `${name} is needed`, [name]);
  return value;
}
