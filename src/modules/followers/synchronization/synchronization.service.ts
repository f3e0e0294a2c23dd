import { z } from 'zod';
import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { LoggedEvent } from '../../../kernel/event-log.ts';
import type { DomainEvent } from '../../../kernel/events.ts';
import { newId } from '../../../kernel/ids.ts';
import { BACKGROUND, type JobType } from '../../../kernel/jobs.ts';
import { OncePer } from '../../../kernel/once-per.ts';
import { viewOf } from '../../../kernel/permissions.ts';
import { type PushChannel, RESYNC } from '../../../kernel/push.ts';
import { Stream } from '../../../kernel/stream.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { accountNotFound } from '../../accounts/account/official-account.errors.ts';
import type { OfficialAccountService } from '../../accounts/account/official-account.service.ts';
import { capabilitiesOf } from '../../accounts/connecting/capability.rules.ts';
import { Synchronization } from './synchronization.entity.ts';
import { cannotListFollowers } from './synchronization.errors.ts';
import { synchronizationProgressed } from './synchronization.events.ts';
import {
  latestSynchronizations,
  type SynchronizationRow,
  synchronizationsByIds,
} from './synchronization.repository.ts';

/** One step of a synchronization; each step adds the next. */
export const SYNCHRONIZE: JobType<{ synchronizationId: string }> = {
  name: 'follower.synchronize',
  priority: BACKGROUND,
  payload: z.object({ synchronizationId: z.string() }),
  maxAttempts: 25,
};

export const enqueueStep = (
  tx: Pick<Transaction, 'enqueue'>,
  synchronizationId: string,
  runAt?: Date | null,
): Promise<void> =>
  tx.enqueue(
    SYNCHRONIZE,
    { synchronizationId },
    { key: `${SYNCHRONIZE.name}:${synchronizationId}`, ...(runAt && { runAt }) },
  );

/** Starts synchronizations, and tells how far they are. */
export class SynchronizationService {
  private readonly shared = new OncePer<LoggedEvent, readonly SynchronizationRow[]>();

  constructor(
    private readonly accounts: OfficialAccountService,
    private readonly work: UnitOfWork,
    private readonly push: PushChannel,
  ) {}

  /** One that is under way is returned as it is. */
  start(ctx: RequestContext, accountId: string): Promise<SynchronizationRow> {
    return this.work.write(ctx, 'synchronizeSubscriptionStatus', async (tx) => {
      const account = await this.accounts.lockAvailable(tx, ctx, accountId);
      if (!account) throw new Refusal(accountNotFound('accountId'));
      const { credential, ...facts } = account;
      const capabilities = capabilitiesOf({ ...facts, authorized: credential != null });
      const reason = capabilities.find(({ kind }) => kind === 'FOLLOWER_INFO')?.reason ?? null;
      if (reason !== null) throw new Refusal(cannotListFollowers(reason));
      const [latest] = await latestSynchronizations(this.work.rows(ctx), ctx, [accountId]);
      if (latest && latest.endedAt === null) return latest;
      const now = tx.now();
      const made = { installationId: ctx.installationId, id: newId(), accountId, account };
      const times = { startedAt: now, progressedAt: now, endedAt: null, resumesAt: null };
      const unknown = { cursor: null, total: null, perSecond: null, reason: null };
      const row = tx.em.create(Synchronization, { ...made, ...times, ...unknown } as Synchronization);
      await tx.em.persist(row).flush();
      await enqueueStep(tx, row.id);
      tx.audit({ subjectType: 'OfficialAccount', subjectId: accountId });
      tx.emit(synchronizationProgressed.create(ctx.installationId, { accountId, synchronizationId: row.id }));
      return row;
    });
  }

  /** In the order of `ids`; null for those of accounts that the caller may not use. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<(SynchronizationRow | null)[]> {
    const found = await synchronizationsByIds(this.work.rows(ctx), ctx, ids);
    return ids.map((id) => found.find((one) => one.id === id) ?? null);
  }

  /** The latest of each account, in the order of `accountIds`. */
  async latestOf(ctx: RequestContext, accountIds: readonly string[]): Promise<(SynchronizationRow | null)[]> {
    const found = await latestSynchronizations(this.work.rows(ctx), ctx, accountIds);
    return accountIds.map((id) => found.find(({ accountId }) => accountId === id) ?? null);
  }

  /** The latest one of an account: now, and after each step. */
  live(ctx: RequestContext, accountId: string): AsyncIterable<SynchronizationRow> {
    const wanted = (event: DomainEvent) =>
      event.installationId === ctx.installationId &&
      synchronizationProgressed.matches(event) &&
      event.payload.accountId === accountId;
    const read = async () => {
      const [latest = null] = await this.latestOf(ctx, [accountId]);
      return latest ? [latest] : [];
    };
    const view = viewOf(ctx.caller);
    return new Stream(this.push.subscribe(wanted, true), (item) =>
      item === RESYNC ? read() : this.shared.get(item, view, read),
    );
  }
}
