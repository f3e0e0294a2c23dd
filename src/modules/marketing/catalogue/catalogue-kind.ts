import type { Transaction } from '../../../kernel/unit-of-work.ts';
import type { MarketingSession, PlatformList } from '../connection/marketing-platform.port.ts';
import type { CatalogueEntity, CatalogueRow, CatalogueTable } from './catalogue.repository.ts';
import type { Catalogue } from './catalogue-read.entity.ts';

/** The data of a row. */
export type CatalogueItem<T extends CatalogueRow> = Omit<T, 'installationId' | 'asOf' | 'goneAt'>;

/** An object as the platform told it. What it did not say is undefined: then what is known stays. */
export type Told<T extends CatalogueRow> = { readonly id: string } & {
  readonly [Column in keyof CatalogueItem<T>]: CatalogueItem<T>[Column] | undefined;
};

/** The differences between the three catalogues. */
export interface CatalogueKind<T extends CatalogueRow> {
  readonly catalogue: Catalogue;
  readonly entity: CatalogueEntity<T>;
  readonly table: CatalogueTable<T>;
  /** Whether the list may be empty. If it always has entries, an empty answer is an error. */
  readonly mayBeEmpty: boolean;
  /** What counts of a new object as long as the platform does not say it. */
  unsaid(id: string): CatalogueItem<T>;
  /** What else must be told of a change, in its transaction. */
  changed?(tx: Transaction, installationId: string, before: readonly T[], after: readonly T[]): void;
  read(session: MarketingSession): Promise<PlatformList<Told<T>>>;
  /** Null: the platform says that it does not exist. */
  readOne(session: MarketingSession, id: string): Promise<Told<T> | null>;
}

/** The whole data of an object: as told, else as known, else as nothing is said. */
export function wholeOf<T extends CatalogueRow>(
  kind: CatalogueKind<T>,
  told: Told<T>,
  known: T | undefined,
): CatalogueItem<T> {
  const whole = kind.unsaid(told.id);
  for (const column of Object.keys(whole)) {
    const value: unknown = Reflect.get(told, column);
    if (value !== undefined) Reflect.set(whole, column, value);
    else if (known) Reflect.set(whole, column, Reflect.get(known, column));
  }
  return whole;
}
