import { ControlError } from '../shared/control-error.ts';
import type { CallAnswer } from './app-calls.ts';
import { type App, type AppAction, fill } from './apps.ts';
import type { Sandbox } from './context.ts';
import { unixNow } from './context.ts';
import { newGuid } from './ids.ts';
import { refuseRecordDefinition } from './record-definition.ts';
import { newCampaign } from './seed.ts';
import { type Campaign, newId, type ServiceInstance, type Site, type User } from './site.ts';
import type { Install } from './state.ts';

export type AppWithAction = App & { action: AppAction };

/** 409 for an app that has no step for canvases. */
export function withAction(app: App): AppWithAction {
  const { action } = app;
  if (action === undefined) throw new ControlError(409, 'NO_ACTION', 'the app has no action', ['appId']);
  // The same object: its status changes.
  return app as AppWithAction;
}

/** An instance with everything that its calls need. */
export interface Step {
  site: Site;
  app: AppWithAction;
  install: Install;
  instance: ServiceInstance;
  campaign: Campaign;
  user: User;
}

type Draft = Omit<Step, 'instance'> & Pick<ServiceInstance, 'assetType'>;

/** The step of that instance id; 404 where any of its parts is gone. */
export function findStep(sandbox: Sandbox, instanceId: string): Step {
  for (const site of Object.values(sandbox.state.sites)) {
    const instance = site.instances[instanceId];
    if (instance === undefined) continue;
    const app = sandbox.state.apps[instance.appId];
    const install = sandbox.state.installs[instance.installId];
    const campaign = site.campaigns[instance.campaignId];
    const user = Object.values(site.users).find(({ loginName }) => loginName === instance.createdBy);
    if (app && install && campaign && user)
      return { site, app: withAction(app), install, instance, campaign, user };
  }
  throw new ControlError(404, 'NOT_FOUND', 'there is no such sender step', ['instanceId']);
}

/** Drops the app's action on a campaign: the app says what it wants to know of contacts. */
export async function createInstance(sandbox: Sandbox, draft: Draft): Promise<Step> {
  const step = newStep(sandbox, draft);
  const url = fill(step.app.action.createUrl, placeholders(step));
  return keep(sandbox, step, await sandbox.calls.send(step.app, 'CREATE', 'POST', url, '{}'));
}

/** Copies the step, and its campaign unless another one is given. */
export async function copyInstance(
  sandbox: Sandbox,
  original: Step,
  onto: Campaign | undefined,
): Promise<Step> {
  const { site, campaign, user } = original;
  const copy = newCampaign(newId(site), `Copy of ${campaign.name}`, user.loginName, unixNow(sandbox));
  const target = onto ?? copy;
  const step = newStep(sandbox, { ...original, campaign: target });
  Object.assign(step.instance, {
    ...(original.instance.assetType && { assetType: original.instance.assetType }),
    recordDefinition: { ...original.instance.recordDefinition },
    requiresConfiguration: original.instance.requiresConfiguration,
  });
  const url = fill(step.app.action.copyUrl, {
    ...placeholders(step),
    OriginalInstanceId: original.instance.id,
    OriginalInstallId: original.install.id,
    OriginalAssetId: campaign.id,
    OriginalAssetName: campaign.name,
  });
  const answer = await sandbox.calls.send(step.app, 'COPY', 'POST', url, '{}');
  const kept = keep(sandbox, step, answer);
  if (onto === undefined) site.campaigns[copy.id] = copy;
  return kept;
}

/** Takes the step off its campaign, whatever the app answers. */
export async function deleteInstance(sandbox: Sandbox, step: Step): Promise<CallAnswer> {
  const url = fill(step.app.action.deleteUrl, placeholders(step));
  delete step.site.instances[step.instance.id];
  sandbox.store.changed();
  return sandbox.calls.send(step.app, 'DELETE', sandbox.settings.deleteMethod, url);
}

/** What the marketer's browser opens for the step's settings, signed. */
export function configureUrl(sandbox: Sandbox, step: Step): string {
  return sandbox.calls.signedUrl(step.app, 'GET', fill(step.app.action.configureUrl, placeholders(step)));
}

/** Values for the templates of an action's addresses. */
export function placeholders({ site, app, install, instance, campaign, user }: Step): Record<string, string> {
  return {
    ...installPlaceholders(site, app, install, user),
    InstanceId: instance.id,
    AssetId: campaign.id,
    AssetName: campaign.name,
    AssetType: instance.assetType ?? 'Campaign',
    EntityType: 'Contacts',
  };
}

/** Values for the templates of an app's own addresses. */
export function installPlaceholders(
  site: Site,
  app: App,
  install: Install,
  user: User,
): Record<string, string> {
  return {
    InstallId: install.id,
    AppId: app.appId,
    UserName: user.loginName,
    UserId: user.id,
    UserCulture: 'en-US',
    SiteName: site.name,
    SiteId: String(site.id),
  };
}

function newStep(sandbox: Sandbox, draft: Draft): Step {
  const instance: ServiceInstance = {
    id: newGuid(),
    installId: draft.install.id,
    appId: draft.app.appId,
    campaignId: draft.campaign.id,
    ...(draft.assetType && { assetType: draft.assetType }),
    recordDefinition: {},
    requiresConfiguration: false,
    createdBy: draft.user.loginName,
    createdAt: unixNow(sandbox),
  };
  const { site, app, install, campaign, user } = draft;
  return { site, app, install, campaign, user, instance };
}

/** Keeps the step if the app agreed: status 200, JSON, a record definition. */
function keep(sandbox: Sandbox, step: Step, answer: CallAnswer): Step {
  const refusal = readDefinition(step.instance, answer);
  if (refusal !== null) throw new ControlError(409, 'APP_FAILED', `the app did not agree: ${refusal}`);
  step.site.instances[step.instance.id] = step.instance;
  sandbox.store.changed();
  return step;
}

function readDefinition(instance: ServiceInstance, { record, contentType, body }: CallAnswer): string | null {
  if (record.problem !== null) return record.problem;
  if (record.httpStatus !== 200) return `status ${record.httpStatus}: ${record.answer}`;
  if (!/^application\/json\b/i.test(contentType)) return 'its content type is not application/json';
  let dto: { recordDefinition?: unknown; requiresConfiguration?: unknown } | null;
  try {
    dto = JSON.parse(body) as typeof dto;
  } catch {
    return 'its answer is not JSON';
  }
  const definition = dto?.recordDefinition;
  const refusal = refuseRecordDefinition(definition);
  if (refusal !== null) return refusal;
  instance.recordDefinition = definition as Record<string, string>;
  instance.requiresConfiguration = dto?.requiresConfiguration === true;
  return null;
}
