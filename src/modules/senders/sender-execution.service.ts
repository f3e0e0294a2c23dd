import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import type { RequestContext } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { JobType } from '../../kernel/jobs.ts';
import type { Logger } from '../../kernel/logger.ts';
import { digest } from '../../kernel/secrets.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { MarketingConnectionService } from '../marketing/marketing-connection.service.ts';
import { PlatformFault } from '../marketing/marketing-platform.port.ts';
import { NotificationRefused } from './notification.errors.ts';
import type { ExecutionStatus } from './sender-execution.entity.ts';
import { addExecution, findExecution, lockExecution } from './sender-execution.repository.ts';
import { type CalledStep, obtainSender } from './sender-step.service.ts';
import { synchronizeLater } from './sender-telling.service.ts';

/** Reports contacts that wait in a step. Twenty attempts take some three days. */
export const REPORT_EXECUTION: JobType<{ id: string }> = {
  name: 'sender.report',
  payload: z.object({ id: z.uuid() }),
  maxAttempts: 20,
};

/** As many as the marketing platform puts into one notification. */
const MOST_CONTACTS = 5000;
const contactId = z.union([z.string(), z.number().int()]).transform(String);

const Notification = z.object({
  items: z.array(z.object({ ContactId: contactId.pipe(z.string().regex(/^\d{1,18}$/)) })).max(MOST_CONTACTS),
  totalResults: z.number().int().min(0).optional(),
});

/**
 * Contacts that arrive at senders. Qiao cannot send messages yet: it reports them as errored, so that they leave the step
 * by the path that the marketer gave it for that, instead of waiting for ever.
 */
export class SenderExecutionService {
  constructor(
    private readonly marketing: MarketingConnectionService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /**
   * Stores who arrived. The same notification again changes nothing. The system calls it.
   *
   * @throws {NotificationRefused} and nothing is stored
   */
  async arrived(ctx: RequestContext, step: CalledStep, executionId: string, body: unknown): Promise<void> {
    const contactIds = contactsOf(executionId, body);
    if (contactIds.length === 0) return;
    await this.work.write(ctx, 'notifyMessageSender', async (tx) => {
      const { sender, added } = await obtainSender(tx, ctx, step, 'NEVER_CONFIGURED', 'LEAVE_DELETED');
      if (added) await synchronizeLater(tx, sender.id);
      await tx.em.flush();
      const arrival = {
        installationId: ctx.installationId,
        id: newId(),
        senderId: sender.id,
        executionId,
        contactIds,
        contactCount: contactIds.length,
        contactsDigest: digest(contactIds.join()),
      };
      if (await addExecution(tx.em, arrival)) await tx.enqueue(REPORT_EXECUTION, { id: arrival.id });
    });
  }

  async report(ctx: RequestContext, id: string, lastAttempt: boolean): Promise<void> {
    const execution = await this.work.read(ctx, (em) => findExecution(em, id));
    const { contactIds } = execution ?? {};
    if (execution?.status !== 'PENDING' || !contactIds) return;
    const { executionId, sender } = execution;
    try {
      const { outcome } = await this.marketing.call(ctx.installationId, (session) =>
        this.marketing.platform.reportErrored(session, sender.instanceId, executionId, contactIds),
      );
      if (outcome !== 'REPORTED') throw new PlatformFault('UNAVAILABLE');
    } catch (error) {
      if (!lastAttempt) throw error;
      this.log.error({ execution: id, requestId: ctx.requestId }, 'contacts wait in a step: given up');
      return this.end(ctx, id, 'GIVEN_UP');
    }
    await this.end(ctx, id, 'REPORTED');
  }

  private end(ctx: RequestContext, id: string, status: ExecutionStatus): Promise<void> {
    return this.work.write(ctx, 'reportContacts', async (tx) => {
      const execution = await lockExecution(tx.em, id);
      if (execution?.status !== 'PENDING') return;
      Object.assign(execution, { status, endedAt: this.clock.now() });
      if (status === 'REPORTED') execution.contactIds = null;
    });
  }
}

/** Each once, in a fixed order, so that a repeated notification is recognized. */
function contactsOf(executionId: string, body: unknown): string[] {
  if (!/^\d{1,18}$/.test(executionId)) throw new NotificationRefused('there is no execution id');
  const parsed = Notification.safeParse(body);
  if (!parsed.success) throw new NotificationRefused('this is not a notification of at most 5000 contacts');
  const { items, totalResults = items.length } = parsed.data;
  if (items.length === 0 && totalResults > 0) {
    throw new NotificationRefused(
      'the contacts are missing: register the action with records in its notifications',
    );
  }
  return [...new Set(items.map(({ ContactId }) => ContactId))].sort();
}
