import type { RequestContext } from '../kernel/context.ts';
import type { EventType } from '../kernel/events.ts';
import type { InsideHandler, Transaction } from '../kernel/unit-of-work.ts';
import { accountRemoved } from '../modules/accounts/account/official-account.events.ts';
import type { AccountRemovalService } from '../modules/accounts/removal/account-removal.service.ts';
import type { AccountReviewService } from '../modules/accounts/requirements/account-review.service.ts';
import type { AuthorizationService } from '../modules/authorizations/session/authorization.service.ts';
import type { ApiKeyService } from '../modules/callers/api-key.service.ts';
import {
  installationReinstalled,
  installationUninstalled,
} from '../modules/installations/installation.events.ts';
import { catalogueChanged } from '../modules/marketing/catalogue/catalogue.events.ts';
import { marketingConnected } from '../modules/marketing/connection/marketing-connection.events.ts';
import type { AppInstallationService } from '../modules/marketing/eloqua/app-installation.service.ts';
import type { SenderAvailabilityService } from '../modules/senders/steps/sender-availability.service.ts';

interface Handlers {
  readonly accountReviews: AccountReviewService;
  readonly accountRemoval: AccountRemovalService;
  readonly apiKeys: ApiKeyService;
  readonly authorizations: AuthorizationService;
  readonly appInstallations: AppInstallationService;
  readonly senderAvailability: SenderAvailabilityService;
}

/**
 * How a lower module reaches a higher one: events and who handles them inside the transaction that caused them. Other
 * events are pushed to subscribers when it commits, whether or not anybody is listed here.
 */
export const insideHandlers = ({
  accountReviews,
  accountRemoval,
  apiKeys,
  authorizations,
  appInstallations,
  senderAvailability,
}: Handlers): readonly InsideHandler[] => [
  on(installationReinstalled, (tx, ctx) => appInstallations.forget(tx, ctx)),
  on(installationUninstalled, (tx, ctx) => appInstallations.forget(tx, ctx)),
  on(installationUninstalled, (tx, ctx) => accountRemoval.disconnectAll(tx, ctx)),
  on(installationUninstalled, (tx) => senderAvailability.uninstalled(tx)),
  on(installationUninstalled, (tx) => authorizations.endAll(tx)),
  on(installationUninstalled, (tx) => apiKeys.revokeAll(tx)),
  on(marketingConnected, (tx, ctx) => senderAvailability.connected(tx, ctx)),
  on(catalogueChanged, (tx, ctx, changed) => accountReviews.catalogueChanged(tx, ctx, changed)),
  on(accountRemoved, (tx, _ctx, { accountId }) => authorizations.accountRemoved(tx, accountId)),
];

const on =
  <P>(
    type: EventType<P>,
    handle: (tx: Transaction, ctx: RequestContext, payload: P) => Promise<void>,
  ): InsideHandler =>
  async (tx, ctx, event) => {
    if (type.matches(event)) await handle(tx, ctx, event.payload);
  };
