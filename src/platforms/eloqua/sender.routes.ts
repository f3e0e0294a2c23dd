import type { FastifyInstance, FastifyRequest } from 'fastify';
import { StepIsDead } from '../../modules/senders/steps/called-step.errors.ts';
import type { PlatformHost } from '../platform-package.ts';
import type { CallVerificationService } from './call-verification.service.ts';
import { CallFault } from './eloqua-call.errors.ts';
import { sendOn, signedParamsOf, signedRoutes } from './signed.routes.ts';
import type { LocatedStepCall, StepCallService } from './step-call.service.ts';

interface Parts extends Pick<PlatformHost, 'enterConsole' | 'senderSteps' | 'senderExecutions'> {
  readonly stepCalls: StepCallService;
  readonly calls: CallVerificationService;
}

/** The calls about message senders on Eloqua's campaigns. Each is answered at once; jobs do the work. */
export function senderRoutes(app: FastifyInstance, parts: Parts): void {
  signedRoutes(app, parts.calls, (scope) => serveCalls(scope, parts));
}

function serveCalls(scope: FastifyInstance, parts: Parts): void {
  const { stepCalls, senderSteps, senderExecutions } = parts;
  const read = (request: FastifyRequest): Promise<LocatedStepCall> =>
    stepCalls.read(signedParamsOf(request), request.id);

  /** A step that is new on a canvas. Programs may hold custom objects instead of contacts. */
  const readNew = async (request: FastifyRequest): Promise<LocatedStepCall> => {
    if (signedParamsOf(request).get('asset_type')?.toLowerCase() !== 'program') return read(request);
    throw new CallFault('INVALID_PARAMETERS', 'This step works in campaigns only, not in programs.');
  };

  scope.post('/eloqua/message-sender/create', async (request, reply) => {
    const call = await readNew(request);
    return reply.send(stepCalls.definition(await senderSteps.created(call.ctx, call)));
  });

  scope.get('/eloqua/message-sender/configure', async (request, reply) => {
    const call = await stepCalls.readOfUser(signedParamsOf(request), request.id);
    const senderId = await senderSteps.opened(call.ctx, call);
    // Eloqua vouches for the user but not for the user's role.
    const visitor = { userId: call.userId, role: 'MARKETER', senderId } as const;
    return sendOn(reply, await parts.enterConsole(call.ctx, visitor));
  });

  scope.post('/eloqua/message-sender/copy', async (request, reply) => {
    const call = await readNew(request);
    const origin = { instanceId: call.originalInstanceId, userId: call.userId };
    return reply.send(stepCalls.definition(await senderSteps.copied(call.ctx, call, origin)));
  });

  scope.route({
    // Eloqua does not document which method it uses.
    method: ['DELETE', 'POST'],
    url: '/eloqua/message-sender/delete',
    handler: async (request, reply) => {
      const { ctx, instanceId } = await read(request);
      await senderSteps.deleted(ctx, instanceId);
      return reply.code(204).send();
    },
  });

  scope.post('/eloqua/message-sender/notify', async (request, reply) => {
    const call = await read(request);
    const { body } = request;
    const arrival = stepCalls.notification(call, typeof body === 'string' ? body : '');
    await senderExecutions.arrived(call.ctx, call, arrival).catch((error: unknown) => {
      // Nothing waits for these contacts any more, and Eloqua counts refusals as failures.
      if (!(error instanceof StepIsDead)) throw error;
    });
    return reply.code(204).send();
  });
}
