/** Whether the key ring opens what is stored. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { SealedColumn } from '../../kernel/sealed.ts';
import { type KeyRing, SecretsFault } from '../../kernel/secrets.ts';
import { SEALED_COLUMNS } from '../reseal.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** What became of one stored value. */
interface Tried {
  /** Of the key that has sealed it. */
  readonly keyId: string;
  readonly column: string;
  readonly outcome: 'OPENS' | 'NO_KEY' | 'ANOTHER_KEY';
}

/**
 * Tries one value of each column for each key that has sealed any. Only platform tables: what tenants have sealed is younger
 * than a day, or belongs to a session that is open.
 */
export async function keyRingFinding(orm: MikroORM, keys: KeyRing): Promise<Finding> {
  const tried: Tried[] = [];
  for (const column of SEALED_COLUMNS.platform) tried.push(...(await tryColumn(orm, keys, column)));
  return ringFinding(tried, keys.firstKey);
}

async function tryColumn(orm: MikroORM, keys: KeyRing, column: SealedColumn): Promise<Tried[]> {
  const { tableName, properties } = orm.getMetadata().get<object>(column.entity);
  const nameOf = (property: string): string => Reflect.get(properties, property).fieldNames[0];
  const [sealed, by] = [nameOf(column.property), nameOf(column.by)];
  const rows = await orm.em.fork().execute<{ keyId: string; sealed: string; by: string }[]>(
    `select distinct on (split_part("${sealed}", '.', 2)) split_part("${sealed}", '.', 2) as "keyId", "${sealed}" as sealed, "${by}" as by
     from "${tableName}" where "${sealed}" is not null`,
  );
  return rows.map((row) => ({
    keyId: row.keyId,
    column: `${tableName}.${sealed}`,
    outcome: outcomeOf(() => keys.open(row.sealed, column.placeOf(row.by))),
  }));
}

function outcomeOf(open: () => unknown): Tried['outcome'] {
  try {
    open();
    return 'OPENS';
  } catch (error) {
    if (!(error instanceof SecretsFault)) throw error;
    return error.reason === 'UNKNOWN_KEY' ? 'NO_KEY' : 'ANOTHER_KEY';
  }
}

/**
 * A key is another one if it opens nothing that was sealed under its id. The first key must be right, because it goes on to
 * seal; any other may be a substitute for a key that is lost.
 */
export function ringFinding(tried: readonly Tried[], firstKey: string): Finding {
  const lacking = tried.filter(({ outcome }) => outcome === 'NO_KEY');
  if (lacking.length > 0)
    return fail(
      `The key ring lacks ${keysOf(lacking)}, which sealed ${columnsOf(lacking)}.`,
      'Add it to the end of SECRET_KEYS. If it is lost for good, see “A lost key” in docs/operations.md.',
    );
  const opened = new Set(tried.filter(({ outcome }) => outcome === 'OPENS').map(({ keyId }) => keyId));
  const others = tried.filter(({ keyId }) => !opened.has(keyId));
  const says = `The key ring has another ${keysOf(others)} than the one that sealed ${columnsOf(others)}.`;
  if (others.some(({ keyId }) => keyId === firstKey))
    return fail(says, 'Put the right key into SECRET_KEYS. A new key needs an id that was never used.');
  if (others.length > 0)
    return warn(says, 'What it sealed is lost: official accounts must be authorized again.');
  return ok('The key ring opens what is stored.');
}

const keysOf = (tried: readonly Tried[]): string =>
  unique(tried.map(({ keyId }) => keyId))
    .map((id) => `key “${id}”`)
    .join(', ');
const columnsOf = (tried: readonly Tried[]): string => unique(tried.map(({ column }) => column)).join(', ');
const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
