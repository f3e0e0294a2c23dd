import type { Clock } from '../../../kernel/clock.ts';
import { systemContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { Seldom } from '../../../kernel/seldom.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { MarketingConnectionService } from '../connection/marketing-connection.service.ts';
import { PlatformFault, type PlatformList } from '../connection/marketing-platform.port.ts';
import { catalogueChanged } from './catalogue.events.ts';
import { READ_CATALOGUES } from './catalogue.jobs.ts';
import {
  type CatalogueRow,
  existingRows,
  freshnessOf,
  knownByIds,
  lockCatalogue,
  noteFailure,
  notePartlyRead,
  noteRead,
  noteSeen,
  rowsByIds,
} from './catalogue.repository.ts';
import { answeredAt, DOUBT_MS, type Freshness } from './catalogue.rules.ts';
import { changesOf } from './catalogue-changes.rules.ts';
import { type CatalogueKind, type Told, wholeOf } from './catalogue-kind.ts';
import type { Catalogue } from './catalogue-read.entity.ts';

/** Of what is missing in a list that proves nothing, so much is asked for by id; the rest after the next reading. */
const MOST_ASKED = 20;

/**
 * Reads one catalogue and stores it; one reader at a time in a process. Only what the platform proves to be gone is marked as
 * gone: by a complete list, by a second empty one, or by a 404 for this object.
 */
export class CatalogueReader<T extends CatalogueRow> {
  private readonly reading = new Map<string, Promise<void>>();
  private readonly log: Seldom;

  constructor(
    private readonly kind: CatalogueKind<T>,
    private readonly connections: MarketingConnectionService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    log: Logger,
  ) {
    this.log = new Seldom(log);
  }

  /**
   * Reads the whole catalogue now, or joins a running read.
   *
   * @param isStillDue checked before the read: another process may have read the catalogue since the caller found it
   *   due
   */
  read(installationId: string, isStillDue?: (freshness: Freshness) => boolean): Promise<void> {
    const running = this.reading.get(installationId);
    if (running) return running;
    const started = this.readDue(installationId, isStillDue).finally(() =>
      this.reading.delete(installationId),
    );
    this.reading.set(installationId, started);
    return started;
  }

  /**
   * Reads one object now.
   *
   * @throws {PlatformFault} if it is not known whether it exists
   */
  async readOne(installationId: string, id: string): Promise<void> {
    const at = this.clock.now();
    const told = await this.connections.call(installationId, (session) => this.kind.readOne(session, id));
    await this.note(installationId, id, told, at);
  }

  /** Stores an object that was read or created individually at `at`; null: it does not exist. */
  async note(installationId: string, id: string, told: Told<T> | null, at: Date): Promise<void> {
    const { catalogue, entity } = this.kind;
    await this.work.write(systemOf(installationId), 'readCatalogue', async (tx) => {
      await lockCatalogue(tx.em, installationId, catalogue);
      const known = await rowsByIds(tx.em, entity, installationId, [id]);
      await this.apply(tx, installationId, known, told ? [told] : [], at, null, () => true);
      if (told) await noteSeen(tx.em, entity, installationId, [id], at);
    });
  }

  private async readDue(
    installationId: string,
    isStillDue: ((freshness: Freshness) => boolean) | undefined,
  ): Promise<void> {
    if (isStillDue) {
      const { catalogue, table } = this.kind;
      const rows = this.work.rows(systemOf(installationId));
      const { freshness } = await knownByIds(rows, table, { installationId, catalogue }, []);
      if (!isStillDue(freshness)) return;
    }
    await this.readAll(installationId);
  }

  private async readAll(installationId: string): Promise<void> {
    const { catalogue, mayBeEmpty } = this.kind;
    const at = this.clock.now();
    try {
      const list = await this.connections.call(installationId, (session) => this.kind.read(session));
      if (list.found.length === 0 && !mayBeEmpty) throw new PlatformFault('UNAVAILABLE');
      const whole = list.proof === 'NONE' ? await this.withMissing(installationId, list) : list;
      await this.work.write(systemOf(installationId), 'readCatalogue', (tx) =>
        this.replace(tx, installationId, whole, at),
      );
    } catch (error) {
      ifPlatform(error);
      await this.work.write(systemOf(installationId), 'readCatalogue', (tx) =>
        noteFailure(tx.em, installationId, catalogue, this.clock.now()),
      );
      throw error;
    }
  }

  /** Asks by id for what is missing. Of what cannot be read, what is known stays. */
  private async withMissing(
    installationId: string,
    list: PlatformList<Told<T>>,
  ): Promise<PlatformList<Told<T>>> {
    const told = new Set([...list.found.map(({ id }) => id), ...list.deleted]);
    const known = await this.work.read(systemOf(installationId), (em) =>
      existingRows(em, this.kind.entity, installationId),
    );
    const missing = known.filter(({ id }) => !told.has(id)).slice(0, MOST_ASKED);
    if (missing.length === 0) return list;
    const found = [...list.found];
    const deleted = [...list.deleted];
    await this.connections.call(installationId, async (session) => {
      for (const { id } of missing) {
        const one = await this.kind.readOne(session, id).catch(faultOf);
        // Where nothing is answered any more, the others are not asked.
        if (one instanceof PlatformFault && one.failure) return;
        if (one === null) deleted.push(id);
        else if (!(one instanceof PlatformFault)) found.push(one);
      }
    });
    return { ...list, found, deleted };
  }

  private async replace(
    tx: Transaction,
    installationId: string,
    { found, deleted, proof }: PlatformList<Told<T>>,
    at: Date,
  ): Promise<void> {
    const { catalogue, entity } = this.kind;
    await lockCatalogue(tx.em, installationId, catalogue);
    const freshness = await freshnessOf(tx.em, installationId, catalogue);
    const { readAt } = freshness;
    const before = answeredAt(freshness);
    // Another reader began later and was faster.
    if (before && before >= at) return;
    const known = await tx.em
      .createQueryBuilder(entity, 'c')
      .where({ installationId } as object)
      .execute<T[]>('all');
    const doubtedAt = proof === 'EMPTY' ? (sinceLastRead(freshness) ?? at) : null;
    const isConfirmed = doubtedAt !== null && at.getTime() - doubtedAt.getTime() >= DOUBT_MS;
    const isNews = known.some(({ goneAt }) => goneAt === null);
    const isWhole = proof === 'COMPLETE' || isConfirmed || (proof === 'EMPTY' && !isNews);
    const gone = new Set(deleted);
    await this.apply(tx, installationId, known, found, at, readAt, (id) => isWhole || gone.has(id));
    if (isWhole) return noteRead(tx.em, installationId, catalogue, at);
    const about = { installationId, catalogue, proof, found: found.length, known: known.length };
    this.log.warn(
      `${catalogue} ${installationId}`,
      about,
      'what is missing in this list is not taken as gone',
    );
    const ids = found.map(({ id }) => id);
    await noteSeen(tx.em, entity, installationId, ids, at);
    await notePartlyRead(tx.em, installationId, catalogue, at, doubtedAt);
    if (doubtedAt) await this.readAgain(tx, installationId, new Date(at.getTime() + DOUBT_MS));
  }

  private readAgain(tx: Transaction, installationId: string, runAt: Date): Promise<void> {
    return tx.enqueue(READ_CATALOGUES, {}, { key: `${READ_CATALOGUES.name}:${installationId}`, runAt });
  }

  private async apply(
    tx: Transaction,
    installationId: string,
    known: readonly T[],
    told: readonly Told<T>[],
    at: Date,
    seenAt: Date | null,
    isGone: (id: string) => boolean,
  ): Promise<void> {
    const byId = new Map(known.map((row) => [row.id, row]));
    const items = told.map((one) => wholeOf(this.kind, one, byId.get(one.id)));
    const changed = changesOf(known, items, at, seenAt, isGone).map((row) => ({ ...row, installationId }));
    if (changed.length === 0) return;
    await tx.em.upsertMany(this.kind.entity, changed as never);
    tx.emit(catalogueChanged.create(installationId, idsOf(this.kind.catalogue, changed)));
    this.kind.changed?.(tx, installationId, known, changed as never);
  }
}

/** Since when a list is doubted; an older version of Qiao forgets to end it when it has read a whole one. */
const sinceLastRead = ({ doubtedAt, readAt }: Freshness): Date | null =>
  doubtedAt && readAt && doubtedAt <= readAt ? null : doubtedAt;

function idsOf(catalogue: Catalogue, rows: readonly { id: string }[]) {
  const ids = rows.map(({ id }) => id);
  return {
    fieldIds: catalogue === 'CONTACT_FIELDS' ? ids : [],
    userIds: catalogue === 'USERS' ? ids : [],
    campaignIds: catalogue === 'CAMPAIGNS' ? ids : [],
  };
}

function faultOf(error: unknown): PlatformFault {
  if (error instanceof PlatformFault) return error;
  throw error;
}

/** Ignores faults of the marketing platform, which are recorded; any other error is a defect. */
export function ifPlatform(error: unknown): void {
  if (!(error instanceof PlatformFault)) throw error;
}

const systemOf = (installationId: string) => systemContext(installationId, 'catalogues', newId());
