import { EloquaError, forbidden, notFound } from './errors.ts';
import { type Api, type ApiAnswer, type ApiCall, jsonObject } from './gate.ts';
import { withoutDashes } from './ids.ts';
import { refuseRecordDefinition } from './record-definition.ts';
import type { ServiceInstance } from './site.ts';

const MAX_IDS = 200;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** AppCloud: what an app may do with its own steps and its own registration. */
export const cloudApi: Api = {
  '/api/cloud/1.0/actions/instances/:id': { PUT: { handler: update } },
  '/api/cloud/1.0/actions/instances': { SEARCH: { handler: search } },
  '/api/cloud/1.0/apps/:id/configurations': {
    GET: { handler: readConfiguration },
    PUT: { handler: writeConfiguration },
  },
  '/api/cloud/1.0/apps/:id/activeExecutions': { GET: { handler: activeExecutions } },
};

function update(call: ApiCall): ApiAnswer {
  const instance = call.site.instances[(call.params.id ?? '').toLowerCase()];
  if (instance === undefined || instance.appId !== call.app?.appId) throw notFound();
  const { recordDefinition, requiresConfiguration } = jsonObject(call);
  if (recordDefinition !== undefined) {
    const refusal = refuseRecordDefinition(recordDefinition);
    if (refusal !== null) throw new EloquaError(400, refusal);
    instance.recordDefinition = recordDefinition as Record<string, string>;
  }
  if (requiresConfiguration !== undefined) {
    if (typeof requiresConfiguration !== 'boolean') throw new EloquaError(400);
    instance.requiresConfiguration = requiresConfiguration;
  }
  call.sandbox.store.changed();
  return { status: 200, body: show(call, instance) };
}

/** Up to 200 instances by GUID with dashes; unknown ones are silently missing, the same one twice is refused. */
function search(call: ApiCall): ApiAnswer {
  const { ids } = jsonObject(call);
  if (!Array.isArray(ids) || ids.length > MAX_IDS) throw new EloquaError(400);
  if (!ids.every((id) => typeof id === 'string' && GUID.test(id))) throw new EloquaError(400);
  const wanted = ids.map((id) => String(id).toLowerCase());
  if (new Set(wanted).size < wanted.length) throw new EloquaError(400);
  const found = wanted
    .flatMap((id) => call.site.instances[id] ?? [])
    .filter(({ appId }) => appId === call.app?.appId)
    .map((instance) => show(call, instance));
  return {
    status: 200,
    body: call.sandbox.settings.instanceSearchShape === 'ARRAY' ? found : { items: found },
  };
}

function show({ site }: ApiCall, instance: ServiceInstance): Record<string, unknown> {
  const { id, recordDefinition, requiresConfiguration, campaignId, createdBy, createdAt } = instance;
  return {
    recordDefinition,
    requiresConfiguration,
    statement: `{{ActionInstance(${withoutDashes(id)})}}`,
    ...(site.campaigns[campaignId] === undefined
      ? {}
      : { dependentAssetType: instance.assetType ?? 'Campaign', dependentAssetId: campaignId }),
    uri: `/actions/instances/${id}`,
    createdBy,
    createdAt: new Date(createdAt * 1000).toISOString(),
  };
}

function ownApp({ app, params }: ApiCall) {
  if (app === null || params.id !== app.appId) throw forbidden();
  return app;
}

/** With the client secret, as Eloqua's. */
function readConfiguration(call: ApiCall): ApiAnswer {
  const app = ownApp(call);
  const body = {
    id: app.appId,
    name: app.name,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    enableUrl: app.enableUrl,
    statusUrl: app.statusUrl,
    callbackUrl: app.oauthCallbackUrl,
    status: app.status,
  };
  return { status: 200, body };
}

/** Only the status can be changed here; it starts an app again that was shut down. */
function writeConfiguration(call: ApiCall): ApiAnswer {
  const app = ownApp(call);
  const { status } = jsonObject(call);
  if (status !== 'Up' && status !== 'Down' && status !== 'Maintenance') throw new EloquaError(400);
  app.status = status;
  call.sandbox.store.changed();
  return readConfiguration(call);
}

/** Executions of a step with contacts that still wait. */
function activeExecutions(call: ApiCall): ApiAnswer {
  ownApp(call);
  const { startDate, endDate, serviceInstanceId } = call.query;
  const [from, to] = [Date.parse(startDate ?? ''), Date.parse(endDate ?? '9999-12-31')];
  if (Number.isNaN(from) || Number.isNaN(to) || serviceInstanceId === undefined) throw new EloquaError(400);
  const [offset, limit] = [Number(call.query.offset ?? 0), Number(call.query.limit ?? 1000)];
  if (!(offset >= 0 && limit >= 1 && limit <= 1000)) throw new EloquaError(400);
  const found = Object.values(call.site.executions).filter(
    ({ instanceId, startedAt, members }) =>
      instanceId === serviceInstanceId.toLowerCase() &&
      startedAt * 1000 >= from &&
      startedAt * 1000 <= to &&
      Object.values(members).includes('pending'),
  );
  const items = found.slice(offset, offset + limit).map((execution) => ({
    executionId: execution.id,
    serviceInstanceId: execution.instanceId,
    createdAt: new Date(execution.startedAt * 1000).toISOString(),
  }));
  const totalResults = found.length;
  const hasMore = offset + items.length < totalResults;
  return { status: 200, body: { items, offset, limit, count: items.length, totalResults, hasMore } };
}
