import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type RequestContext, systemContext } from '../kernel/context.ts';
import { Refusal, RequestError } from '../kernel/errors.ts';
import { displayNameOf } from '../modules/accounts/official-account.rules.ts';
import type { OfficialAccountService } from '../modules/accounts/official-account.service.ts';
import type { InstallationService } from '../modules/installations/installation.service.ts';
import { recordDefinition } from '../modules/marketing/eloqua.adapter.ts';
import type { PlatformSender } from '../modules/marketing/marketing-platform.port.ts';
import type { SignedCallService } from '../modules/marketing/signed-call.service.ts';
import { instanceIdOf } from '../modules/senders/message-sender.rules.ts';
import type { MessageSenderService } from '../modules/senders/message-sender.service.ts';
import { NotificationRefused } from '../modules/senders/notification.errors.ts';
import type { SenderExecutionService } from '../modules/senders/sender-execution.service.ts';
import type { SenderPass, SenderPassService } from '../modules/senders/sender-pass.service.ts';
import type { CalledStep, SenderStepService } from '../modules/senders/sender-step.service.ts';
import { paramsOf, refuse, signedRoutes } from './eloqua-calls.ts';
import { noSettingsPage, type SenderSettings, settingsPage } from './eloqua-sender.pages.ts';

interface SenderRoutes {
  readonly signedCalls: SignedCallService;
  readonly installations: InstallationService;
  readonly accounts: OfficialAccountService;
  readonly messageSenders: MessageSenderService;
  readonly senderSteps: SenderStepService;
  readonly senderExecutions: SenderExecutionService;
  readonly senderPasses: SenderPassService;
}

const MOST_CHOICES = 100;
const instance = z.string().transform(instanceIdOf);

/** The parameters of a sender step, as we registered them. */
const Params = z.object({
  app_id: z.string().toLowerCase(),
  site_id: z.string(),
  user_id: z.string().optional(),
  instance_id: instance.pipe(z.string()),
  original_instance_id: instance.nullable().default(null),
  asset_id: z.string().optional(),
  asset_name: z.string().optional(),
  asset_type: z.string().default('Campaign'),
  execution_id: z.string().default(''),
});
type Params = z.infer<typeof Params>;

interface Called {
  readonly ctx: RequestContext;
  readonly step: CalledStep;
  readonly params: Params;
}

/** What Eloqua calls, and opens in a window, for sender steps on campaigns. Answered at once; work is left to jobs. */
export function eloquaSenderRoutes(app: FastifyInstance, parts: SenderRoutes, frameAncestors: string): void {
  const { senderSteps, senderExecutions } = parts;
  const page = pageHeaders(frameAncestors);

  /** Who calls, about which step; null after an answer that says why that is not known. */
  async function read(request: FastifyRequest, reply: FastifyReply): Promise<Called | null> {
    const { data: params, error } = Params.safeParse(paramsOf(request));
    if (error) {
      const names = error.issues.map(({ path }) => path.join('.')).join(', ');
      refuse(reply, request, 400, 'INVALID_PARAMETERS', `Missing or not as expected: ${names}.`);
      return null;
    }
    const found = await parts.installations.locate({ appId: params.app_id, siteId: params.site_id });
    if (!found) {
      refuse(reply, request, 404, 'NOT_INSTALLED', 'Qiao is not installed for this site.');
      return null;
    }
    const ctx = systemContext(found.installationId, 'marketing platform', request.id);
    return { ctx, step: stepOf(params), params };
  }

  signedRoutes(app, parts.signedCalls, (scope) => {
    scope.post('/eloqua/message-sender/create', async (request, reply) => {
      const call = await read(request, reply);
      return call ? reply.send(definition(await senderSteps.created(call.ctx, call.step))) : reply;
    });

    scope.post('/eloqua/message-sender/copy', async (request, reply) => {
      const call = await read(request, reply);
      if (!call) return reply;
      const { original_instance_id: instanceId, user_id: userId = null } = call.params;
      return reply.send(definition(await senderSteps.copied(call.ctx, call.step, { instanceId, userId })));
    });

    scope.route({
      // Which of them Eloqua uses is not documented.
      method: ['DELETE', 'POST'],
      url: '/eloqua/message-sender/delete',
      handler: async (request, reply) => {
        const call = await read(request, reply);
        if (!call) return reply;
        await senderSteps.deleted(call.ctx, call.step.instanceId);
        return reply.code(204).send();
      },
    });

    scope.post('/eloqua/message-sender/notify', async (request, reply) => {
      const call = await read(request, reply);
      if (!call) return reply;
      try {
        await senderExecutions.arrived(call.ctx, call.step, call.params.execution_id, bodyOf(request));
        return reply.code(204).send();
      } catch (error) {
        if (!(error instanceof NotificationRefused)) throw error;
        return refuse(reply, request, 400, 'INVALID_NOTIFICATION', error.message);
      }
    });

    scope.get('/eloqua/message-sender/configure', async (request, reply) => {
      const call = await read(request, reply);
      if (!call) return reply;
      const { user_id: userId } = call.params;
      if (!userId) return refuse(reply, request, 400, 'INVALID_PARAMETERS', 'Missing: user_id.');
      const senderId = await senderSteps.opened(call.ctx, call.step);
      const pass = { installationId: call.ctx.installationId, senderId, userId };
      return reply.headers(page).send(await settings(parts, userOf(pass, request), pass));
    });
  });

  app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, body),
    );
    scope.post('/eloqua/message-sender/configure', async (request, reply) => {
      reply.headers(page);
      const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
      const pass = parts.senderPasses.open(form.get('pass') ?? '');
      if (!pass) return reply.code(403).send(noSettingsPage(TOO_OLD));
      const ctx = userOf(pass, request);
      try {
        await parts.installations.requireAvailable(ctx);
        await parts.messageSenders.configureStep(ctx, pass.senderId, form.get('account') ?? '');
        return reply.send(await settings(parts, ctx, pass, { done: true }));
      } catch (error) {
        if (error instanceof Refusal)
          return reply.send(await settings(parts, ctx, pass, { faults: error.faults }));
        if (error instanceof RequestError) return reply.code(409).send(noSettingsPage(error.message));
        throw error;
      }
    });
  });
}

const TOO_OLD = 'This page has been open for too long. Close it, and open the settings of the step again.';

const pageHeaders = (frameAncestors: string) => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors ${frameAncestors}`,
});

/** Eloqua vouches for the user, not for their role: they use what their access allows, and configure nothing else. */
const userOf = ({ installationId, userId }: SenderPass, request: FastifyRequest): RequestContext => ({
  requestId: request.id,
  installationId,
  caller: { kind: 'USER', userId, role: 'MARKETER' },
});

async function settings(
  { accounts, messageSenders, senderPasses }: SenderRoutes,
  ctx: RequestContext,
  pass: SenderPass,
  outcome?: SenderSettings['outcome'],
): Promise<string> {
  const system = systemContext(ctx.installationId, 'settings page', ctx.requestId);
  const [sender] = await messageSenders.byIds(system, [pass.senderId]);
  const firstPage = { after: null, before: null, limit: MOST_CHOICES, backward: false };
  const usable = await accounts.list(ctx, { statuses: ['ACTIVE'] }, firstPage);
  const choices = usable.map((account) => ({ id: account.id, name: displayNameOf(account) }));
  return settingsPage({
    ...(outcome && { outcome }),
    cause: sender?.cause ?? null,
    account: choices.find(({ id }) => id === sender?.accountId) ?? null,
    choices,
    pass: senderPasses.issue(pass),
  });
}

/** A canvas may be a program's as well; campaigns are all that Qiao knows. */
function stepOf({
  instance_id: instanceId,
  asset_id: id,
  asset_name: name,
  asset_type: type,
}: Params): CalledStep {
  const isCampaign = id !== undefined && type.toLowerCase() === 'campaign';
  return { instanceId, campaign: isCampaign ? { id, name: name ?? null } : null };
}

const definition = ({ requiresConfiguration, openIdInternalName }: PlatformSender) => ({
  recordDefinition: recordDefinition(openIdInternalName),
  requiresConfiguration,
});

/** Undefined where it is no JSON. */
function bodyOf({ body }: FastifyRequest): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : '');
  } catch {
    return undefined;
  }
}
