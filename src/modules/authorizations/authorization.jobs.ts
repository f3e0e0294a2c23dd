import { z } from 'zod';
import { type AnyJobHandler, BACKGROUND, contextOf, handle, type JobType } from '../../kernel/jobs.ts';
import { enqueue, type UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { ComponentService } from '../connections/component/component.service.ts';
import type { CredentialService } from '../connections/credential/credential.service.ts';
import type { ExchangeService } from './exchange/exchange.service.ts';
import { EXCHANGE } from './exchange/lease.ts';
import { reviveJobs } from './session/authorization.repository.ts';
import { type AuthorizationService, EXPIRE } from './session/authorization.service.ts';
import type { AuthorizerTokenService } from './tokens/authorizer-token.service.ts';
import { type FactsRefreshService, READ_FACTS } from './upkeep/facts-refresh.service.ts';
import type { ReconciliationService } from './upkeep/reconciliation.service.ts';

const REFRESH: JobType<{ appId: string; version: number }> = {
  name: 'authorization.refresh',
  priority: BACKGROUND,
  payload: z.object({ appId: z.string(), version: z.number() }),
  maxAttempts: 1,
};
/** A job of the timetable; it has no payload. */
const timed = (name: string): JobType<unknown> => ({ name, payload: z.unknown(), maxAttempts: 3 });
/** Every minute. */
export const REFRESH_DUE = timed('authorization.refresh-due');
export const WATCH_TICKETS = timed('authorization.watch-tickets');
export const REVIVE_EXCHANGES = timed('authorization.revive-exchanges');
/** Daily. */
export const READ_ALL_FACTS = timed('authorization.read-all-facts');
export const RECONCILE = timed('authorization.reconcile');

/** More are due in one minute only after an outage; the following minutes take them. */
const REFRESHES_PER_MINUTE = 500;

interface Services {
  readonly authorizations: AuthorizationService;
  readonly exchanges: ExchangeService;
  readonly tokens: AuthorizerTokenService;
  readonly component: ComponentService;
  readonly credentials: CredentialService;
  readonly factsRefresh: FactsRefreshService;
  readonly reconciliation: ReconciliationService;
  readonly work: UnitOfWork;
}

export function authorizationJobs(services: Services): AnyJobHandler[] {
  const { authorizations, exchanges, tokens, component, credentials, factsRefresh, reconciliation, work } =
    services;
  return [
    handle(EXCHANGE, ({ sessionId }, job) => exchanges.run(contextOf(job), sessionId)),
    handle(EXPIRE, ({ sessionId }, job) => authorizations.expire(contextOf(job), sessionId)),
    handle(REFRESH, async ({ appId, version }) => {
      if (await credentials.isDue(appId)) await tokens.refreshAhead(appId, version);
    }),
    handle(READ_FACTS, ({ appId, again }) => factsRefresh.refreshFacts(appId, again)),
    handle(REFRESH_DUE, async () => {
      const due = await credentials.due(REFRESHES_PER_MINUTE);
      await work.platform(async (em) => {
        for (const { appId, version } of due) {
          await enqueue(em, REFRESH, { appId, version }, { key: `refresh:${appId}` });
        }
      });
    }),
    // Nobody can cancel a confirmed session, so its job must not stay given up.
    handle(REVIVE_EXCHANGES, () => work.platform((em) => reviveJobs(em, EXCHANGE.name))),
    handle(WATCH_TICKETS, () => component.watchTickets()),
    handle(READ_ALL_FACTS, async () => factsRefresh.enqueue([...(await credentials.versions()).keys()])),
    handle(RECONCILE, () => reconciliation.reconcile()),
  ];
}
