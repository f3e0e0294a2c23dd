import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { bulkUsage } from './bulk-usage.ts';
import { removeCampaign, settle } from './campaigns.ts';
import { baseUrl, type Sandbox, unixNow } from './context.ts';
import { contacts } from './control-contacts.ts';
import { siteOf } from './control-input.ts';
import { type Kind, needed, serveKind } from './control-kind.ts';
import { internalNameFor, removeField } from './rest-fields.ts';
import { newCampaign, newField, newUser } from './seed.ts';
import {
  type Activity,
  CAMPAIGN_STATUSES,
  type Campaign,
  type ContactField,
  newId,
  PERMISSIONS,
  type User,
} from './site.ts';
import { showSync } from './syncs.ts';

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

/** Fields, users, campaigns and contacts of a site: looked at and changed past all rules of Eloqua. */
export function serveRecordControl(app: FastifyInstance, sandbox: Sandbox): void {
  serveKind(app, sandbox, fields);
  serveKind(app, sandbox, users);
  serveKind(app, sandbox, campaigns);
  serveKind(app, sandbox, contacts);
  app.get('/_sandbox/activities', async (request) => {
    const site = siteOf(sandbox, request);
    const withNames = (activity: Activity) => ({
      ...activity,
      emailAddress: site.contacts[activity.contactId]?.emailAddress ?? null,
      campaignName: site.campaigns[activity.campaignId]?.name ?? null,
    });
    return { activities: Object.values(site.activities).map(withNames) };
  });
  app.get('/_sandbox/syncs', async (request) => {
    const site = siteOf(sandbox, request);
    return { syncs: Object.values(site.syncs).map(showSync), lastHour: bulkUsage(site) };
  });
}
