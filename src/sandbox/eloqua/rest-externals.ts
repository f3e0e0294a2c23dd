import { date, required } from './body.ts';
import { settle } from './campaigns.ts';
import { unixNow } from './context.ts';
import { notFound, ValidationError } from './errors.ts';
import { addActivity, assetNamed, typeNamed } from './external-activities.ts';
import { type Api, type ApiAnswer, type ApiCall, jsonObject } from './gate.ts';
import { idOf, list, one, stringly } from './listing.ts';
import { type Activity, type ExternalAsset, type ExternalType, newId } from './site.ts';

const EXTERNAL = '/api/REST/2.0/assets/external';

/** External asset types with their activity types, external assets, and activities of contacts. */
export const externalsApi: Api = {
  [`${EXTERNAL}/types`]: {
    GET: {
      handler: (call) =>
        list(call, Object.values(call.site.externalTypes), { properties: named, show: showType }),
    },
  },
  [`${EXTERNAL}/type`]: { POST: { handler: createType } },
  [`${EXTERNAL}/type/:id`]: {
    GET: { handler: (call) => one(call, call.site.externalTypes[idOf(call)], showType) },
    PUT: { handler: updateType },
    DELETE: { handler: (call) => remove(call, call.site.externalTypes) },
  },
  '/api/REST/2.0/assets/externals': {
    GET: {
      handler: (call) =>
        list(call, Object.values(call.site.externalAssets), { properties: named, show: showAsset }),
    },
  },
  [EXTERNAL]: { POST: { handler: createAsset } },
  [`${EXTERNAL}/:id`]: {
    GET: { handler: (call) => one(call, call.site.externalAssets[idOf(call)], showAsset) },
    DELETE: { handler: (call) => remove(call, call.site.externalAssets) },
  },
  '/api/REST/2.0/data/activity': { POST: { handler: createActivity } },
  '/api/REST/2.0/data/activity/:id': {
    GET: { handler: (call) => one(call, call.site.activities[idOf(call)], showActivity) },
  },
};

const named = ({ id, name, createdAt, updatedAt }: ExternalType | ExternalAsset) => ({
  id,
  name,
  createdAt,
  updatedAt,
});

function showType({ activityTypes, ...type }: ExternalType): Record<string, unknown> {
  const types = activityTypes.map((one) => ({ type: 'ExternalActivityType', ...one }));
  return stringly({ type: 'ExternalAssetType', ...type, activityTypes: types });
}

const showAsset = (asset: ExternalAsset): Record<string, unknown> =>
  stringly({ type: 'ExternalAsset', ...asset });

const showActivity = (activity: Activity): Record<string, unknown> =>
  stringly({ type: 'ExternalActivity', ...activity });

function createType(call: ApiCall): ApiAnswer {
  const { sandbox, site } = call;
  const body = jsonObject(call);
  const name = freeName(call, body, undefined);
  const now = unixNow(sandbox);
  const id = newId(site);
  const type = { id, name, activityTypes: activityTypesFrom(call, body, []), createdAt: now, updatedAt: now };
  site.externalTypes[id] = type;
  sandbox.store.changed();
  return { status: 201, body: showType(type) };
}

/** Replaces; an activity type keeps its id while its name stays. */
function updateType(call: ApiCall): ApiAnswer {
  const type = call.site.externalTypes[idOf(call)];
  if (type === undefined) throw notFound();
  const body = jsonObject(call);
  type.name = freeName(call, body, type);
  type.activityTypes = activityTypesFrom(call, body, type.activityTypes);
  type.updatedAt = unixNow(call.sandbox);
  call.sandbox.store.changed();
  return { status: 200, body: showType(type) };
}

function freeName(
  { site }: ApiCall,
  body: Record<string, unknown>,
  itself: ExternalType | undefined,
): string {
  const name = required('ExternalAssetType', body, 'name');
  const owner = typeNamed(site, name);
  if (owner === undefined || owner === itself) return name;
  throw new ValidationError('ExternalAssetType', 'name', { type: 'UniquenessRequirement' }, name);
}

function activityTypesFrom(
  { site }: ApiCall,
  body: Record<string, unknown>,
  before: ExternalType['activityTypes'],
) {
  const given = Array.isArray(body.activityTypes) ? (body.activityTypes as unknown[]) : [];
  return given.map((entry) => {
    const name = required('ExternalActivityType', (entry ?? {}) as Record<string, unknown>, 'name');
    return { id: before.find((one) => one.name === name)?.id ?? newId(site), name };
  });
}

function createAsset(call: ApiCall): ApiAnswer {
  const { sandbox, site } = call;
  const body = jsonObject(call);
  const typeId = required('ExternalAsset', body, 'externalAssetTypeId');
  const type = site.externalTypes[typeId];
  if (type === undefined) {
    throw new ValidationError(
      'ExternalAsset',
      'externalAssetTypeId',
      { type: 'RelationshipRequirement' },
      typeId,
    );
  }
  const asset = assetNamed(site, type, required('ExternalAsset', body, 'name'), unixNow(sandbox)).asset;
  sandbox.store.changed();
  return { status: 201, body: showAsset(asset) };
}

function remove(call: ApiCall, rows: Record<string, unknown>): ApiAnswer {
  const id = idOf(call);
  if (rows[id] === undefined) throw notFound();
  delete rows[id];
  call.sandbox.store.changed();
  return { status: 200 };
}

/** Contact, active campaign, asset type and activity type must be there; the asset is made where it is missing. */
function createActivity(call: ApiCall): ApiAnswer {
  const { sandbox, site } = call;
  const body = jsonObject(call);
  const refuse = (property: string, value: string): ValidationError =>
    new ValidationError('ExternalActivity', property, { type: 'RelationshipRequirement' }, value);
  const need = (property: string): string => required('ExternalActivity', body, property);
  const [contactId, campaignId] = [need('contactId'), need('campaignId')];
  const campaign = site.campaigns[campaignId];
  if (site.contacts[contactId] === undefined) throw refuse('contactId', contactId);
  if (campaign === undefined || settle(sandbox, campaign).currentStatus !== 'Active') {
    throw refuse('campaignId', campaignId);
  }
  const type = typeNamed(site, need('assetType'));
  if (type === undefined) throw refuse('assetType', need('assetType'));
  const activityType = type.activityTypes.find(({ name }) => name === need('activityType'))?.name;
  if (activityType === undefined) throw refuse('activityType', need('activityType'));
  const activity = addActivity(site, type, unixNow(sandbox), {
    contactId,
    campaignId,
    activityType,
    assetName: need('assetName'),
    activityDate: date('ExternalActivity', body, 'activityDate') ?? unixNow(sandbox),
    fieldValues: Array.isArray(body.fieldValues) ? (body.fieldValues as unknown[]) : [],
  });
  sandbox.store.changed();
  return { status: 201, body: showActivity(activity) };
}
