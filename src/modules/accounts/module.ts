import type { Clock } from '../../kernel/clock.ts';
import { defineModule, on } from '../../kernel/module.ts';
import type { PushChannel } from '../../kernel/push.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { CredentialService } from '../connections/credential/credential.service.ts';
import type { OutsideEffects } from '../idempotency/outside-effects.service.ts';
import { installationUninstalled } from '../installations/installation.events.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import type { CampaignService } from '../marketing/campaigns/campaign.service.ts';
import { catalogueChanged } from '../marketing/catalogue/catalogue.events.ts';
import type { ContactFieldService } from '../marketing/fields/contact-field.service.ts';
import type { MarketingUserService } from '../marketing/users/marketing-user.service.ts';
import { AccountAccess } from './access/account-access.entity.ts';
import { AccountAccessService } from './access/account-access.service.ts';
import { AccountAddingService } from './account/account-adding.service.ts';
import { AccountChangesService } from './account/account-changes.service.ts';
import { AccountEditService } from './account/account-edit.service.ts';
import { OfficialAccount } from './account/official-account.entity.ts';
import { OfficialAccountService } from './account/official-account.service.ts';
import { AccountWeChatFactsService } from './connecting/account-wechat-facts.service.ts';
import { ConnectionService } from './connecting/connection.service.ts';
import { CredentialHealthService } from './connecting/credential-health.service.ts';
import { OpenPlatformService } from './connecting/open-platform.service.ts';
import type { AccountDependents } from './dependents/account-dependents.port.ts';
import { PreparationService } from './preparation/preparation.service.ts';
import { AccountRemovalService } from './removal/account-removal.service.ts';
import { accountJobs, REVIEW_ALL } from './requirements/account.jobs.ts';
import { AccountReviewService } from './requirements/account-review.service.ts';
import { AccountStatusService } from './requirements/account-status.service.ts';
import { AccountSettingsService } from './settings/account-settings.service.ts';
import { ContactFieldPurpose } from './settings/contact-field-purpose.entity.ts';
import { FieldMappingService } from './settings/field-mapping.service.ts';
import { SettingsCheckService } from './settings/settings-check.service.ts';
import { TermsAcceptance } from './terms/terms-acceptance.entity.ts';

interface Lower {
  readonly config: { readonly accountsPerOpenPlatform: number };
  readonly work: UnitOfWork;
  readonly push: PushChannel;
  readonly clock: Clock;
  readonly installations: InstallationService;
  readonly outsideEffects: OutsideEffects;
  readonly contactFields: ContactFieldService;
  readonly marketingUsers: MarketingUserService;
  readonly campaigns: CampaignService;
  readonly credentials: CredentialService;
  readonly accountDependents: AccountDependents;
}

/** Official accounts: their settings, status and requirements, and what connects them to a WeChat account. */
export const accounts = defineModule({
  name: 'accounts',
  tenantEntities: [OfficialAccount, ContactFieldPurpose, AccountAccess, TermsAcceptance],
  timetable: [{ job: REVIEW_ALL, match: '23 17 * * *' }],
  compose({ config, work, push, clock, credentials, ...lower }: Lower) {
    const { installations, contactFields, marketingUsers, campaigns, accountDependents } = lower;
    const accounts = new OfficialAccountService(work, clock);
    const statuses = new AccountStatusService(clock);
    const checks = new SettingsCheckService(contactFields, marketingUsers, campaigns);
    const edits = new AccountEditService(statuses, work);
    const accountSettings = new AccountSettingsService(edits, checks);
    const accountRemoval = new AccountRemovalService(statuses, accountDependents, work, clock);
    const accountReviews = new AccountReviewService(installations, statuses, work, clock);
    return {
      services: {
        accounts,
        accountChanges: new AccountChangesService(accounts, push),
        openPlatforms: new OpenPlatformService(work, config.accountsPerOpenPlatform),
        accountAdding: new AccountAddingService(checks, statuses, work),
        accountEdits: edits,
        accountSettings,
        fieldMappings: new FieldMappingService(edits, checks, accountDependents),
        accountAccess: new AccountAccessService(edits, checks),
        accountRemoval,
        accountReviews,
        preparation: new PreparationService(
          accounts,
          accountSettings,
          contactFields,
          campaigns,
          lower.outsideEffects,
          work,
        ),
        connecting: new ConnectionService(credentials, statuses, accountDependents),
        credentialHealth: new CredentialHealthService(credentials, statuses, clock),
        accountWeChatFacts: new AccountWeChatFactsService(statuses),
      },
      jobs: accountJobs(accountReviews),
      handlers: [
        on(installationUninstalled, (tx, ctx) => accountRemoval.disconnectAll(tx, ctx)),
        on(catalogueChanged, (tx, ctx, changed) => accountReviews.catalogueChanged(tx, ctx, changed)),
      ],
    };
  },
  loadApi: () => import('./api.ts'),
});
