import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { guidIn } from '../integrations/eloqua/ids.ts';
import { type RequestContext, systemContext } from '../kernel/context.ts';
import { isStorable } from '../kernel/text.rules.ts';
import type { InstallationService } from '../modules/installations/installation.service.ts';
import { StepIsDead } from '../modules/senders/steps/called-step.errors.ts';
import type { CalledStep } from '../modules/senders/steps/sender-step.service.ts';
import { paramsOf, refuse } from './eloqua-calls.ts';

/** An id of Eloqua. */
const NUMBER = /^\d{1,18}$/;

/** Eloqua sends GUIDs with and without dashes. */
const guid = z.string().transform(guidIn);

/** The parameters of a step, as registered in Eloqua. */
const Params = z.object({
  app_id: z.string().max(100).toLowerCase().refine(isStorable),
  site_id: z.string().regex(NUMBER),
  install_id: guid.pipe(z.string()).nullable().default(null),
  user_id: z.string().regex(NUMBER).optional(),
  instance_id: guid.pipe(z.string()),
  original_instance_id: guid.nullable().default(null),
  // Empty until the campaign is saved.
  asset_id: z
    .string()
    .regex(/^\d{0,18}$/)
    .optional(),
  asset_name: z.string().max(500).refine(isStorable).optional(),
  asset_type: z.string().default('Campaign'),
  execution_id: z.string().max(100).refine(isStorable).default(''),
});
type Params = z.infer<typeof Params>;

/** A signed call about a step. */
export interface StepCall {
  readonly ctx: RequestContext;
  readonly step: CalledStep;
  readonly params: Params;
}

/** Reads who calls about which step. Returns null after it has answered why that is unknown. */
export async function readStepCall(
  request: FastifyRequest,
  reply: FastifyReply,
  installations: InstallationService,
): Promise<StepCall | null> {
  const { data: params, error } = Params.safeParse(paramsOf(request));
  if (error) {
    const names = error.issues.map(({ path }) => path.join('.')).join(', ');
    refuse(reply, request, 400, 'INVALID_PARAMETERS', `Missing or not as expected: ${names}.`);
    return null;
  }
  const found = await installations.locate({ appId: params.app_id, siteId: params.site_id });
  if (!found) {
    refuse(reply, request, 404, 'NOT_INSTALLED', 'Qiao is not installed for this site.');
    return null;
  }
  const ctx = systemContext(found.installationId, 'marketing platform', request.id);
  return { ctx, step: stepOf(params), params };
}

/** Answers Eloqua that the step no longer exists; otherwise calls `answer`. */
export async function unlessDead(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof StepIsDead)) throw error;
    return refuse(
      reply,
      request,
      404,
      'NOT_INSTALLED',
      'Qiao is not installed any more as it was for this step.',
    );
  }
}

/** The canvas may also be a program; Qiao supports only campaigns. */
function stepOf({
  install_id: installId,
  instance_id: instanceId,
  asset_id: id,
  asset_name: name,
  asset_type: type,
}: Params): CalledStep {
  const isCampaign = id !== undefined && type.toLowerCase() === 'campaign';
  return { instanceId, installId, campaign: isCampaign ? { id, name: name ?? null } : null };
}
