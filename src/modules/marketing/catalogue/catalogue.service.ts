import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../../../kernel/clock.ts';
import { type RequestContext, systemContext } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { MarketingConnectionService } from '../connection/marketing-connection.service.ts';
import { type MarketingSession, PlatformFault } from '../connection/marketing-platform.port.ts';
import { catalogueChanged } from './catalogue.events.ts';
import {
  type CatalogueEntity,
  type CatalogueFilter,
  type CatalogueRow,
  type CatalogueTable,
  countRows,
  freshnessOf,
  knownByIds,
  lockCatalogue,
  noteFailure,
  noteRead,
  noteSeen,
  rowsByIds,
  rowsInWindow,
} from './catalogue.repository.ts';
import {
  type Freshness,
  isDue,
  isYoung,
  LIFE_MS,
  type NameWindow,
  PAUSE_MS,
  QUERY_WAIT_MS,
  type View,
  viewOf,
} from './catalogue.rules.ts';
import { changesOf } from './catalogue-changes.rules.ts';
import type { Catalogue } from './catalogue-read.entity.ts';

/** The differences between the three catalogues. */
export interface CatalogueKind<T extends CatalogueRow> {
  readonly catalogue: Catalogue;
  readonly entity: CatalogueEntity<T>;
  readonly table: CatalogueTable<T>;
  /**
   * Whether the list may be empty. If it always has entries, an empty answer is an error; otherwise everything would be
   * marked as gone.
   */
  readonly mayBeEmpty: boolean;
  /** What else must be told of a change, in its transaction. */
  changed?(
    tx: Transaction,
    installationId: string,
    before: readonly T[],
    after: readonly CatalogueItem<T>[],
  ): void;
  /** Reads the complete list. */
  read(session: MarketingSession): Promise<CatalogueItem<T>[]>;
}

/** The data of a row. */
export type CatalogueItem<T extends CatalogueRow> = Omit<T, 'installationId' | 'asOf' | 'goneAt'>;

/**
 * One catalogue of an installation's marketing platform, as far as Qiao has read it. It is read completely, by one
 * reader at a time in a process, and stored, so lists work even if the marketing platform does not answer.
 */
export class CatalogueService<T extends CatalogueRow> {
  private readonly reading = new Map<string, Promise<void>>();

  constructor(
    private readonly kind: CatalogueKind<T>,
    readonly connections: MarketingConnectionService,
    private readonly work: UnitOfWork,
    readonly clock: Clock,
  ) {}

  /** In the order of `ids`; null for an object that was never seen. */
  async byIds(
    ctx: RequestContext,
    ids: readonly string[],
    life: 'BESIDE' | 'ASKED' = 'BESIDE',
  ): Promise<(View<T> | null)[]> {
    if (ids.length === 0) return [];
    const views = await this.answer(ctx, LIFE_MS[life], () => this.known(ctx, ids));
    const byId = new Map(views.map((view) => [view.id, view]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** The existing objects, by name. */
  list(ctx: RequestContext, filter: CatalogueFilter, window: NameWindow): Promise<View<T>[]> {
    return this.answer(ctx, LIFE_MS.ASKED, () =>
      this.look(ctx, (em) => rowsInWindow(em, this.kind.entity, ctx.installationId, filter, window)),
    );
  }

  /** Number of known objects in the list. */
  count(ctx: RequestContext, filter: CatalogueFilter): Promise<number> {
    return this.work.read(ctx, (em) => countRows(em, this.kind.entity, ctx.installationId, filter));
  }

  /**
   * The objects in their current state, without those that do not exist.
   *
   * @throws {PlatformFault}
   */
  async live(ctx: RequestContext, ids: readonly string[]): Promise<Map<string, T>> {
    if (ids.length === 0) return new Map();
    const asked = this.clock.now();
    const isLive = ({ readAt }: Freshness) => isYoung(readAt, LIFE_MS.WRITING, asked);
    let { rows, freshness } = await this.known(ctx, ids);
    // A running read may have begun too early, or may have found nothing to do. The second attempt does not have this
    // problem.
    for (let attempt = 1; attempt <= 2 && !isLive(freshness); attempt += 1) {
      await this.read(ctx.installationId, (now) => !isLive(now));
      ({ rows, freshness } = await this.known(ctx, ids));
    }
    if (!isLive(freshness)) throw new PlatformFault('UNAVAILABLE');
    return new Map(rows.filter(({ goneAt }) => goneAt === null).map((row) => [row.id, row]));
  }

  /** Whether the marketing platform failed a moment ago, so that it is not called now. */
  async isResting(ctx: RequestContext): Promise<boolean> {
    const { freshness } = await this.known(ctx, []);
    return isYoung(freshness.failedAt, PAUSE_MS, this.clock.now());
  }

  /**
   * Reads the complete catalogue now, or joins a running read.
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
   * Stores an object that was read or created individually at `at`; null: it does not exist. Returns its view, or null
   * if it never existed.
   */
  async note(
    ctx: RequestContext,
    id: string,
    item: CatalogueItem<T> | null,
    at: Date,
  ): Promise<View<T> | null> {
    const { catalogue, entity } = this.kind;
    const { installationId } = ctx;
    await this.work.write(systemOf(installationId), 'readCatalogue', async (tx) => {
      await lockCatalogue(tx.em, installationId, catalogue);
      const known = await rowsByIds(tx.em, entity, installationId, [id]);
      await this.apply(tx, installationId, known, item ? [item] : [], at, null);
      if (item) await noteSeen(tx.em, entity, installationId, id, at);
    });
    const { rows, freshness } = await this.known(ctx, [id]);
    const [row] = rows;
    return row ? viewOf(row, freshness, this.clock.now()) : null;
  }

  /**
   * Answers from the stored data. If it is too old, first asks the marketing platform, for a short time and without
   * throwing.
   */
  private async answer(
    ctx: RequestContext,
    lifeMs: number,
    look: () => Promise<Known<T>>,
  ): Promise<View<T>[]> {
    let { rows, freshness } = await look();
    if (isDue(freshness, lifeMs, this.clock.now())) {
      const { promise: patience, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, QUERY_WAIT_MS);
      const reading = this.read(ctx.installationId, (now) => isDue(now, lifeMs, this.clock.now()));
      await Promise.race([reading.catch(ifPlatform), patience]);
      clearTimeout(timer);
      ({ rows, freshness } = await look());
    }
    const now = this.clock.now();
    return rows.map((row) => viewOf(row, freshness, now));
  }

  private known(ctx: RequestContext, ids: readonly string[]): Promise<Known<T>> {
    const { catalogue, table } = this.kind;
    return knownByIds(this.work.rows(ctx), table, { installationId: ctx.installationId, catalogue }, ids);
  }

  private look(ctx: RequestContext, find: Find<T>): Promise<Known<T>> {
    return this.work.read(ctx, async (em) => ({
      freshness: await freshnessOf(em, ctx.installationId, this.kind.catalogue),
      rows: await find(em),
    }));
  }

  private async readDue(
    installationId: string,
    isStillDue: ((freshness: Freshness) => boolean) | undefined,
  ): Promise<void> {
    if (isStillDue) {
      const { freshness } = await this.known(systemOf(installationId), []);
      if (!isStillDue(freshness)) return;
    }
    await this.readAll(installationId);
  }

  private async readAll(installationId: string): Promise<void> {
    const { catalogue, mayBeEmpty } = this.kind;
    const at = this.clock.now();
    try {
      const items = await this.connections.call(installationId, (session) => this.kind.read(session));
      if (items.length === 0 && !mayBeEmpty) throw new PlatformFault('UNAVAILABLE');
      await this.work.write(systemOf(installationId), 'readCatalogue', (tx) =>
        this.replace(tx, installationId, items, at),
      );
    } catch (error) {
      ifPlatform(error);
      await this.work.write(systemOf(installationId), 'readCatalogue', (tx) =>
        noteFailure(tx.em, installationId, catalogue, this.clock.now()),
      );
      throw error;
    }
  }

  private async replace(
    tx: Transaction,
    installationId: string,
    items: readonly CatalogueItem<T>[],
    at: Date,
  ): Promise<void> {
    const { catalogue, entity } = this.kind;
    await lockCatalogue(tx.em, installationId, catalogue);
    const { readAt } = await freshnessOf(tx.em, installationId, catalogue);
    // Another reader began later and was faster.
    if (readAt && readAt >= at) return;
    const known = await tx.em
      .createQueryBuilder(entity, 'c')
      .where({ installationId } as object)
      .execute<T[]>('all');
    await this.apply(tx, installationId, known, items, at, readAt);
    await noteRead(tx.em, installationId, catalogue, at);
  }

  private async apply(
    tx: Transaction,
    installationId: string,
    known: readonly T[],
    items: readonly CatalogueItem<T>[],
    at: Date,
    seenAt: Date | null,
  ): Promise<void> {
    const changed = changesOf(known, items, at, seenAt).map((row) => ({ ...row, installationId }));
    if (changed.length === 0) return;
    await tx.em.upsertMany(this.kind.entity, changed as never);
    tx.emit(catalogueChanged.create(installationId, idsOf(this.kind.catalogue, changed)));
    this.kind.changed?.(tx, installationId, known, changed);
  }
}

type Find<T> = (em: EntityManager) => Promise<T[]>;

/** What is known of some objects. */
interface Known<T> {
  readonly rows: readonly T[];
  readonly freshness: Freshness;
}

function idsOf(catalogue: Catalogue, rows: readonly { id: string }[]) {
  const ids = rows.map(({ id }) => id);
  return {
    fieldIds: catalogue === 'CONTACT_FIELDS' ? ids : [],
    userIds: catalogue === 'USERS' ? ids : [],
    campaignIds: catalogue === 'CAMPAIGNS' ? ids : [],
  };
}

/** Ignores faults of the marketing platform, which are recorded; any other error is a defect. */
function ifPlatform(error: unknown): void {
  if (!(error instanceof PlatformFault)) throw error;
}

const systemOf = (installationId: string) => systemContext(installationId, 'catalogues', newId());
