import { readdirSync, readFileSync } from 'node:fs';
import { Migration } from '@mikro-orm/migrations';

const MIGRATIONS = new URL('../../migrations/', import.meta.url);

/** The migrations at the start of this process: an update may replace the files later. */
export const MIGRATION_NAMES: readonly string[] = readdirSync(MIGRATIONS)
  .filter((file) => file.endsWith('.sql'))
  .sort()
  .map((file) => file.replace(/\.sql$/, ''));

/**
 * Each file in `migrations/` is one migration, applied once, in the order of names. Migrations are SQL and only go
 * forward.
 */
export const sqlMigrations = () =>
  MIGRATION_NAMES.map((name) => ({
    name,
    class: class extends Migration {
      override up(): void {
        this.addSql(readFileSync(new URL(`${name}.sql`, MIGRATIONS), 'utf8'));
      }
    },
  }));
