import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { defineModule, on } from '../../kernel/module.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { AccountDependents } from '../accounts/dependents/account-dependents.port.ts';
import { installationUninstalled } from '../installations/installation.events.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import type { CampaignService } from '../marketing/campaigns/campaign.service.ts';
import { marketingConnected } from '../marketing/connection/marketing-connection.events.ts';
import type { MarketingConnectionService } from '../marketing/connection/marketing-connection.service.ts';
import { SenderExecution } from './executions/sender-execution.entity.ts';
import { SenderExecutionService } from './executions/sender-execution.service.ts';
import { SenderReportService } from './executions/sender-report.service.ts';
import { BestEffort } from './impact/best-effort.service.ts';
import { ChangeImpactService } from './impact/change-impact.service.ts';
import { ImpactTokenService } from './impact/impact-token.service.ts';
import { SenderTrustService } from './impact/sender-trust.service.ts';
import { senderJobs, TIDY_EXECUTIONS } from './sender.jobs.ts';
import { MessageSender } from './steps/message-sender.entity.ts';
import { MessageSenderService } from './steps/message-sender.service.ts';
import { SenderAvailabilityService } from './steps/sender-availability.service.ts';
import { SenderStepService } from './steps/sender-step.service.ts';
import { SenderSyncService } from './sync/sender-sync.service.ts';

interface Lower {
  readonly work: UnitOfWork;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Logger;
  readonly installations: InstallationService;
  readonly marketing: MarketingConnectionService;
  readonly campaigns: CampaignService;
  readonly accounts: OfficialAccountService;
}

/** Sender steps in campaigns of the marketing platform, and what a change of an account breaks. */
export const senders = defineModule({
  name: 'senders',
  tenantEntities: [MessageSender, SenderExecution],
  timetable: [{ job: TIDY_EXECUTIONS, match: '37 3 * * *' }],
  ports: ({ keys, clock }: Pick<Lower, 'keys' | 'clock'>) => ({
    accountDependents: new SenderTrustService(new ImpactTokenService(keys, clock)) as AccountDependents,
  }),
  compose({ work, keys, clock, log, installations, marketing, campaigns, accounts }: Lower) {
    const senderSync = new SenderSyncService(marketing, work, clock, log);
    const senderExecutions = new SenderExecutionService(installations, work, clock);
    const senderReports = new SenderReportService(marketing, work, clock, log);
    const impactTokens = new ImpactTokenService(keys, clock);
    const senderAvailability = new SenderAvailabilityService(clock);
    return {
      services: {
        messageSenders: new MessageSenderService(accounts, marketing, work, clock),
        senderSteps: new SenderStepService(accounts, work, clock),
        senderExecutions,
        changeImpacts: new ChangeImpactService(
          accounts,
          marketing,
          campaigns,
          impactTokens,
          new BestEffort(clock),
          work,
          log,
        ),
      },
      jobs: senderJobs({ senderSync, senderExecutions, senderReports }),
      handlers: [
        on(installationUninstalled, (tx) => senderAvailability.uninstalled(tx)),
        on(marketingConnected, (tx, ctx) => senderAvailability.connected(tx, ctx)),
      ],
    };
  },
  loadApi: () => import('./api.ts'),
});
