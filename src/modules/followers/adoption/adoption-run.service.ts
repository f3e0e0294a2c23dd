import type { RequestContext } from '../../../kernel/context.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { MarketingConnectionService } from '../../marketing/connection/marketing-connection.service.ts';
import {
  type MarketingSession,
  type PlatformContact,
  PlatformFault,
} from '../../marketing/connection/marketing-platform.port.ts';
import type { BindingService } from '../binding/binding.service.ts';
import { ContactAdoption } from './contact-adoption.entity.ts';
import {
  type AdoptionRow,
  addClaims,
  adoptionsBy,
  claimedFollowers,
  deleteClaims,
  lockRunning,
  readContacts,
} from './contact-adoption.repository.ts';
import {
  type AdoptionCounts,
  type AdoptionFailure,
  claimed,
  countsOf,
  NO_COUNTS,
  sumOf,
  verdictOn,
} from './contact-adoption.rules.ts';
import { adoptLater } from './contact-adoption.service.ts';

/** Contacts, and then followers, in one transaction. */
const AT_ONCE = 500;
/** How long the job waits for what is not ready. */
const WAIT_MS = 2000;

/** Why an adoption cannot go on; null: it may succeed later. */
function failureOf({ kind }: PlatformFault, isLastAttempt: boolean): AdoptionFailure | null {
  if (kind === 'INVALID') return 'FIELD_GONE';
  if (kind === 'INVALID_GRANT') return 'CONNECTION_LOST';
  if (kind === 'FORBIDDEN') return 'REFUSED';
  return isLastAttempt ? 'PLATFORM_UNAVAILABLE' : null;
}

/**
 * Runs an adoption: reads the export of the contacts, and then binds. Each step is a transaction that says how far it has come,
 * so a run that was interrupted goes on from there. What was found is kept in the database, never in memory.
 */
export class AdoptionRunService {
  constructor(
    private readonly marketing: MarketingConnectionService,
    private readonly bindings: BindingService,
    private readonly work: UnitOfWork,
  ) {}

  async run(ctx: RequestContext, adoptionId: string, isLastAttempt: boolean): Promise<void> {
    try {
      for (let goesOn = true; goesOn; ) {
        const [adoption] = await adoptionsBy(this.work.rows(ctx), ctx, 'id', [adoptionId]);
        if (adoption?.status !== 'RUNNING') return;
        goesOn = await this.step(ctx, adoption);
      }
    } catch (error) {
      const failure = error instanceof PlatformFault ? failureOf(error, isLastAttempt) : null;
      if (failure === null) throw error;
      await this.end(ctx, adoptionId, failure);
    }
  }

  /** Returns whether there is more to do now. */
  private async step(ctx: RequestContext, adoption: AdoptionRow): Promise<boolean> {
    const { id, exportId, pageOffset, openIdField, unionIdField } = adoption;
    if (pageOffset === null) return this.bindSome(ctx, adoption);
    const { platform } = this.marketing;
    if (exportId === null) {
      const fields = [openIdField, ...(unionIdField === null ? [] : [unionIdField])];
      const opened = await this.call(ctx, (session) => platform.openExport(session, fields));
      await this.update(ctx, id, { exportId: opened });
      return true;
    }
    try {
      const page = await this.call(ctx, (session) => platform.exportPage(session, exportId, pageOffset));
      if (!page) return this.later(ctx, id);
      return await this.readPage(ctx, adoption, page.contacts, page.next);
    } catch (error) {
      if (!(error instanceof PlatformFault) || error.kind !== 'NOT_FOUND') throw error;
      // The platform keeps an export only for a while. Another one begins anew.
      await this.update(ctx, id, { exportId: null, pageOffset: 0, doneInPage: 0, ...NO_COUNTS });
      return true;
    }
  }

  private async readPage(
    ctx: RequestContext,
    { id, doneInPage }: AdoptionRow,
    contacts: readonly PlatformContact[],
    next: number | null,
  ): Promise<boolean> {
    for (let from = doneInPage; ; from += AT_ONCE) {
      const some = contacts.slice(from, from + AT_ONCE);
      const isEnd = from + AT_ONCE >= contacts.length;
      const isAlone = await this.work.write(ctx, 'adoptExistingContacts', async (tx) => {
        const adoption = await lockRunning(tx.em, ctx, id);
        if (adoption?.doneInPage !== from) return false;
        const counts = await this.judge(tx, ctx, adoption, some);
        const place = isEnd ? { pageOffset: next, doneInPage: 0 } : { doneInPage: from + some.length };
        await tx.em.nativeUpdate(ContactAdoption, { id }, { ...place, ...sumOf(adoption, counts) });
        return true;
      });
      if (isEnd || !isAlone) return true;
    }
  }

  /** Counts contacts, and notes whose they are. */
  private async judge(
    tx: Transaction,
    ctx: RequestContext,
    { accountId, dryRun, openIdField, unionIdField }: AdoptionRow,
    contacts: readonly PlatformContact[],
  ): Promise<AdoptionCounts> {
    await this.bindings.lock(tx, ctx, accountId);
    const given = contacts.map(({ id: contactId, values }) => ({
      contactId,
      openId: values[openIdField] ?? null,
      unionId: (unionIdField !== null && values[unionIdField]) || null,
    }));
    const judged = (await readContacts(tx.em, ctx, accountId, given)).map((one) => ({
      ...{ contactId: one.contactId, followerId: one.followerId ?? '', verdict: verdictOn(one) },
    }));
    const matches = judged.filter(({ verdict }) => verdict === 'MATCH');
    const claims = [...Map.groupBy(matches, ({ followerId }) => followerId)].map(([followerId, all]) => ({
      ...{ followerId, contactId: all[0]?.contactId ?? '', more: all.length },
    }));
    const noted = claims.length > 0 ? await addClaims(tx.em, ctx, accountId, claims) : [];
    const taken = judged.filter(({ verdict }) => verdict === 'TAKEN').map(({ followerId }) => followerId);
    if (!dryRun) await this.bindings.leave(tx, ctx, accountId, taken, 'CONFLICT');
    return noted.reduce(
      (counts, { before, more }) => sumOf(counts, claimed(before, more)),
      countsOf(judged.map(({ verdict }) => verdict)),
    );
  }

  /** Binds some of the followers that were found; the last step. */
  private async bindSome(ctx: RequestContext, { id, dryRun }: AdoptionRow): Promise<boolean> {
    const isDone = await this.work.write(ctx, 'adoptExistingContacts', async (tx) => {
      const adoption = await lockRunning(tx.em, ctx, id);
      if (!adoption) return true;
      const { accountId } = adoption;
      const account = await this.bindings.lock(tx, ctx, accountId);
      if (account?.openIdField !== adoption.openIdField) {
        await this.endIn(tx, ctx, adoption, 'FIELD_GONE');
        return true;
      }
      const found = dryRun ? [] : await claimedFollowers(tx.em, ctx, accountId, AT_ONCE);
      if (found.length === 0) {
        await this.endIn(tx, ctx, adoption, null);
        return true;
      }
      const [single, several] = [
        found.filter(({ claims }) => claims === 1),
        found.filter(({ claims }) => claims > 1),
      ];
      const outcomes = await this.bindings.bind(tx, ctx, accountId, single, 'EXISTING_FIELD');
      const contested = several.map(({ followerId }) => followerId);
      const left = await this.bindings.leave(tx, ctx, accountId, contested, 'CONFLICT');
      const bound = single.filter(({ followerId }) => outcomes.get(followerId) !== 'GONE');
      // Whom somebody else changes at this moment is left for the next time.
      const done = [
        ...bound.map(({ followerId }) => followerId),
        ...(left === contested.length ? contested : []),
      ];
      await deleteClaims(tx.em, ctx, accountId, done);
      if (done.length < found.length) await adoptLater(tx, id, new Date(tx.now().getTime() + WAIT_MS));
      return done.length < found.length;
    });
    return !isDone;
  }

  private async later(ctx: RequestContext, id: string): Promise<boolean> {
    await this.work.write(ctx, 'adoptExistingContacts', (tx) =>
      adoptLater(tx, id, new Date(tx.now().getTime() + WAIT_MS)),
    );
    return false;
  }

  private update(ctx: RequestContext, id: string, changes: Partial<ContactAdoption>): Promise<void> {
    return this.work.write(ctx, 'adoptExistingContacts', async (tx) => {
      const adoption = await lockRunning(tx.em, ctx, id);
      if (!adoption) return;
      if (changes.exportId === null) await deleteClaims(tx.em, ctx, adoption.accountId);
      await tx.em.nativeUpdate(ContactAdoption, { id }, changes);
    });
  }

  private end(ctx: RequestContext, id: string, failure: AdoptionFailure): Promise<void> {
    return this.work.write(ctx, 'adoptExistingContacts', async (tx) => {
      const adoption = await lockRunning(tx.em, ctx, id);
      if (adoption) await this.endIn(tx, ctx, adoption, failure);
    });
  }

  private async endIn(
    tx: Transaction,
    ctx: RequestContext,
    { id, accountId }: AdoptionRow,
    failure: AdoptionFailure | null,
  ): Promise<void> {
    const status = failure === null ? 'COMPLETED' : 'FAILED';
    await tx.em.nativeUpdate(ContactAdoption, { id }, { status, failure, endedAt: tx.now() });
    await deleteClaims(tx.em, ctx, accountId);
  }

  private call<T>(
    { installationId }: RequestContext,
    work: (session: MarketingSession) => Promise<T>,
  ): Promise<T> {
    return this.marketing.call(installationId, work);
  }
}
