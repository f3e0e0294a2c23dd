import type { EntityManager, FilterQuery, MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { systemContext } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { BACKGROUND, type JobType } from '../kernel/jobs.ts';
import type { Logger } from '../kernel/logger.ts';
import { type SealedColumn, sealedColumnsOf } from '../kernel/sealed.ts';
import { type KeyRing, SecretsFault } from '../kernel/secrets.ts';
import { enqueue, type UnitOfWork } from '../kernel/unit-of-work.ts';
import type { InstallationService } from '../modules/installations/installation.service.ts';
import { PLATFORM_ENTITIES, TENANT_ENTITIES } from './entities.ts';

/** Nightly, and when a worker starts with more than one key. */
export const RESEAL: JobType<unknown> = {
  name: 'secrets.reseal',
  payload: z.unknown(),
  maxAttempts: 3,
  priority: BACKGROUND,
};

const BATCH = 100;

export const SEALED_COLUMNS = {
  tenant: TENANT_ENTITIES.flatMap(sealedColumnsOf),
  platform: PLATFORM_ENTITIES.flatMap(sealedColumnsOf),
};

/** What one run found. Columns as `table.column`. */
export interface Resealed {
  readonly resealed: number;
  /** By column: how many values a key other than the first has sealed, after the run. If it is empty, the other keys can be removed. */
  readonly left: Readonly<Record<string, number>>;
  /** Of those, values that no key of the ring opens. */
  readonly unreadable: Readonly<Record<string, number>>;
}

/** Runs in a transaction of its own, for platform tables or for one installation. */
type Scope = <T>(work: (em: EntityManager) => Promise<T>) => Promise<T>;
type Row = Readonly<Record<string, string>>;

interface Parts {
  readonly orm: MikroORM;
  readonly work: UnitOfWork;
  readonly installations: InstallationService;
  readonly keys: KeyRing;
  readonly log: Logger;
}

/**
 * Seals every stored secret again with the first key of the ring. Each value is replaced by itself, if it is still the one
 * that was read: so newer values are never overwritten, and a run that is killed is continued by the next.
 */
export class ResealService {
  constructor(private readonly parts: Parts) {}

  async enqueueIfRotating(): Promise<void> {
    if (!this.parts.keys.hasOtherKeys) return;
    await this.parts.work.platform((em) => enqueue(em, RESEAL, {}, { key: RESEAL.name }));
  }

  async run(): Promise<Resealed> {
    const { work, installations, keys, log } = this.parts;
    const count = new Count();
    const platform: Scope = (query) => work.statement(query);
    for (const column of SEALED_COLUMNS.platform) await this.resealColumn(column, platform, count);
    for (const id of await installations.ids()) {
      const ctx = systemContext(id, RESEAL.name, newId());
      const own: Scope = (query) => work.write(ctx, RESEAL.name, ({ em }) => query(em));
      for (const column of SEALED_COLUMNS.tenant) await this.resealColumn(column, own, count);
    }
    const { resealed, left, unreadable } = count;
    const key = keys.firstKey;
    if (Object.keys(left).length === 0)
      log.info({ key, resealed }, 'all stored secrets are encrypted with this key; others can be removed');
    else
      log.warn(
        { key, resealed, left, unreadable },
        'stored secrets are encrypted with other keys; keep them',
      );
    return { resealed, left, unreadable };
  }

  private async resealColumn(column: SealedColumn, scope: Scope, count: Count): Promise<void> {
    const { entity, property, by } = column;
    const name = this.nameOf(column);
    const others = { $not: { [property]: { $like: `${likeText(this.parts.keys.prefix)}%` } } };
    const options = { fields: [by, property], orderBy: { [property]: 'asc' }, limit: BATCH } as never;
    for (let after = ''; ; ) {
      const where = { $and: [{ [property]: { $gt: after } }, others] } as FilterQuery<object>;
      const rows = await scope((em) => em.find<object>(entity, where, options));
      for (const row of rows as Row[]) {
        const sealed = row[property] as string;
        const fresh = this.sealedAgain(column, row);
        if (fresh === null) count.add('unreadable', name);
        else {
          const held = { [by]: row[by], [property]: sealed } as FilterQuery<object>;
          count.resealed += await scope((em) => em.nativeUpdate<object>(entity, held, { [property]: fresh }));
        }
        after = sealed;
      }
      if (rows.length < BATCH) break;
    }
    count.add('left', name, await scope((em) => em.count<object>(entity, others as FilterQuery<object>)));
  }

  private sealedAgain({ property, by, placeOf }: SealedColumn, row: Row): string | null {
    const { keys } = this.parts;
    const place = placeOf(row[by] as string);
    try {
      return keys.seal(keys.open(row[property] as string, place), place);
    } catch (error) {
      if (error instanceof SecretsFault) return null;
      throw error;
    }
  }

  private nameOf({ entity, property }: SealedColumn): string {
    const { tableName, properties } = this.parts.orm.getMetadata().get<object>(entity);
    return `${tableName}.${Reflect.get(properties, property).fieldNames[0]}`;
  }
}

class Count implements Resealed {
  resealed = 0;
  readonly left: Record<string, number> = {};
  readonly unreadable: Record<string, number> = {};

  add(what: 'left' | 'unreadable', name: string, many = 1): void {
    if (many > 0) this[what][name] = (this[what][name] ?? 0) + many;
  }
}

/** Matches the text itself: an underscore would match every character. */
const likeText = (text: string): string => text.replaceAll('_', '\\_');
