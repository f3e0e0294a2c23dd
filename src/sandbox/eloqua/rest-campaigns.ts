import { date, flag, required, text, within } from './body.ts';
import { activate, deactivate, instancesOn, removeCampaign, settle, settledCampaigns } from './campaigns.ts';
import { unixNow } from './context.ts';
import { notFound, parameterError, ValidationError } from './errors.ts';
import { type Api, type ApiAnswer, type ApiCall, jsonObject } from './gate.ts';
import { type Depth, idOf, list, one, stringly } from './listing.ts';
import { newCampaign } from './seed.ts';
import { type Campaign, newId, type Site } from './site.ts';

const TYPE = 'Campaign';
const CAMPAIGN = '/api/REST/2.0/assets/campaign';

export const campaignsApi: Api = {
  '/api/REST/2.0/assets/campaigns': {
    GET: {
      handler: (call) =>
        list(call, settledCampaigns(call.sandbox, call.site), { properties, show: showIn(call.site) }),
    },
  },
  [CAMPAIGN]: { POST: { handler: create, needs: 'ManageCampaigns' } },
  [`${CAMPAIGN}/:id`]: {
    GET: { handler: (call) => one(call, find(call), showIn(call.site)) },
    PUT: { handler: update, needs: 'ManageCampaigns' },
    DELETE: { handler: remove, needs: 'ManageCampaigns' },
  },
  [`${CAMPAIGN}/active/:id`]: { POST: { handler: activateCampaign, needs: 'ManageCampaigns' } },
  [`${CAMPAIGN}/draft/:id`]: { POST: { handler: deactivateCampaign, needs: 'ManageCampaigns' } },
};

function find(call: ApiCall): Campaign {
  const campaign = call.site.campaigns[idOf(call)];
  if (campaign === undefined) throw notFound();
  return settle(call.sandbox, campaign);
}

function properties({ fieldValues: _fieldValues, elements: _elements, ...campaign }: Campaign) {
  return campaign;
}

function showIn(site: Site) {
  return (campaign: Campaign, depth: Depth): Record<string, unknown> => {
    const { id, name, currentStatus, startAt, endAt, createdAt, updatedAt, ...rest } = campaign;
    const { fieldValues, elements, ...partial } = rest;
    const minimal = { type: TYPE, currentStatus, id, createdAt, depth, name, updatedAt, startAt, endAt };
    if (depth === 'minimal') return stringly(minimal);
    const members = { isReadOnly: false, memberCount: membersOf(site, campaign) };
    if (depth === 'partial') return stringly({ ...minimal, ...partial, ...members });
    const steps = [...elements, ...appSteps(site, campaign)];
    return stringly({ ...minimal, ...partial, ...members, fieldValues, elements: steps });
  };
}

const executionsOf = (site: Site, instanceId: string) =>
  Object.values(site.executions).filter((execution) => execution.instanceId === instanceId);

function membersOf(site: Site, campaign: Campaign): number {
  const steps = instancesOn(site, campaign);
  const members = steps.flatMap(({ id }) =>
    executionsOf(site, id).flatMap((execution) => Object.keys(execution.members)),
  );
  return new Set(members).size;
}

function appSteps(site: Site, campaign: Campaign): Record<string, unknown>[] {
  return instancesOn(site, campaign).map((instance, index) => {
    const statuses = executionsOf(site, instance.id).flatMap(({ members }) => Object.values(members));
    return {
      type: 'CampaignCloudAction',
      id: String(index + 1),
      name: 'Cloud Action',
      memberCount: String(statuses.filter((status) => status === 'pending').length),
      memberErrorCount: String(statuses.filter((status) => status === 'errored').length),
      outputTerminals: [],
    };
  });
}

function create(call: ApiCall): ApiAnswer {
  const { sandbox, site, user } = call;
  const written = writable(call);
  const campaign = {
    ...newCampaign(newId(site), written.name, user.loginName, unixNow(sandbox)),
    ...written,
  };
  site.campaigns[campaign.id] = campaign;
  sandbox.store.changed();
  return { status: 201, body: showIn(site)(campaign, 'complete') };
}

/** Replaces: what the body leaves out is blanked. Status and dates of activation are not writable. */
function update(call: ApiCall): ApiAnswer {
  const campaign = find(call);
  Object.assign(campaign, writable(call), { updatedAt: unixNow(call.sandbox) });
  call.sandbox.store.changed();
  return { status: 200, body: showIn(call.site)(campaign, 'complete') };
}

function writable(call: ApiCall) {
  const body = jsonObject(call);
  const id = text(body, 'id');
  if (id !== null && call.params.id !== undefined && id !== call.params.id) {
    throw new ValidationError(TYPE, 'id', { type: 'ImmutabilityRequirement' }, id);
  }
  const [startAt, endAt] = [date(TYPE, body, 'startAt'), date(TYPE, body, 'endAt')];
  if (startAt !== null && endAt !== null && endAt <= startAt) {
    throw new ValidationError(TYPE, 'endAt', { type: 'DateRequirement' }, String(endAt));
  }
  const listIn = (name: string): unknown[] => (Array.isArray(body[name]) ? (body[name] as unknown[]) : []);
  return {
    name: within(TYPE, 'name', required(TYPE, body, 'name'), 100),
    description: text(body, 'description'),
    folderId: text(body, 'folderId'),
    campaignCategory: text(body, 'campaignCategory'),
    campaignType: text(body, 'campaignType'),
    isMemberAllowedReEntry: flag(TYPE, body, 'isMemberAllowedReEntry'),
    runAsUserId: text(body, 'runAsUserId'),
    startAt,
    endAt,
    fieldValues: listIn('fieldValues'),
    // Steps of apps are shown with the others, but kept by themselves.
    elements: listIn('elements').filter(
      (step) => (step as { type?: unknown })?.type !== 'CampaignCloudAction',
    ),
  };
}

function remove(call: ApiCall): ApiAnswer {
  removeCampaign(call.site, find(call));
  call.sandbox.store.changed();
  return { status: 200 };
}

function activateCampaign(call: ApiCall): ApiAnswer {
  const { sandbox, site, query } = call;
  const campaign = find(call);
  const runAsUserId = query.runAsUserId ?? null;
  const runAs = runAsUserId === null ? call.user : site.users[runAsUserId];
  if (runAs === undefined || runAs.isDisabled || runAs.isDeleted) {
    throw parameterError('runAsUserId', runAsUserId ?? '', { type: 'RelationshipRequirement' });
  }
  activate(sandbox, site, campaign, { scheduledFor: scheduledFor(call), runAsUserId });
  return { status: 200, body: showIn(site)(campaign, 'complete') };
}

/** null: now. 400 where the query says neither `activateNow=true` nor a time. */
function scheduledFor({ query }: ApiCall): number | null {
  if (query.activateNow?.toLowerCase() === 'true' || query.scheduledFor === 'now') return null;
  if (query.scheduledFor !== undefined && /^\d{1,11}$/.test(query.scheduledFor))
    return Number(query.scheduledFor);
  throw parameterError('scheduledFor', query.scheduledFor ?? '', { type: 'DateRequirement' });
}

function deactivateCampaign(call: ApiCall): ApiAnswer {
  const campaign = find(call);
  deactivate(call.sandbox, campaign);
  return { status: 200, body: showIn(call.site)(campaign, 'complete') };
}
