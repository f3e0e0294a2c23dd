import type { QrCodesClient } from '../../integrations/wechat/qr-codes.client.ts';
import type { QuotasClient } from '../../integrations/wechat/quotas.client.ts';
import type { UsersClient } from '../../integrations/wechat/users.client.ts';
import type { WebAuthorizationClient } from '../../integrations/wechat/web-authorization.client.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { defineModule, on } from '../../kernel/module.ts';
import type { PushChannel } from '../../kernel/push.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { AccountEditService } from '../accounts/account/account-edit.service.ts';
import { accountRemoved, officialAccountChanged } from '../accounts/account/official-account.events.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { AuthorizerTokenService } from '../authorizations/tokens/authorizer-token.service.ts';
import type { ComponentService } from '../connections/component/component.service.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import type { CampaignService } from '../marketing/campaigns/campaign.service.ts';
import { marketingConnected } from '../marketing/connection/marketing-connection.events.ts';
import type { MarketingConnectionService } from '../marketing/connection/marketing-connection.service.ts';
import { AdoptedContact } from './adoption/adopted-contact.entity.ts';
import { AdoptionRunService } from './adoption/adoption-run.service.ts';
import { ContactAdoption } from './adoption/contact-adoption.entity.ts';
import { ContactAdoptionService } from './adoption/contact-adoption.service.ts';
import { BindingService } from './binding/binding.service.ts';
import { ContactService } from './binding/contact.service.ts';
import { FollowerLinkService } from './binding/follower-link.service.ts';
import { LookUpService } from './binding/look-up.service.ts';
import { NewcomerService } from './binding/newcomer.service.ts';
import { ErasedFollower } from './erasure/erased-follower.entity.ts';
import { ErasureService } from './erasure/erasure.service.ts';
import { ErasureKey } from './erasure/erasure-key.entity.ts';
import type { ExportPart } from './erasure/export-part.port.ts';
import { FollowerPrivacyService } from './erasure/follower-privacy.service.ts';
import type { Partings } from './erasure/parting.port.ts';
import { PrivacyReceipt } from './erasure/privacy-receipt.entity.ts';
import { Follower } from './follower.entity.ts';
import {
  DELETE_OLD_ERASED,
  DELETE_OLD_LINKS,
  ERASE_REMOVED,
  followerJobs,
  LOOK_UP_FORGOTTEN,
} from './follower.jobs.ts';
import { FollowerService } from './follower.service.ts';
import { BindingLink } from './links/binding-link.entity.ts';
import { BindingLinkService } from './links/binding-link.service.ts';
import { ApiQuotaService } from './quotas/api-quota.service.ts';
import { RegistrationService } from './registration/registration.service.ts';
import { RegistrationPassService } from './registration/registration-pass.service.ts';
import { FollowerSettings } from './settings/follower-settings.entity.ts';
import { FollowerSettingsService } from './settings/follower-settings.service.ts';
import { FollowerInfoService } from './synchronization/follower-info.service.ts';
import { ListedFollower } from './synchronization/listed-follower.entity.ts';
import { Synchronization } from './synchronization/synchronization.entity.ts';
import { SynchronizationService } from './synchronization/synchronization.service.ts';
import { SynchronizerService } from './synchronization/synchronizer.service.ts';

interface Lower {
  readonly config: { readonly publicUrl: string };
  readonly work: UnitOfWork;
  readonly keys: KeyRing;
  readonly push: PushChannel;
  readonly clock: Clock;
  readonly log: Logger;
  readonly installations: InstallationService;
  readonly marketing: MarketingConnectionService;
  readonly campaigns: CampaignService;
  readonly component: ComponentService;
  readonly usersClient: UsersClient;
  readonly quotasClient: QuotasClient;
  readonly qrCodesClient: QrCodesClient;
  readonly webAuthorizationClient: WebAuthorizationClient;
  readonly accounts: OfficialAccountService;
  readonly accountEdits: AccountEditService;
  readonly tokens: AuthorizerTokenService;
  /** What higher modules add to the export of a follower. */
  readonly activityExport: ExportPart;
  readonly partings: Partings;
}

/** WeChat users as the accounts of an installation see them, and how they and contacts come together. */
export const followers = defineModule({
  name: 'followers',
  tenantEntities: [
    Follower,
    FollowerSettings,
    ErasedFollower,
    PrivacyReceipt,
    BindingLink,
    ContactAdoption,
    AdoptedContact,
    Synchronization,
    ListedFollower,
  ],
  platformEntities: [ErasureKey],
  timetable: [
    { job: ERASE_REMOVED, match: '41 * * * *' },
    { job: DELETE_OLD_ERASED, match: '29 3 * * *' },
    { job: DELETE_OLD_LINKS, match: '31 3 * * *' },
    { job: LOOK_UP_FORGOTTEN, match: '11 * * * *' },
  ],
  compose({
    config: { publicUrl },
    work,
    keys,
    push,
    clock,
    log,
    installations,
    marketing,
    ...lower
  }: Lower) {
    const { campaigns, qrCodesClient: qrCodes, accounts, accountEdits, tokens, usersClient: users } = lower;
    const followerSettings = new FollowerSettingsService(accountEdits, work);
    const bindings = new BindingService();
    const contacts = new ContactService(marketing, clock);
    const lookUps = new LookUpService(bindings, contacts, followerSettings, installations, work);
    const newcomers = new NewcomerService(bindings, lookUps);
    const erasure = new ErasureService(keys, lower.partings);
    const followers = new FollowerService(installations, erasure, work, newcomers);
    const contactAdoptions = new ContactAdoptionService(accounts, work);
    const adoptionRuns = new AdoptionRunService(marketing, bindings, work);
    const bindingLinks = new BindingLinkService({
      ...{ publicUrl, accounts, installations, campaigns, contacts, tokens, qrCodes, work, clock },
    });
    const synchronizer = new SynchronizerService({ accounts, followers, tokens, users }, work, clock, log);
    const infos = new FollowerInfoService(accounts, tokens, users, work, log);
    return {
      services: {
        synchronizations: new SynchronizationService(accounts, work, push),
        apiQuotas: new ApiQuotaService(tokens, lower.quotasClient, clock, log),
        followers,
        followerSettings,
        followerPrivacy: new FollowerPrivacyService(erasure, [lower.activityExport], work),
        bindings,
        newcomers,
        contacts,
        followerLinks: new FollowerLinkService(bindings, contacts, work),
        bindingLinks,
        contactAdoptions,
        registrations: new RegistrationService({
          ...{ publicUrl, accounts, followers, bindings, contacts, tokens, work },
          ...{ component: lower.component, users },
          webAuthorization: lower.webAuthorizationClient,
        }),
        registrationPasses: new RegistrationPassService(keys, clock),
      },
      jobs: followerJobs({ followers, lookUps, adoptionRuns, bindingLinks, synchronizer, infos }),
      handlers: [
        on(marketingConnected, (tx, ctx) => lookUps.soon(tx, ctx)),
        on(officialAccountChanged, async (tx, ctx, { accountId, kind, changedPaths }) => {
          if (kind === 'CHANGED' && changedPaths.includes('fieldMappings'))
            await lookUps.again(tx, ctx, accountId);
        }),
        on(accountRemoved, async (tx, ctx, { accountId }) => {
          await bindingLinks.accountRemoved(tx, ctx, accountId);
          await contactAdoptions.forget(tx, ctx, accountId);
        }),
      ],
    };
  },
  loadApi: () => import('./api.ts'),
});
