import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlError } from '../shared/control-error.ts';
import { controlBody, paramOf } from '../shared/requests.ts';
import { activate, settle } from './campaigns.ts';
import type { Sandbox } from './context.ts';
import { appOf, siteBody, siteOf, userOf } from './control-input.ts';
import { ValidationError } from './errors.ts';
import { execute } from './executions.ts';
import {
  configureUrl,
  copyInstance,
  createInstance,
  deleteInstance,
  findStep,
  type Step,
  withAction,
} from './instances.ts';
import { MEMBER_STATUSES, type ServiceInstance, type Site } from './site.ts';

const id = z.union([z.string().min(1), z.number().int().transform(String)]);

const senderSchema = z.strictObject({
  campaignId: id,
  appId: z.string().optional(),
  user: id.optional(),
  /** Program: the app is told that the step is on a program's canvas. */
  assetType: z.enum(['Campaign', 'Program']).default('Campaign'),
});
const copySchema = z.strictObject({
  /** Default: a copy of the campaign. */
  campaignId: id.optional(),
});
const notifySchema = z.strictObject({ contactIds: z.array(id).min(1).max(10_000) });

/** What a marketer does on the canvas with the app's step, and what contacts do there. */
export function serveSenderControl(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/_sandbox/instances', async (request) => {
    const site = siteOf(sandbox, request);
    return { instances: Object.values(site.instances).map((one) => showInstance(sandbox, site, one)) };
  });
  app.post('/_sandbox/message-senders', async (request, reply) => {
    const site = siteOf(sandbox, request);
    const input = siteBody(request, senderSchema);
    const called = withAction(appOf(sandbox, input.appId));
    const install = Object.values(sandbox.state.installs).find(
      (one) => one.site === site.name && one.appId === called.appId && one.status === 'READY',
    );
    if (install === undefined) throw new ControlError(409, 'NOT_INSTALLED', 'the app is not installed here');
    const campaign = requireCampaign(site, input.campaignId);
    const user = userOf(site, input.user);
    const on = input.assetType === 'Program' ? { assetType: input.assetType } : {};
    const step = await createInstance(sandbox, { site, app: called, install, campaign, user, ...on });
    return reply.code(201).send(showStep(sandbox, step));
  });
  app.post('/_sandbox/message-senders/:instanceId/copy', async (request, reply) => {
    const step = findStep(sandbox, paramOf(request, 'instanceId'));
    const { campaignId } = controlBody(request, copySchema);
    const onto = campaignId === undefined ? undefined : requireCampaign(step.site, campaignId);
    return reply.code(201).send(showStep(sandbox, await copyInstance(sandbox, step, onto)));
  });
  app.post('/_sandbox/message-senders/:instanceId/configure', async (request) => ({
    url: configureUrl(sandbox, findStep(sandbox, paramOf(request, 'instanceId'))),
  }));
  app.post('/_sandbox/message-senders/:instanceId/delete', async (request) => {
    const answer = await deleteInstance(sandbox, findStep(sandbox, paramOf(request, 'instanceId')));
    return { httpStatus: answer.record.httpStatus };
  });
  app.post('/_sandbox/message-senders/:instanceId/notify', async (request) => {
    const step = findStep(sandbox, paramOf(request, 'instanceId'));
    return execute(sandbox, step, controlBody(request, notifySchema).contactIds);
  });
  app.post('/_sandbox/campaigns/:id/activate', async (request) => {
    const site = siteOf(sandbox, request);
    const campaign = requireCampaign(site, paramOf(request, 'id'));
    try {
      activate(sandbox, site, campaign, { scheduledFor: null, runAsUserId: null });
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      throw new ControlError(409, 'CANNOT_ACTIVATE', error.message, [error.property]);
    }
    return campaign;
  });
}

export function requireCampaign(site: Site, campaignId: string) {
  const campaign = site.campaigns[campaignId];
  if (campaign === undefined)
    throw new ControlError(404, 'NOT_FOUND', `there is no campaign ${campaignId}`, ['campaignId']);
  return campaign;
}

function showStep(sandbox: Sandbox, step: Step): Record<string, unknown> {
  const { instance, campaign } = step;
  return {
    instanceId: instance.id,
    campaignId: campaign.id,
    requiresConfiguration: instance.requiresConfiguration,
    recordDefinition: instance.recordDefinition,
    configureUrl: configureUrl(sandbox, step),
  };
}

function showInstance(sandbox: Sandbox, site: Site, instance: ServiceInstance): Record<string, unknown> {
  const { id: instanceId, campaignId, ...rest } = instance;
  const campaign = site.campaigns[campaignId];
  const executions = Object.values(site.executions).filter((one) => one.instanceId === instanceId);
  const statuses = executions.flatMap(({ members }) => Object.values(members));
  return {
    instanceId,
    ...rest,
    campaign:
      campaign === undefined
        ? null
        : { id: campaign.id, name: campaign.name, currentStatus: settle(sandbox, campaign).currentStatus },
    members: Object.fromEntries(
      MEMBER_STATUSES.map((status) => [status, statuses.filter((one) => one === status).length]),
    ),
    executions: executions.map(({ id: executionId, startedAt, members }) => ({
      executionId,
      startedAt,
      members,
    })),
  };
}
