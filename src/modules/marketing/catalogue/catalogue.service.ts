import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../../../kernel/clock.ts';
import type { RequestContext } from '../../../kernel/context.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { MarketingConnectionService } from '../connection/marketing-connection.service.ts';
import { PlatformFault } from '../connection/marketing-platform.port.ts';
import {
  type CatalogueFilter,
  type CatalogueRow,
  countRows,
  freshnessOf,
  knownByIds,
  rowsInWindow,
} from './catalogue.repository.ts';
import {
  answeredAt,
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
import type { CatalogueKind, Told } from './catalogue-kind.ts';
import { CatalogueReader, ifPlatform } from './catalogue-reader.ts';

/**
 * One catalogue of an installation's marketing platform, as far as Qiao has read it. It is read as a whole and stored, so
 * lists work even if the marketing platform does not answer.
 */
export class CatalogueService<T extends CatalogueRow> {
  private readonly reader: CatalogueReader<T>;

  constructor(
    private readonly kind: CatalogueKind<T>,
    readonly connections: MarketingConnectionService,
    private readonly work: UnitOfWork,
    readonly clock: Clock,
    log: Logger,
  ) {
    this.reader = new CatalogueReader(kind, connections, work, clock, log);
  }

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
    const isCurrent = (moment: Date | null) => isYoung(moment, LIFE_MS.WRITING, asked);
    const isRead = (freshness: Freshness) => isCurrent(answeredAt(freshness));
    let { rows, freshness } = await this.known(ctx, ids);
    // A running read may have begun too early, or may have found nothing to do. The second attempt does not have this
    // problem.
    for (let attempt = 1; attempt <= 2 && !isRead(freshness); attempt += 1) {
      await this.reader.read(ctx.installationId, (now) => !isRead(now));
      ({ rows, freshness } = await this.known(ctx, ids));
    }
    if (!isRead(freshness)) throw new PlatformFault('UNAVAILABLE');
    if (!isCurrent(freshness.readAt)) {
      const seen = new Set(rows.flatMap(({ id, asOf }) => (isCurrent(asOf) ? [id] : [])));
      const unseen = [...new Set(ids)].filter((id) => !seen.has(id));
      for (const id of unseen) await this.reader.readOne(ctx.installationId, id);
      if (unseen.length > 0) ({ rows } = await this.known(ctx, ids));
    }
    return new Map(rows.filter(({ goneAt }) => goneAt === null).map((row) => [row.id, row]));
  }

  /** Whether the marketing platform failed a moment ago, so that it is not called now. */
  async isResting(ctx: RequestContext): Promise<boolean> {
    const { freshness } = await this.known(ctx, []);
    return isYoung(freshness.failedAt, PAUSE_MS, this.clock.now());
  }

  /** Reads the whole catalogue now, or joins a running read. */
  read(installationId: string, isStillDue?: (freshness: Freshness) => boolean): Promise<void> {
    return this.reader.read(installationId, isStillDue);
  }

  /**
   * Reads one object now, and stores what the marketing platform says of it.
   *
   * @throws {PlatformFault}
   */
  readOne(ctx: RequestContext, id: string): Promise<void> {
    return this.reader.readOne(ctx.installationId, id);
  }

  /**
   * Stores an object that was read or created individually at `at`; null: it does not exist. Returns its view, or null
   * if it never existed.
   */
  async note(ctx: RequestContext, id: string, told: Told<T> | null, at: Date): Promise<View<T> | null> {
    await this.reader.note(ctx.installationId, id, told, at);
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
      const reading = this.reader.read(ctx.installationId, (now) => isDue(now, lifeMs, this.clock.now()));
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
}

type Find<T> = (em: EntityManager) => Promise<T[]>;

/** What is known of some objects. */
interface Known<T> {
  readonly rows: readonly T[];
  readonly freshness: Freshness;
}
