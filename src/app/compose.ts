import { AccountClient } from '../integrations/wechat/account.client.ts';
import { ComponentClient } from '../integrations/wechat/component.client.ts';
import { decodeAesKey } from '../integrations/wechat/crypto.ts';
import { systemClock } from '../kernel/clock.ts';
import { requestText } from '../kernel/http.ts';
import type { Logger } from '../kernel/logger.ts';
import { PushChannel } from '../kernel/push.ts';
import { KeyRing } from '../kernel/secrets.ts';
import { type InsideHandler, UnitOfWork } from '../kernel/unit-of-work.ts';
import { AccountAccessService } from '../modules/accounts/access/account-access.service.ts';
import { AccountAddingService } from '../modules/accounts/account/account-adding.service.ts';
import { AccountChangesService } from '../modules/accounts/account/account-changes.service.ts';
import { AccountEditService } from '../modules/accounts/account/account-edit.service.ts';
import { OfficialAccountService } from '../modules/accounts/account/official-account.service.ts';
import { AccountFactsService } from '../modules/accounts/connecting/account-facts.service.ts';
import { ConnectionService } from '../modules/accounts/connecting/connection.service.ts';
import { CredentialHealthService } from '../modules/accounts/connecting/credential-health.service.ts';
import { OpenPlatformService } from '../modules/accounts/connecting/open-platform.service.ts';
import { PreparationService } from '../modules/accounts/preparation/preparation.service.ts';
import { AccountRemovalService } from '../modules/accounts/removal/account-removal.service.ts';
import { accountJobs } from '../modules/accounts/requirements/account.jobs.ts';
import { AccountReviewService } from '../modules/accounts/requirements/account-review.service.ts';
import { AccountStatusService } from '../modules/accounts/requirements/account-status.service.ts';
import { AccountSettingsService } from '../modules/accounts/settings/account-settings.service.ts';
import { FieldMappingService } from '../modules/accounts/settings/field-mapping.service.ts';
import { SettingsCheckService } from '../modules/accounts/settings/settings-check.service.ts';
import { recordAudit } from '../modules/audit/audit.service.ts';
import { AuditTrailService } from '../modules/audit/audit-trail.service.ts';
import { authorizationJobs } from '../modules/authorizations/authorization.jobs.ts';
import { ConfirmationService } from '../modules/authorizations/exchange/confirmation.service.ts';
import { ExchangeService } from '../modules/authorizations/exchange/exchange.service.ts';
import { ExchangeLeaseService } from '../modules/authorizations/exchange/exchange-lease.service.ts';
import { ExchangeOutcomeService } from '../modules/authorizations/exchange/exchange-outcome.service.ts';
import { ExchangeRecoveryService } from '../modules/authorizations/exchange/exchange-recovery.service.ts';
import { AuthorizationService } from '../modules/authorizations/session/authorization.service.ts';
import { AuthorizationCompletionService } from '../modules/authorizations/session/authorization-completion.service.ts';
import { AuthorizerTokenService } from '../modules/authorizations/tokens/authorizer-token.service.ts';
import { AdoptionService } from '../modules/authorizations/upkeep/adoption.service.ts';
import { FactsRefreshService } from '../modules/authorizations/upkeep/facts-refresh.service.ts';
import { ReconciliationService } from '../modules/authorizations/upkeep/reconciliation.service.ts';
import { WithdrawalService } from '../modules/authorizations/upkeep/withdrawal.service.ts';
import { callbackJobs } from '../modules/callbacks/callback.jobs.ts';
import { CallbackService } from '../modules/callbacks/callback.service.ts';
import { MessageService } from '../modules/callbacks/message.service.ts';
import { ReleaseTestService } from '../modules/callbacks/release-test.service.ts';
import { ApiClientService } from '../modules/callers/api-client.service.ts';
import { ApiKeyService } from '../modules/callers/api-key.service.ts';
import { CallerService, type TokenIssuer } from '../modules/callers/caller.service.ts';
import { ComponentService } from '../modules/connections/component/component.service.ts';
import { WeChatComponent } from '../modules/connections/component/wechat-component.service.ts';
import { CredentialService } from '../modules/connections/credential/credential.service.ts';
import { InstallationService } from '../modules/installations/installation.service.ts';
import { CampaignService, campaignKind } from '../modules/marketing/campaigns/campaign.service.ts';
import { CatalogueService } from '../modules/marketing/catalogue/catalogue.service.ts';
import { MarketingConnectionService } from '../modules/marketing/connection/marketing-connection.service.ts';
import { MarketingTokenService } from '../modules/marketing/connection/marketing-token.service.ts';
import { AppInstallationService } from '../modules/marketing/eloqua/app-installation.service.ts';
import { EloquaAdapter } from '../modules/marketing/eloqua/eloqua.adapter.ts';
import { SignedCallService } from '../modules/marketing/eloqua/signed-call.service.ts';
import { ContactFieldService, contactFieldKind } from '../modules/marketing/fields/contact-field.service.ts';
import { marketingJobs } from '../modules/marketing/marketing.jobs.ts';
import {
  MarketingUserService,
  marketingUserKind,
} from '../modules/marketing/users/marketing-user.service.ts';
import { SenderExecutionService } from '../modules/senders/executions/sender-execution.service.ts';
import { SenderReportService } from '../modules/senders/executions/sender-report.service.ts';
import { ChangeImpactService } from '../modules/senders/impact/change-impact.service.ts';
import { ImpactTokenService } from '../modules/senders/impact/impact-token.service.ts';
import { Patience } from '../modules/senders/impact/patience.service.ts';
import { SenderTrustService } from '../modules/senders/impact/sender-trust.service.ts';
import { senderJobs } from '../modules/senders/sender.jobs.ts';
import { MessageSenderService } from '../modules/senders/steps/message-sender.service.ts';
import { SenderAvailabilityService } from '../modules/senders/steps/sender-availability.service.ts';
import { SenderPassService } from '../modules/senders/steps/sender-pass.service.ts';
import { SenderStepService } from '../modules/senders/steps/sender-step.service.ts';
import { SenderTellingService } from '../modules/senders/sync/sender-telling.service.ts';
import type { Config } from './config.ts';
import { createOrm, proveTenantIsolation } from './database.ts';
import { insideHandlers } from './handlers.ts';

/** What the configuration leaves to the data folder in development. */
export interface Environment {
  readonly databaseUrl: string;
  readonly secretKeys: string;
  readonly issuer: TokenIssuer;
}

/** Everything that server and worker share. */
export type Services = Awaited<ReturnType<typeof compose>>;

/** A `new` for each. No GraphQL: the worker never loads it. */
export async function compose(config: Config, environment: Environment, log: Logger) {
  const clock = systemClock;
  const keys = KeyRing.parse(environment.secretKeys);
  const orm = await createOrm(environment.databaseUrl);
  await proveTenantIsolation(orm);
  const push = new PushChannel(environment.databaseUrl, log);
  // Handlers are made of what writes, and so come after it.
  const inside: InsideHandler[] = [];
  const work = new UnitOfWork(orm, { recordAudit, inside });

  const { wechat } = config;
  const client = new ComponentClient(wechat, requestText, clock);
  const componentKeys = {
    appId: wechat.appId,
    token: wechat.token,
    aesKeys: [
      decodeAesKey(wechat.aesKey),
      wechat.previousAesKey ? decodeAesKey(wechat.previousAesKey) : undefined,
    ] as const,
  };

  const installations = new InstallationService(work);
  const auditTrail = new AuditTrailService(work);
  const apiKeys = new ApiKeyService(work, clock);
  const apiClients = new ApiClientService(work, clock, log);
  const callers = new CallerService(environment.issuer, installations, apiClients);

  const { eloqua } = config;
  const redirectUri = `${config.publicUrl}/eloqua/app/oauth/callback`;
  const platform = new EloquaAdapter({ ...eloqua, redirectUri }, requestText, clock);
  const marketingTokens = new MarketingTokenService(platform, installations, work, keys, clock);
  const marketing = new MarketingConnectionService(platform, marketingTokens, clock);
  const signedCalls = new SignedCallService(config.publicUrl, eloqua, work, clock);
  const appInstallations = new AppInstallationService(eloqua, installations, marketing, work, clock);
  const fieldCatalogue = new CatalogueService(contactFieldKind(platform), marketing, work, clock);
  const userCatalogue = new CatalogueService(marketingUserKind(platform), marketing, work, clock);
  const campaignCatalogue = new CatalogueService(campaignKind(platform), marketing, work, clock);
  const contactFields = new ContactFieldService(fieldCatalogue);
  const marketingUsers = new MarketingUserService(userCatalogue);
  const campaigns = new CampaignService(campaignCatalogue);

  const impactTokens = new ImpactTokenService(keys, clock);
  // What accounts ask before they break something: a port of theirs.
  const dependents = new SenderTrustService(impactTokens);

  const accounts = new OfficialAccountService(work);
  const accountChanges = new AccountChangesService(accounts, push);
  const openPlatforms = new OpenPlatformService(work, config.accountsPerOpenPlatform);
  const credentials = new CredentialService(work, keys, clock);
  const statuses = new AccountStatusService(clock);
  const checks = new SettingsCheckService(contactFields, marketingUsers, campaigns);
  const edits = new AccountEditService(statuses, work);
  const accountAdding = new AccountAddingService(checks, statuses, work);
  const accountSettings = new AccountSettingsService(edits, checks);
  const fieldMappings = new FieldMappingService(edits, checks, dependents);
  const accountAccess = new AccountAccessService(edits, checks);
  const accountRemoval = new AccountRemovalService(statuses, dependents, work, clock);
  const accountReviews = new AccountReviewService(installations, statuses, work, clock);
  const connections = new ConnectionService(credentials, statuses, dependents);
  const health = new CredentialHealthService(credentials, statuses, clock);
  const accountFacts = new AccountFactsService(statuses);
  const component = new ComponentService(wechat.appId, client, work, keys, clock, log);
  const wechatComponent = new WeChatComponent(client, component);
  const authorizations = new AuthorizationService(
    config.publicUrl,
    wechatComponent,
    accounts,
    dependents,
    work,
    keys,
    clock,
  );
  const completions = new AuthorizationCompletionService(authorizations, push);
  const tokens = new AuthorizerTokenService(wechatComponent, credentials, health, work, clock, log);
  const leases = new ExchangeLeaseService(work, keys, clock);
  const recovery = new ExchangeRecoveryService(wechatComponent, work, clock);
  const withdrawals = new WithdrawalService(connections, health, work, clock);
  const outcomes = new ExchangeOutcomeService(leases, connections, withdrawals, work, clock);
  const exchanges = new ExchangeService(wechatComponent, leases, recovery, outcomes, clock, log);
  const confirmations = new ConfirmationService(authorizations, leases, exchanges, work, keys, clock, log);
  const adoptions = new AdoptionService(wechatComponent, connections, withdrawals, work, log);
  const factsRefresh = new FactsRefreshService(
    wechatComponent,
    tokens,
    credentials,
    accountFacts,
    health,
    work,
    log,
  );
  const reconciliation = new ReconciliationService(
    wechatComponent,
    credentials,
    withdrawals,
    adoptions,
    work,
    log,
  );
  const callbacks = new CallbackService(
    componentKeys,
    component,
    authorizations,
    confirmations,
    adoptions,
    withdrawals,
    work,
    clock,
    log,
  );
  const messages = new MessageService(componentKeys, work, clock);
  const releaseTest = new ReleaseTestService(
    componentKeys,
    wechatComponent,
    new AccountClient(wechat, requestText),
    work,
    keys,
    clock,
    log,
  );

  const preparation = new PreparationService(accounts, accountSettings, contactFields, campaigns, work);
  const messageSenders = new MessageSenderService(accounts, work, clock);
  const senderSteps = new SenderStepService(accounts, work, clock);
  const senderPasses = new SenderPassService(keys, clock);
  const senderTelling = new SenderTellingService(marketing, work, clock, log);
  const senderExecutions = new SenderExecutionService(installations, work, clock);
  const senderReports = new SenderReportService(marketing, work, clock, log);
  const changeImpacts = new ChangeImpactService(
    accounts,
    marketing,
    campaigns,
    impactTokens,
    new Patience(clock),
    work,
    log,
  );
  const senderAvailability = new SenderAvailabilityService(clock);

  inside.push(
    ...insideHandlers({
      accountReviews,
      accountRemoval,
      apiKeys,
      authorizations,
      appInstallations,
      senderAvailability,
    }),
  );

  return {
    orm,
    push,
    installations,
    auditTrail,
    callers,
    apiKeys,
    apiClients,
    signedCalls,
    appInstallations,
    marketing,
    contactFields,
    marketingUsers,
    campaigns,
    messageSenders,
    senderSteps,
    senderExecutions,
    senderPasses,
    changeImpacts,
    accounts,
    accountAdding,
    accountSettings,
    fieldMappings,
    accountAccess,
    accountRemoval,
    accountReviews,
    preparation,
    accountChanges,
    openPlatforms,
    component,
    authorizations,
    completions,
    confirmations,
    tokens,
    factsRefresh,
    reconciliation,
    callbacks,
    messages,
    jobs: [
      ...authorizationJobs({
        authorizations,
        exchanges,
        tokens,
        component,
        credentials,
        factsRefresh,
        reconciliation,
        work,
      }),
      ...accountJobs(accountReviews),
      ...senderJobs({ senderTelling, senderExecutions, senderReports }),
      ...callbackJobs(callbacks, releaseTest),
      ...marketingJobs({
        connections: marketing,
        appInstallations,
        signedCalls,
        catalogues: [fieldCatalogue, userCatalogue, campaignCatalogue],
        work,
      }),
    ],
    async close() {
      await push.close();
      await orm.close();
    },
  };
}
