import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import { rowsIn } from '../../../kernel/statement.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { displayNameOf } from '../../accounts/account/official-account.rules.ts';
import { DEFAULT_SETTINGS } from '../../followers/settings/follower-settings.rules.ts';
import { settingsOf } from '../../followers/settings/follower-settings.service.ts';
import { shareInstallation } from '../../installations/installation.locks.ts';
import { isReachable } from '../../installations/installation.rules.ts';
import type { ContactWrite, PlatformActivity } from '../../marketing/connection/marketing-platform.port.ts';
import { gapAfter, PLATFORM_TYPES } from '../delivery.rules.ts';
import {
  claim,
  dueActivities,
  dueFollowers,
  nextDueAt,
  release,
  type SendingAccount,
  sendingAccount,
  settleEmpty,
} from './claim.repository.ts';
import { alike, contactWriteOf } from './contact-writes.ts';
import { dropImport, type ImportRow, lockedImport, paceOf, takeTurn } from './delivery-import.repository.ts';
import { type Line, sendAgain, sendLater } from './delivery-queue.ts';

/** Longer than an upload may take; after that, another process takes over. */
const LEASE_MS = 180_000;

type Records =
  | { readonly of: 'CONTACTS'; readonly length: number; readonly writes: readonly ContactWrite[] }
  | { readonly of: 'ACTIVITIES'; readonly length: number; readonly activities: readonly PlatformActivity[] };

/** An import that this process may continue. What was uploaded has no records here, only their number. */
export interface Claimed extends Omit<ImportRow, 'records' | 'lease'> {
  readonly lease: Date;
  readonly records: Records;
}

const uploaded = (length: number): Records => ({ of: 'CONTACTS', length, writes: [] });

/** Decides which deliveries the next import takes. */
export class ClaimService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The import that this process continues; null if nothing can be done now. Then a job comes when something can. */
  take(ctx: RequestContext, line: Line): Promise<Claimed | null> {
    return this.work.write(ctx, 'deliver', async (tx) => {
      const installation = await shareInstallation(tx.em, ctx);
      const now = this.clock.now();
      const row = await lockedImport(tx.em, ctx, line, now);
      const waitsUntil = [row.lease, row.dueAt].find((time) => time !== null && time > now);
      if (waitsUntil) {
        await sendLater(tx, line, waitsUntil);
        return null;
      }
      // When an administrator has connected again, everything is woken; so when the account is ACTIVE again.
      if (!isReachable(installation)) return this.rest(tx, ctx, row);
      const next = { ...row, turn: row.turn + 1, lease: new Date(now.getTime() + LEASE_MS), dueAt: null };
      if (row.platformImportId !== null) {
        await takeTurn(tx.em, ctx, next);
        return { ...next, records: uploaded(row.records) };
      }
      return this.begin(tx, ctx, line, next, now);
    });
  }

  private async begin(
    tx: Transaction,
    ctx: RequestContext,
    line: Line,
    next: ImportRow & { readonly lease: Date },
    now: Date,
  ): Promise<Claimed | null> {
    const account = await sendingAccount(tx.em, ctx, line.accountId);
    if (!account) return this.rest(tx, ctx, next);
    const { count, latest } = await paceOf(tx.em, ctx, now);
    const soonest = new Date((latest?.getTime() ?? 0) + gapAfter(count));
    if (soonest > now) {
      await this.rest(tx, ctx, next);
      await sendLater(tx, line, soonest);
      return null;
    }
    // What an earlier attempt has not uploaded, and all that has come since.
    await release(tx.em, ctx, next.id);
    const { ids, records } = await this.recordsOf(tx, ctx, line, account, now);
    if (ids.length === 0) {
      const dueAt = await nextDueAt(tx.em, ctx, line);
      if (dueAt) await sendAgain(tx, line, dueAt);
      return this.rest(tx, ctx, next);
    }
    const row = { ...next, startedAt: now, records: ids.length };
    await takeTurn(tx.em, ctx, row);
    await claim(tx.em, ctx, next.id, ids);
    return { ...row, records };
  }

  /** Of an import of which nothing was uploaded, nothing is kept. */
  private async rest(
    tx: Transaction,
    ctx: RequestContext,
    { id, platformImportId }: ImportRow,
  ): Promise<null> {
    if (platformImportId !== null) return null;
    await release(tx.em, ctx, id);
    await dropImport(tx.em, ctx, id);
    return null;
  }

  private async recordsOf(
    tx: Transaction,
    ctx: RequestContext,
    line: Line,
    account: SendingAccount,
    now: Date,
  ): Promise<{ readonly ids: string[]; readonly records: Records }> {
    if (line.subject === 'ACTIVITY') {
      const due = await dueActivities(tx.em, ctx, line, now);
      const activities = due.map(({ contactId, kind, occurredAt, campaignId }) => ({
        contactId,
        campaignId: campaignId ?? account.defaultCampaign ?? '',
        type: PLATFORM_TYPES[kind] ?? kind,
        assetName: displayNameOf(account),
        occurredAt,
      }));
      return {
        ids: due.map(({ id }) => id),
        records: { of: 'ACTIVITIES', length: activities.length, activities },
      };
    }
    const [settings = DEFAULT_SETTINGS] = await settingsOf(rowsIn(tx.em), ctx, [account.id]);
    const due = await dueFollowers(tx.em, ctx, line, now);
    const all = due.map((one) => ({ id: one.id, write: contactWriteOf(one, account, settings) }));
    const [empty, written] = [all.filter(isEmpty), all.filter((one) => !isEmpty(one))];
    if (empty.length > 0)
      await settleEmpty(
        tx.em,
        ctx,
        empty.map(({ id }) => id),
        now,
      );
    const taken = alike(written);
    const writes = taken.map(({ write }) => write);
    return { ids: taken.map(({ id }) => id), records: { of: 'CONTACTS', length: writes.length, writes } };
  }
}

/** The account has no field for what there is to say. */
const isEmpty = ({ write }: { readonly write: ContactWrite }): boolean =>
  Object.keys(write.values).length === 0;
