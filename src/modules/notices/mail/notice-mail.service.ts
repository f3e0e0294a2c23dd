import { z } from 'zod';
import type { MailClient } from '../../../integrations/mail/mail.client.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { InstallationService } from '../../installations/installation.service.ts';
import type { NoticeSettingsService } from '../settings/notice-settings.service.ts';
import type { NoticeLetterService } from './notice-letter.service.ts';
import { bookMailed, claimNotices, isMailDue } from './notice-mail.repository.ts';
import { MAIL_QUEUE, messageIdOf, sendOnce } from './outgoing-mail.ts';

/** Mails what an installation's people were not told yet. The notices say when it is tried again, not the queue. */
export const MAIL_NOTICES: JobType<Record<string, never>> = {
  name: 'notice.mail',
  queue: MAIL_QUEUE,
  priority: BACKGROUND,
  payload: z.strictObject({}),
  maxAttempts: 1,
};

interface Parts {
  readonly installations: InstallationService;
  readonly settings: NoticeSettingsService;
  readonly letters: NoticeLetterService;
  readonly publicUrl: string;
  /** Null: no mail is sent. */
  readonly client: Pick<MailClient, 'send'> | null;
}

/**
 * Mails notices. A mail is sent at least once: if Qiao ends between sending and booking, it is sent again, with the same
 * Message-ID.
 */
export class NoticeMailService {
  constructor(
    private readonly parts: Parts,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Every minute. One job per installation, so that a failure affects no other. */
  async tend(): Promise<void> {
    const { client, installations, settings } = this.parts;
    if (!client) return;
    for (const ctx of await installations.jobContexts()) {
      const { installationId } = ctx;
      if (!(await isMailDue(this.work.rows(ctx), installationId, this.clock.now()))) continue;
      // They wait until somebody is known.
      if ((await settings.audience(ctx)).recipients.length === 0) continue;
      const key = `${MAIL_NOTICES.name}:${installationId}`;
      await this.work.write(ctx, 'tendNotices', (tx) => tx.enqueue(MAIL_NOTICES, {}, { key }));
    }
  }

  async mail(ctx: RequestContext): Promise<void> {
    const { installationId, requestId } = ctx;
    const { settings, letters, publicUrl, client } = this.parts;
    const log = this.log.child({ installationId, requestId });
    const { recipients: to, language } = await settings.audience(ctx);
    if (!client || to.length === 0) return;
    const notices = await this.work.write(ctx, 'mailNotices', (tx) =>
      claimNotices(tx.em, installationId, tx.now()),
    );
    if (notices.length === 0) return;
    const messageId = messageIdOf(
      notices.map(({ id, mails }) => `${id}.${mails}`),
      publicUrl,
    );
    const mail = { to, messageId, ...(await letters.write(ctx, notices, language)) };
    const attempt = Math.max(...notices.map(({ attempts }) => attempts));
    const { isTaken, refused } = await sendOnce(client, mail, attempt, log);
    await this.work.write(ctx, 'mailNotices', async (tx) => {
      if (isTaken) await bookMailed(tx.em, installationId, notices, tx.now());
      // A server that could not be reached has refused nobody, and taken nobody.
      if (isTaken || refused.length > 0) await settings.noteRefused(tx, ctx, refused);
    });
    if (isTaken) log.info({ notices: notices.length }, 'notices were mailed');
  }
}
