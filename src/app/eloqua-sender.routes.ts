import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PlatformSender } from '../modules/marketing/connection/marketing-platform.port.ts';
import { recordDefinition } from '../modules/marketing/eloqua/eloqua.adapter.ts';
import type { SignedCallService } from '../modules/marketing/eloqua/signed-call.service.ts';
import { NotificationRefused } from '../modules/senders/executions/notification.errors.ts';
import type { SenderExecutionService } from '../modules/senders/executions/sender-execution.service.ts';
import { StepIsDead } from '../modules/senders/steps/called-step.errors.ts';
import { refuse, signedRoutes } from './eloqua-calls.ts';
import { type SenderPageRoutes, serveSenderForm, serveSenderPage } from './eloqua-sender-page.routes.ts';
import { readStepCall, unlessDead } from './eloqua-step-call.ts';

interface SenderRoutes extends SenderPageRoutes {
  readonly signedCalls: SignedCallService;
  readonly senderExecutions: SenderExecutionService;
}

/** The calls and pages of message senders on Eloqua's campaigns. Each is answered at once; jobs do the work. */
export function eloquaSenderRoutes(app: FastifyInstance, parts: SenderRoutes, frameAncestors: string): void {
  signedRoutes(app, parts.signedCalls, (scope) => {
    serveCalls(scope, parts);
    serveSenderPage(scope, parts, frameAncestors);
  });
  serveSenderForm(app, parts, frameAncestors);
}

function serveCalls(scope: FastifyInstance, parts: SenderRoutes): void {
  const { senderSteps, senderExecutions } = parts;

  scope.post('/eloqua/message-sender/create', async (request, reply) => {
    const call = await readStepCall(request, reply, parts.installations);
    if (!call) return reply;
    return unlessDead(request, reply, async () =>
      reply.send(definition(await senderSteps.created(call.ctx, call.step))),
    );
  });

  scope.post('/eloqua/message-sender/copy', async (request, reply) => {
    const call = await readStepCall(request, reply, parts.installations);
    if (!call) return reply;
    const { original_instance_id: instanceId, user_id: userId = null } = call.params;
    return unlessDead(request, reply, async () =>
      reply.send(definition(await senderSteps.copied(call.ctx, call.step, { instanceId, userId }))),
    );
  });

  scope.route({
    // Eloqua does not document which method it uses.
    method: ['DELETE', 'POST'],
    url: '/eloqua/message-sender/delete',
    handler: async (request, reply) => {
      const call = await readStepCall(request, reply, parts.installations);
      if (!call) return reply;
      await senderSteps.deleted(call.ctx, call.step.instanceId);
      return reply.code(204).send();
    },
  });

  scope.post('/eloqua/message-sender/notify', async (request, reply) => {
    const call = await readStepCall(request, reply, parts.installations);
    if (!call) return reply;
    try {
      await senderExecutions.arrived(call.ctx, call.step, call.params.execution_id, bodyOf(request));
      return reply.code(204).send();
    } catch (error) {
      // Nothing waits for these contacts any more, and Eloqua counts refusals as failures.
      if (error instanceof StepIsDead) return reply.code(204).send();
      if (!(error instanceof NotificationRefused)) throw error;
      return refuse(reply, request, 400, 'INVALID_NOTIFICATION', error.message);
    }
  });
}

const definition = ({ requiresConfiguration, openIdInternalName }: PlatformSender) => ({
  recordDefinition: recordDefinition(openIdInternalName),
  requiresConfiguration,
});

/** Returns undefined if the body is not JSON. */
function bodyOf({ body }: FastifyRequest): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : '');
  } catch {
    return undefined;
  }
}
