import { parseStepCall, type StepCall } from '../../integrations/eloqua/app-cloud.calls.ts';
import { type Notification, parseNotification } from '../../integrations/eloqua/notification.ts';
import { type RequestContext, systemContext } from '../../kernel/context.ts';
import type { Logger } from '../../kernel/logger.ts';
import { Seldom } from '../../kernel/seldom.ts';
import type { InstallationService } from '../../modules/installations/installation.service.ts';
import type { PlatformSender } from '../../modules/marketing/connection/marketing-platform.port.ts';
import { CallFault } from './eloqua-call.errors.ts';
import { definitionOf, type StepDefinition } from './step-definition.ts';

/** A call about a sender step, in the context of its installation. */
export interface LocatedStepCall extends StepCall {
  readonly ctx: RequestContext;
}

/** Reads Eloqua's calls about sender steps. Every method throws {@link CallFault} for a call that it cannot read. */
export class StepCallService {
  private readonly log: Seldom;

  constructor(
    private readonly installations: InstallationService,
    log: Logger,
  ) {
    this.log = new Seldom(log);
  }

  /** @param params the signed parameters of the call */
  async read(params: URLSearchParams, requestId: string): Promise<LocatedStepCall> {
    const call = parseStepCall(params);
    if (!call.ok) throw new CallFault('INVALID_PARAMETERS', call.fault);
    const found = await this.installations.locate(call.value);
    if (!found) throw new CallFault('NOT_INSTALLED', 'Qiao is not installed for this site.');
    const ctx = systemContext(found.installationId, 'marketing platform', requestId);
    return { ...call.value, ctx };
  }

  /** The same, for a call that must name the user who configures the step. */
  async readOfUser(
    params: URLSearchParams,
    requestId: string,
  ): Promise<LocatedStepCall & { readonly userId: string }> {
    const { userId, ...call } = await this.read(params, requestId);
    if (userId === null) throw new CallFault('INVALID_PARAMETERS', 'Missing: user_id.');
    return { ...call, userId };
  }

  /** The contacts that arrived at the step, without those that cannot be read. */
  notification({ executionId, instanceId, ctx }: LocatedStepCall, body: string): Notification {
    const notification = parseNotification(executionId, body);
    if (!notification.ok) throw new CallFault('INVALID_NOTIFICATION', notification.fault);
    const { odd, contactIds } = notification.value;
    if (odd > 0) {
      const about = { instanceId, executionId, requestId: ctx.requestId, odd, taken: contactIds.length };
      this.log.warn(instanceId, about, 'contacts in a notification have no “ContactId” that is a number');
    }
    return notification.value;
  }

  /** The answer to the creation of a step, or to a copy. */
  definition(sender: PlatformSender): StepDefinition {
    return definitionOf(sender);
  }
}
