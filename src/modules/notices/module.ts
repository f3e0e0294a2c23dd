import { MailClient } from '../../integrations/mail/mail.client.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { defineModule, on } from '../../kernel/module.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { officialAccountChanged } from '../accounts/account/official-account.events.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { ComponentService } from '../connections/component/component.service.ts';
import { installationChanged, installationUninstalled } from '../installations/installation.events.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { NoticeLetterService } from './mail/notice-letter.service.ts';
import { NoticeMailService } from './mail/notice-mail.service.ts';
import type { OperatedMail } from './mail/outgoing-mail.ts';
import { Notice } from './notice.entity.ts';
import { noticeJobs, REVIEW_NOTICES, TELL_OPERATOR, TEND_NOTICES } from './notice.jobs.ts';
import { NoticeService } from './notice.service.ts';
import { NoticeBookService } from './notice-book.service.ts';
import { OperatorNotice } from './operator/operator-notice.entity.ts';
import { OperatorNoticeService } from './operator/operator-notice.service.ts';
import { NoticeSettings } from './settings/notice-settings.entity.ts';
import { NoticeSettingsService } from './settings/notice-settings.service.ts';

interface Lower {
  readonly config: { readonly publicUrl: string; readonly mail: OperatedMail | null };
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly log: Logger;
  readonly installations: InstallationService;
  readonly component: ComponentService;
  readonly accounts: OfficialAccountService;
}

/** What needs attention, and who is told of it by mail. */
export const notices = defineModule({
  name: 'notices',
  tenantEntities: [Notice, NoticeSettings],
  platformEntities: [OperatorNotice],
  timetable: [
    { job: TEND_NOTICES, match: '* * * * *' },
    { job: TELL_OPERATOR, match: '* * * * *' },
    { job: REVIEW_NOTICES, match: '17 * * * *' },
  ],
  compose({ config: { publicUrl, mail }, work, clock, log, installations, component, accounts }: Lower) {
    const client = mail && new MailClient(mail);
    const book = new NoticeBookService(installations, work, clock);
    const settings = new NoticeSettingsService(work);
    const letters = new NoticeLetterService(publicUrl, installations, accounts);
    const parts = { installations, settings, letters, publicUrl, client };
    const mails = new NoticeMailService(parts, work, clock, log);
    const operated = { component, publicUrl, operator: mail?.operator ?? null, client };
    const operator = new OperatorNoticeService(operated, work, clock, log);
    return {
      services: { notices: new NoticeService(work), noticeSettings: settings },
      jobs: noticeJobs({ book, mails, operator }),
      handlers: [
        on(installationUninstalled, async (tx, ctx) => {
          await book.uninstalled(tx, ctx);
          await settings.uninstalled(tx, ctx);
        }),
        on(installationChanged, (tx, ctx) => book.connectionChanged(tx, ctx)),
        on(officialAccountChanged, (tx, ctx, change) => book.accountChanged(tx, ctx, change)),
      ],
    };
  },
  loadApi: () => import('./api.ts'),
});
