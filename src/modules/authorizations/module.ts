import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { defineModule, on } from '../../kernel/module.ts';
import type { PushChannel } from '../../kernel/push.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { accountRemoved } from '../accounts/account/official-account.events.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { AccountWeChatFactsService } from '../accounts/connecting/account-wechat-facts.service.ts';
import type { ConnectionService } from '../accounts/connecting/connection.service.ts';
import type { CredentialHealthService } from '../accounts/connecting/credential-health.service.ts';
import type { AccountDependents } from '../accounts/dependents/account-dependents.port.ts';
import type { ComponentService } from '../connections/component/component.service.ts';
import type { WeChatComponent } from '../connections/component/wechat-component.service.ts';
import type { CredentialService } from '../connections/credential/credential.service.ts';
import { installationUninstalled } from '../installations/installation.events.ts';
import {
  authorizationJobs,
  READ_ALL_FACTS,
  RECONCILE,
  REFRESH_DUE,
  REVIVE_EXCHANGES,
  WATCH_TICKETS,
} from './authorization.jobs.ts';
import { ConfirmationService } from './exchange/confirmation.service.ts';
import { ExchangeService } from './exchange/exchange.service.ts';
import { AuthorizationService } from './session/authorization.service.ts';
import { AuthorizationCompletionService } from './session/authorization-completion.service.ts';
import { AuthorizationLink } from './session/authorization-link.entity.ts';
import { AuthorizationSession } from './session/authorization-session.entity.ts';
import { AuthorizerTokenService } from './tokens/authorizer-token.service.ts';
import { AdoptionService } from './upkeep/adoption.service.ts';
import { FactsRefreshService } from './upkeep/facts-refresh.service.ts';
import { ReconciliationService } from './upkeep/reconciliation.service.ts';
import { WithdrawalService } from './upkeep/withdrawal.service.ts';

interface Lower {
  readonly config: { readonly publicUrl: string };
  readonly work: UnitOfWork;
  readonly push: PushChannel;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Logger;
  readonly component: ComponentService;
  readonly wechatComponent: WeChatComponent;
  readonly credentials: CredentialService;
  readonly accounts: OfficialAccountService;
  readonly connecting: ConnectionService;
  readonly credentialHealth: CredentialHealthService;
  readonly accountWeChatFacts: AccountWeChatFactsService;
  readonly accountDependents: AccountDependents;
}

/** Authorization sessions, the tokens that they bring, and jobs that keep both up to date. */
export const authorizations = defineModule({
  name: 'authorizations',
  tenantEntities: [AuthorizationSession],
  platformEntities: [AuthorizationLink],
  timetable: [
    { job: REFRESH_DUE, match: '* * * * *' },
    { job: REVIVE_EXCHANGES, match: '* * * * *' },
    { job: WATCH_TICKETS, match: '* * * * *' },
    { job: READ_ALL_FACTS, match: '41 18 * * *' },
    { job: RECONCILE, match: '11 19 * * *' },
  ],
  compose({ work, push, keys, clock, log, component, wechatComponent, credentials, ...lower }: Lower) {
    const { config, accounts, accountDependents, connecting, credentialHealth, accountWeChatFacts } = lower;
    const authorizations = new AuthorizationService(
      config.publicUrl,
      wechatComponent,
      accounts,
      accountDependents,
      work,
      keys,
      clock,
    );
    const tokens = new AuthorizerTokenService(
      wechatComponent,
      credentials,
      credentialHealth,
      work,
      clock,
      log,
    );
    const withdrawals = new WithdrawalService(credentialHealth, work, clock);
    const exchanges = new ExchangeService(wechatComponent, connecting, withdrawals, work, keys, clock, log);
    const adoptions = new AdoptionService(wechatComponent, connecting, withdrawals, work, log);
    const confirmations = new ConfirmationService(exchanges, adoptions, work, keys, clock, log);
    const factsRefresh = new FactsRefreshService(
      wechatComponent,
      tokens,
      credentials,
      accountWeChatFacts,
      credentialHealth,
      work,
      log,
    );
    const reconciliation = new ReconciliationService(
      wechatComponent,
      credentials,
      withdrawals,
      adoptions,
      factsRefresh,
      log,
    );
    return {
      services: {
        authorizations,
        completions: new AuthorizationCompletionService(authorizations, push),
        confirmations,
        tokens,
        factsRefresh,
        reconciliation,
        withdrawals,
      },
      jobs: authorizationJobs({
        authorizations,
        exchanges,
        tokens,
        component,
        credentials,
        factsRefresh,
        reconciliation,
        work,
      }),
      handlers: [
        on(installationUninstalled, (tx) => authorizations.endAll(tx)),
        on(accountRemoved, (tx, _ctx, { accountId }) => authorizations.accountRemoved(tx, accountId)),
      ],
    };
  },
  loadApi: () => import('./api.ts'),
});
