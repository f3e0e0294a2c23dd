import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { defineModule, on } from '../../kernel/module.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { installationReinstalled, installationUninstalled } from '../installations/installation.events.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { Campaign } from './campaigns/campaign.entity.ts';
import { CampaignService, campaignKind } from './campaigns/campaign.service.ts';
import { CatalogueService } from './catalogue/catalogue.service.ts';
import { CatalogueRead } from './catalogue/catalogue-read.entity.ts';
import { AppInstallationService } from './connection/app-installation.service.ts';
import { MarketingConnection } from './connection/marketing-connection.entity.ts';
import { MarketingConnectionService } from './connection/marketing-connection.service.ts';
import type { MarketingPlatform } from './connection/marketing-platform.port.ts';
import { MarketingTokenService } from './connection/marketing-token.service.ts';
import { OAuthState } from './connection/oauth-state.entity.ts';
import { SignedCall } from './connection/signed-call.entity.ts';
import { SignedCallService } from './connection/signed-call.service.ts';
import { ContactField } from './fields/contact-field.entity.ts';
import { ContactFieldService, contactFieldKind } from './fields/contact-field.service.ts';
import {
  DELETE_OLD_CALLS,
  marketingJobs,
  READ_ALL_CATALOGUES,
  REFRESH_MARKETING_TOKENS,
} from './marketing.jobs.ts';
import { MarketingUser } from './users/marketing-user.entity.ts';
import { MarketingUserService, marketingUserKind } from './users/marketing-user.service.ts';

interface Lower {
  readonly marketingPlatform: MarketingPlatform;
  readonly work: UnitOfWork;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Logger;
  readonly installations: InstallationService;
}

/** The marketing platform: the connection to it, and its contact fields, users and campaigns. */
export const marketing = defineModule({
  name: 'marketing',
  tenantEntities: [ContactField, MarketingUser, Campaign, CatalogueRead],
  platformEntities: [MarketingConnection, OAuthState, SignedCall],
  timetable: [
    { job: REFRESH_MARKETING_TOKENS, match: '* * * * *' },
    { job: READ_ALL_CATALOGUES, match: '23 19 * * *' },
    { job: DELETE_OLD_CALLS, match: '*/15 * * * *' },
  ],
  compose({ marketingPlatform: platform, work, keys, clock, log, installations }: Lower) {
    const tokens = new MarketingTokenService(platform, installations, work, keys, clock);
    const marketing = new MarketingConnectionService(platform, tokens, clock);
    const signedCalls = new SignedCallService(work, clock);
    const appInstallations = new AppInstallationService(installations, marketing, work, clock);
    const fields = new CatalogueService(contactFieldKind(platform), marketing, work, clock, log);
    const users = new CatalogueService(marketingUserKind(platform), marketing, work, clock, log);
    const campaigns = new CatalogueService(campaignKind(platform), marketing, work, clock, log);
    const catalogues = [fields, users, campaigns];
    return {
      services: {
        marketing,
        signedCalls,
        appInstallations,
        contactFields: new ContactFieldService(fields),
        marketingUsers: new MarketingUserService(users),
        campaigns: new CampaignService(campaigns),
      },
      jobs: marketingJobs({ connections: marketing, catalogues, appInstallations, signedCalls, work }),
      handlers: [
        on(installationReinstalled, (tx, ctx) => appInstallations.forget(tx, ctx)),
        on(installationUninstalled, (tx, ctx) => appInstallations.forget(tx, ctx)),
      ],
    };
  },
  loadApi: () => import('./api.ts'),
});
