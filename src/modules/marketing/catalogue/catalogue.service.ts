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
  countRows,
  freshnessOf,
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
  PATIENCE_MS,
  PAUSE_MS,
  type View,
  viewOf,
} from './catalogue.rules.ts';
import { changesOf } from './catalogue-changes.rules.ts';
import type { Catalogue } from './catalogue-read.entity.ts';

/** What the three catalogues differ in. */
export interface CatalogueKind<T extends CatalogueRow> {
  readonly catalogue: Catalogue;
  readonly entity: CatalogueEntity<T>;
  /** An empty answer is not believed where there always is something: it would declare everything gone. */
  readonly mayBeEmpty: boolean;
  /** All there is. */
  read(session: MarketingSession): Promise<CatalogueItem<T>[]>;
}

/** A row's own facts. */
export type CatalogueItem<T extends CatalogueRow> = Omit<T, 'installationId' | 'asOf' | 'goneAt'>;

/**
 * What an installation's marketing platform has of one kind, as far as Qiao has read it. It is read whole, by one reader
 * at a time in a process, and kept: lists are answered whether or not the marketing platform answers.
 */
export class CatalogueService<T extends CatalogueRow> {
  private readonly reading = new Map<string, Promise<void>>();

  constructor(
    private readonly kind: CatalogueKind<T>,
    readonly connections: MarketingConnectionService,
    private readonly work: UnitOfWork,
    readonly clock: Clock,
  ) {}

  /** In the order of `ids`; null for what was never seen. */
  async byIds(
    ctx: RequestContext,
    ids: readonly string[],
    life: 'BESIDE' | 'ASKED' = 'BESIDE',
  ): Promise<(View<T> | null)[]> {
    if (ids.length === 0) return [];
    const views = await this.answer(ctx, LIFE_MS[life], (em) =>
      rowsByIds(em, this.kind.entity, ctx.installationId, ids),
    );
    const byId = new Map(views.map((view) => [view.id, view]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Those that are there, by name. */
  list(ctx: RequestContext, filter: CatalogueFilter, window: NameWindow): Promise<View<T>[]> {
    return this.answer(ctx, LIFE_MS.ASKED, (em) =>
      rowsInWindow(em, this.kind.entity, ctx.installationId, filter, window),
    );
  }

  /** How many a list has in all, as far as is known. */
  count(ctx: RequestContext, filter: CatalogueFilter): Promise<number> {
    return this.work.read(ctx, (em) => countRows(em, this.kind.entity, ctx.installationId, filter));
  }

  /**
   * As they are at this moment; those that are not there, or gone, are absent.
   *
   * @throws {PlatformFault}
   */
  async live(ctx: RequestContext, ids: readonly string[]): Promise<Map<string, T>> {
    if (ids.length === 0) return new Map();
    const find = (em: EntityManager) => rowsByIds(em, this.kind.entity, ctx.installationId, ids);
    const asked = this.clock.now();
    const isLive = ({ readAt }: Freshness) => isYoung(readAt, LIFE_MS.WRITING, asked);
    let { rows, freshness } = await this.look(ctx, find);
    // One that is joined may have begun too early, or found nothing to do for whoever began it: not so the second.
    for (let attempt = 1; attempt <= 2 && !isLive(freshness); attempt += 1) {
      await this.read(ctx.installationId, (now) => !isLive(now));
      ({ rows, freshness } = await this.look(ctx, find));
    }
    if (!isLive(freshness)) throw new PlatformFault('UNAVAILABLE');
    return new Map(rows.filter(({ goneAt }) => goneAt === null).map((row) => [row.id, row]));
  }

  /** Whether the marketing platform failed a moment ago, and is left alone. */
  async isResting(ctx: RequestContext): Promise<boolean> {
    const { freshness } = await this.look(ctx, async () => []);
    return isYoung(freshness.failedAt, PAUSE_MS, this.clock.now());
  }

  /**
   * Reads all of it now, together with whoever reads it already.
   *
   * @param isStillDue looked at before: somebody may have read it since the caller found that it is due
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

  /** One that was read or made by itself at `at`; null: it is not there. Its view, or null if it never was. */
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
    const { rows, freshness } = await this.look(ctx, (em) => rowsByIds(em, entity, installationId, [id]));
    const [row] = rows;
    return row ? viewOf(row, freshness, this.clock.now()) : null;
  }

  /** What is known, after the marketing platform was asked where that is due: for a moment only, and without a fault. */
  private async answer(ctx: RequestContext, lifeMs: number, find: Find<T>): Promise<View<T>[]> {
    let { rows, freshness } = await this.look(ctx, find);
    if (isDue(freshness, lifeMs, this.clock.now())) {
      const { promise: patience, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, PATIENCE_MS);
      const reading = this.read(ctx.installationId, (now) => isDue(now, lifeMs, this.clock.now()));
      await Promise.race([reading.catch(ifPlatform), patience]);
      clearTimeout(timer);
      ({ rows, freshness } = await this.look(ctx, find));
    }
    const now = this.clock.now();
    return rows.map((row) => viewOf(row, freshness, now));
  }

  private look(ctx: RequestContext, find: Find<T>): Promise<{ rows: T[]; freshness: Freshness }> {
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
      const { freshness } = await this.look(systemOf(installationId), async () => []);
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
    // Somebody began later and was faster.
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
  }
}

type Find<T> = (em: EntityManager) => Promise<T[]>;

function idsOf(catalogue: Catalogue, rows: readonly { id: string }[]) {
  const ids = rows.map(({ id }) => id);
  return {
    fieldIds: catalogue === 'CONTACT_FIELDS' ? ids : [],
    userIds: catalogue === 'USERS' ? ids : [],
    campaignIds: catalogue === 'CAMPAIGNS' ? ids : [],
  };
}

/** Faults of the marketing platform are noted and lived with; anything else is a defect. */
function ifPlatform(error: unknown): void {
  if (!(error instanceof PlatformFault)) throw error;
}

const systemOf = (installationId: string) => systemContext(installationId, 'catalogues', newId());
