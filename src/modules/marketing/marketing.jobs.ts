import { z } from 'zod';
import { systemContext } from '../../kernel/context.ts';
import { type AnyJobHandler, handle, type JobType } from '../../kernel/jobs.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { READ_CATALOGUES } from './catalogue/catalogue.jobs.ts';
import type { CatalogueService } from './catalogue/catalogue.service.ts';
import type { AppInstallationService } from './connection/app-installation.service.ts';
import type { MarketingConnectionService } from './connection/marketing-connection.service.ts';
import type { SignedCallService } from './connection/signed-call.service.ts';

const Nothing = z.unknown();

/** By the timetable. */
export const REFRESH_MARKETING_TOKENS: JobType<unknown> = {
  name: 'marketing.refresh-tokens',
  payload: Nothing,
  maxAttempts: 1,
};
export const READ_ALL_CATALOGUES: JobType<unknown> = {
  name: 'marketing.read-all-catalogues',
  payload: Nothing,
  maxAttempts: 3,
};

export const DELETE_OLD_CALLS: JobType<unknown> = {
  name: 'marketing.delete-old-calls',
  payload: Nothing,
  maxAttempts: 3,
};

/** Refreshes of a minute: more are for the next. */
const MOST_REFRESHES = 200;

interface Parts {
  readonly connections: MarketingConnectionService;
  readonly catalogues: readonly Pick<CatalogueService<never>, 'read'>[];
  readonly appInstallations: AppInstallationService;
  readonly signedCalls: SignedCallService;
  readonly work: UnitOfWork;
}

export function marketingJobs(parts: Parts): AnyJobHandler[] {
  const { connections, catalogues, appInstallations, signedCalls, work } = parts;
  return [
    handle(REFRESH_MARKETING_TOKENS, () => connections.refreshDue(MOST_REFRESHES)),
    handle(READ_ALL_CATALOGUES, async (_payload, { requestId }) => {
      for (const installationId of await connections.connected()) {
        const ctx = systemContext(installationId, READ_ALL_CATALOGUES.name, requestId);
        const key = `${READ_CATALOGUES.name}:${installationId}`;
        await work.write(ctx, READ_ALL_CATALOGUES.name, (tx) => tx.enqueue(READ_CATALOGUES, {}, { key }));
      }
    }),
    handle(READ_CATALOGUES, async (_payload, { installationId }) => {
      if (!installationId) return;
      const faults: unknown[] = [];
      for (const catalogue of catalogues) {
        await catalogue.read(installationId).catch((error: unknown) => void faults.push(error));
      }
      // Tried again, but not before the others were.
      if (faults.length > 0) throw faults[0];
    }),
    handle(DELETE_OLD_CALLS, async () => {
      await signedCalls.deleteOld();
      await appInstallations.deleteOldStates();
    }),
  ];
}
